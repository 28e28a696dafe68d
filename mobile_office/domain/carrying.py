"""Carrying over: what a service need not ask again because it was said in the same visit (Vorsprache).

Pure: what was declared before and a chosen person in, answers for another service out. Carried are facts
about a person, the home, who acts and who helps; never what is declared, agreed to, signed or seen, and no contact:
it was given for one form (§ 24 Abs. 1 BMG), and what is safe for one may not be for an information block.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mobile_office.domain import checks
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.custody import custodians, standing_in
from mobile_office.domain.household import OTHERS, Person, Stands, subject, who_stands
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.look import Look
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import Answers, Field, Service, Severity
from mobile_office.domain.view import value_at

IDENTITY = "identity"
NEW_HOME = "new_home"  # an address that is declared today and not yet in the register
_HOMES = ("address", NEW_HOME)  # the sections that say where somebody lives; others name a home given up
_LOOKS, _ACTS, _HELPS = "appearance", "representative", "assistance"
_MAIN_HOME = "main_home_here"
_OWN = ("relation", "objections")  # said of a person for that service alone
_EACH_TIME = ("signed_by", "signed_by_name", "proxy_certified")  # said of one paper, of one case
_MISSING = ("required", "evidence_missing")  # nothing is wrong with what is not there yet
_Kind = tuple[str, str, str]  # a field's key, kind and code list: the same question wherever it is asked
_Facts = dict[_Kind, Any]


@dataclass(frozen=True)
class Part:
    """What was declared (or is being typed) in a visit."""

    service: Service
    answers: Answers
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Carried:
    """Answers of a new draft. `paths` are those with something in them, in the order of the form.

    `declared` says that the address is only declared in this visit: the register does not have it yet.
    """

    answers: Answers = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    declared: bool = False


def people(parts: Iterable[Part]) -> tuple[Person, ...]:
    """Everybody the parts name as somebody who is there, each once, in the order they were named."""
    found = (stands.person for part in parts for stands in who_stands(part.service, part.answers))
    return tuple({person.key: person for person in found}.values())


def carried(parts: Sequence[Part], person: Person, target: Service, today: date, lists: CodeLists) -> Carried:
    """What `target` need not ask of a person after `parts` (the oldest first).

    What the target would find wrong is left out; where it has a default, the question stays open.
    """
    shown = [(part, _shown(part, today)) for part in parts]
    them: _Facts = {}
    home: _Facts = {}
    acts: _Facts = {}
    helps: _Facts = {}
    declared: list[_Facts] = []
    for part, answers in shown:
        helps = _said(part.service, answers, (_HELPS,)) or helps
        declared += filter(None, [_said(part.service, answers, (NEW_HOME,))])
        for stands in who_stands(part.service, answers):
            if stands.person.key != person.key:
                continue
            them |= _of_item(stands)
            if stands.role == "subject":
                them |= _said(part.service, answers, (_LOOKS,))
                home = _home(part.service, answers) or home
                acts = _said(part.service, answers, (_ACTS,)) or acts
    over = custodians(((part.service, answers) for part, answers in shown), person)
    answers = _filled(target, {**them, **home, **acts, **helps})
    answers |= standing_in(target, person, over, home_line(home), today)
    right = _right(target, answers, today, lists)
    is_declared = any(_same_home(home, new) for new in declared)
    paths = tuple(path for path in _paths(target, right) if not is_empty(value_at(right, path)))
    return Carried(right, paths, is_declared and "street" in paths)


def seen_before(parts: Sequence[Part], person: Person) -> Evidence | None:
    """The identity of this very person as it was seen in the visit last; None where it was not.

    What was seen of a representative says nothing about the person they act for.
    """
    for part in reversed(parts):
        alone = part.answers.get("represented_by") in (None, "", "none")
        first = subject(part.service, part.answers)
        if alone and first is not None and first.key == person.key:
            for item in part.evidence:
                if item.kind == IDENTITY and item.state == "valid":
                    return item
    return None


def home_line(home: Mapping[_Kind, Any]) -> str:
    """An address in one line, as a letter has it; "" where none is known."""
    said = {key: str(value) for (key, _, _), value in home.items()}
    number = "".join(said.get(key, "") for key in ("house_number", "house_letter"))
    street = " ".join(filter(None, (said.get("street"), number, said.get("house_part"))))
    town = " ".join(filter(None, (said.get("postcode"), said.get("town"))))
    return ", ".join(filter(None, (street, town))) if said.get("street") else ""


def _shown(part: Part, today: date) -> Answers:
    return checks.shown(part.service, part.answers, today, {item.kind: item for item in part.evidence})


def _kind(asked: Field) -> _Kind:
    return asked.key, asked.kind, asked.codelist


def _of_item(stands: Stands) -> _Facts:
    return {
        _kind(asked): stands.item[asked.key]
        for asked in stands.section.fields
        if asked.key not in _OWN
        and (stands.role == "subject" or asked.key not in OTHERS)
        and not is_empty(stands.item.get(asked.key))
    }


def _said(service: Service, answers: Mapping[str, Any], keys: Sequence[str]) -> _Facts:
    """What plain sections of these keys say."""
    return {
        _kind(asked): answers[asked.key]
        for section in service.sections
        for asked in section.fields
        if not section.repeat
        and section.key in keys
        and asked.key not in _EACH_TIME
        and not is_empty(answers.get(asked.key))
    }


def _home(service: Service, answers: Mapping[str, Any]) -> _Facts:
    """Where a person lives; an only or main home that is declared here is the main home here."""
    found = _said(service, answers, _HOMES)
    if answers.get("home_status") in ("sole", "main"):
        found[_MAIN_HOME, "yes_no", ""] = True
    return found


def _same_home(home: _Facts, other: _Facts) -> bool:
    keys = ("street", "house_number", "house_letter", "house_part", "postcode", "town")
    ours, theirs = ({key: value for (key, _, _), value in one.items()} for one in (home, other))
    return bool(ours) and all(ours.get(key) == theirs.get(key) for key in keys)


def _filled(target: Service, facts: _Facts) -> Answers:
    """The target's answers to the same questions, in the sections that may take them."""
    answers: Answers = {}
    own = target.label[0].split(".")[0] if target.label else ""
    for section in target.sections:
        is_own = any(section.path(asked).split(".")[0] == own for asked in section.fields)
        may = is_own or section.key in (_HOMES[0], _LOOKS, _ACTS, _HELPS)
        said = {asked.key: facts[_kind(asked)] for asked in section.fields if may and _kind(asked) in facts}
        if said and section.repeat:
            if is_own:
                answers[section.repeat] = [said]
        else:
            answers |= said
    return answers


def _right(target: Service, answers: Answers, today: date, lists: CodeLists) -> Answers:
    """The answers without what is hidden or what the target finds wrong with them."""
    fields = dict(_fields(target, answers))
    for _ in fields:
        look = Look(target, answers, {}, today, lists)
        gone = {path for path in look.hidden if not is_empty(value_at(answers, path))}
        gone |= {
            problem.field
            for problem in checks.problems_of(look)
            if problem.severity is not Severity.HINTS
            and problem.code not in _MISSING
            and not is_empty(value_at(answers, problem.field))
        }
        if not gone:
            break
        for path in gone:
            answers = _without(answers, path, fields[path] if path not in look.hidden else None)
    return answers


def _without(answers: Answers, path: str, asked: Field | None) -> Answers:
    """Without one answer. A default would say something nobody said, so its question is left empty."""
    parts, whole = path.split("."), dict(answers)
    here: dict[str, Any] = whole
    if len(parts) == 3:
        listed = [dict(item) for item in whole[parts[0]]]
        whole[parts[0]], here = listed, listed[int(parts[1])]
    value = here.pop(parts[-1], None)
    if asked is not None and asked.default is not None:
        here[parts[-1]] = [] if isinstance(value, list) else ""
    return whole


def _fields(target: Service, answers: Answers) -> Iterator[tuple[str, Field]]:
    for section in target.sections:
        count = len(answers.get(section.repeat) or ()) if section.repeat else 1
        for index in range(count):
            for asked in section.fields:
                yield section.path(asked, index), asked


def _paths(target: Service, answers: Answers) -> Iterator[str]:
    return (path for path, _ in _fields(target, answers))
