"""Who stands at the desk: the people a service's answers name, and what each is there for.

Pure. A service names its citizen by its `label`; where that lies in a list, everybody in the list is one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mobile_office.domain.service import Section, Service
from mobile_office.domain.text import search_form
from mobile_office.domain.view import items

NAME = "family_name"
OTHERS = ("present", "consent")  # what a custodian said on that day for that service
_ACTS = "representative_"


@dataclass(frozen=True)
class Person:
    """Somebody, as typed; `birth_date` is a partial date. `key` is the same in every spelling."""

    family_name: str
    given_names: str = ""
    birth_date: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells people of one visit apart."""
        return search_form(self.family_name), search_form(self.given_names), self.birth_date

    @property
    def name(self) -> str:
        """`Mustermann, Erika`."""
        return ", ".join(filter(None, (self.family_name, self.given_names)))


@dataclass(frozen=True)
class Stands:
    """A person at a place of the form; `role` is subject (the service is theirs), custodian or representative."""

    person: Person
    role: str
    section: Section
    item: Mapping[str, Any]
    index: int = 0


def who_stands(service: Service, answers: Mapping[str, Any]) -> Iterator[Stands]:
    """Everybody with a family name, subjects first as the form has them."""
    own = service.label[0].split(".")[0] if service.label else ""
    for section in service.sections:
        keys = {asked.key for asked in section.fields}
        is_own = own == section.repeat if section.repeat else own in keys
        role = "subject" if is_own else "custodian" if section.key == "guardians" else ""
        if role and NAME in keys:
            for index, item in enumerate(items(section, answers)):
                if person := _person(item):
                    yield Stands(person, role, section, item, index)
        if section.key == "representative":
            acts = {key.removeprefix(_ACTS): value for key, value in answers.items() if key.startswith(_ACTS)}
            if person := _person(acts):
                yield Stands(person, "representative", section, {})


def subject(service: Service, answers: Mapping[str, Any]) -> Person | None:
    """Whose service it is; the first of a family."""
    return next((one.person for one in who_stands(service, answers) if one.role == "subject"), None)


def _person(item: Mapping[str, Any]) -> Person | None:
    said = [item.get(key) for key in (NAME, "given_names", "birth_date")]
    texts = [value.strip() if isinstance(value, str) else "" for value in said]
    return Person(*texts) if texts[0] else None
