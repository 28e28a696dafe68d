"""Who acts for a child (Sorgeberechtigte): the grown-ups of its family, as an earlier form of the visit names them.

Pure. It only proposes names: that they have custody is seen, and that they agree is asked, for each service.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mobile_office.domain.conditions import age, midnight
from mobile_office.domain.household import NAME, Person, who_stands
from mobile_office.domain.service import Answers, Section, Service

ACTS_AT = 16  # from this age a person acts in person (§ 17 Abs. 3 BMG, § 9 Abs. 2 PAuswG)
_TELLS = (NAME, "given_names", "birth_date")
_ACTS = "representative_"
Custodian = Mapping[str, Any]  # what was said of them, by field key


def custodians(said: Iterable[tuple[Service, Answers]], person: Person) -> tuple[Custodian, ...]:
    """A person's parents or custodians, of the part that names them last."""
    found: tuple[Custodian, ...] = ()
    for service, answers in said:
        stands = [*who_stands(service, answers)]
        own = [one for one in stands if one.role == "subject"]
        here = next((one for one in own if one.person.key == person.key), None)
        if here is None:
            continue
        if here.index == 0:
            parents = [one for one in own if one.item.get("relation") == "parent"]
        elif here.item.get("relation") == "child":
            parents = [
                one for one in own if one.index == 0 or one.item.get("relation") in ("spouse", "partner")
            ]
        else:
            parents = []
        parents += [one for one in stands if one.role == "custodian"]
        found = tuple(one.item for one in parents) or found
    return found


def standing_in(
    target: Service, person: Person, over: tuple[Custodian, ...], address: str, today: date
) -> Answers:
    """Answers that name who acts for a child: as custodians where the service lists them, else as representative.

    Nothing for somebody who acts in person. `address` is the child's own, where the parents live too.
    """
    if not over or not person.birth_date or age(person.birth_date, midnight(today)) >= _adult(target):
        return {}
    listed = next((section for section in target.sections if section.key == "guardians"), None)
    if listed is not None:
        return {listed.repeat: [_of(one, listed) for one in over[: listed.most]]}
    acts = next((section for section in target.sections if section.key == "representative"), None)
    if acts is None:
        return {}
    first = {**over[0], "address": address}
    keys = [asked.key for asked in acts.fields if asked.key.startswith(_ACTS)]
    said = {key: first[key.removeprefix(_ACTS)] for key in keys if first.get(key.removeprefix(_ACTS))}
    return {"represented_by": "custodian", **said}


def _of(one: Custodian, listed: Section) -> Answers:
    keys = {asked.key for asked in listed.fields}
    return {key: one[key] for key in _TELLS if key in keys and one.get(key)}


def _adult(target: Service) -> int:
    """Where custodians are listed, the service's own condition says for whom; hidden answers are left out."""
    return 18 if any(section.key == "guardians" for section in target.sections) else ACTS_AT
