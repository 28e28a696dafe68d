"""A round (Rundgang) through a care home: the residents who asked, what they share, how far the work is.

Only those who asked stand here, never all residents (Art. 5 (1) c DSGVO), and only until the day is closed.
What is known of a person is written into the fields of any service by their keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.kinds import KINDS, Finding
from mobile_office.domain.masking import MASKED
from mobile_office.domain.service import Answers, Field, Service
from mobile_office.domain.text import search_form

MODEL = "id_exemption"  # what is asked for most in care homes; its fields are the list's fields
PERSON = ("family_name", "given_names", "birth_date")
ADDRESS = ("street", "house_number", "house_letter", "house_part", "postcode", "town")
REPRESENTED_BY = "represented_by"
REPRESENTATIVE = (
    REPRESENTED_BY,
    "representative_family_name",
    "representative_given_names",
    "representative_birth_date",
    "representative_address",
    "betreuer_scope",
    "proxy_certified",
)
FACILITY = "facility"  # the field a service calls the home in
CARE_HOME = "care_home"  # the yes/no of a service that asks whether it is one (§ 32 BMG)
REGISTRATION = "registration"  # the service § 32 BMG is about
# Whoever gives a home up does not mean the one we stand in.
_OTHER_HOME = frozenset({"deregistration", "secondary_home_end", "main_home_change"})
ROOM = Field("room", "text", {}, letters="C")


class Turn(StrEnum):
    """Where a resident is in the round."""

    WAITING = "waiting"
    BEGUN = "begun"  # a draft is being typed, or parked
    DONE = "done"  # submitted: there is a case number
    LEFT_OUT = "left_out"


class Reason(StrEnum):
    """Why somebody was left out; nothing about health."""

    ASLEEP = "asleep"
    NOT_TODAY = "not_today"
    CHANGED_MIND = "changed_mind"
    PAPERS_MISSING = "papers_missing"
    OTHER = "other"


@dataclass(frozen=True)
class Wish:
    """Somebody who asked, as typed or read: answers by field key (`PERSON`), room, service id."""

    answers: dict[str, Any]
    room: str = ""
    service: str = MODEL

    def value(self, column: str) -> Any:
        """What stands in a column of the list."""
        return {"room": self.room, "service": self.service}.get(column, self.answers.get(column))


@dataclass(frozen=True)
class Resident:
    """One line of the list. `visit` is shared by all lines of one person, `case` the case number."""

    id: str
    answers: dict[str, Any]
    room: str
    service: str
    turn: Turn = Turn.WAITING
    reason: str = ""
    draft: str | None = None
    case: str | None = None
    visit: str = ""
    is_masked: bool = False

    @property
    def name(self) -> str:
        """`Mustermann, Erika`; masked for whoever asks for an information block (`masking`): the room tells who it is."""
        if self.is_masked:
            return MASKED
        parts = (self.answers.get("family_name"), self.answers.get("given_names"))
        return ", ".join(str(part) for part in parts if part)


@dataclass(frozen=True)
class Round:
    """A round at a home: `name` of the home, `day` of the laptop's clock, answers all residents share."""

    id: str
    day: date
    name: str
    answers: dict[str, Any]
    created_at: datetime
    residents: tuple[Resident, ...] = field(default=())

    def count(self, turn: Turn) -> int:
        """How many are at this point."""
        return sum(one.turn is turn for one in self.residents)

    def behind(self, id: str) -> str:
        """The id of the line behind a line, "" behind the last one."""
        ids = [one.id for one in self.residents]
        return ids[ids.index(id) + 1] if id in ids[:-1] else ""

    def next(self, after: str = "") -> Resident | None:
        """Who is next: the first waiting one after a resident's id, else the first waiting, else begun."""
        ids = [one.id for one in self.residents]
        start = ids.index(after) + 1 if after in ids else 0
        ordered = (*self.residents[start:], *self.residents[:start])
        for turn in (Turn.WAITING, Turn.BEGUN):
            if found := next((one for one in ordered if one.turn is turn), None):
                return found
        return None


def fields_of(model: Service, keys: Iterable[str]) -> tuple[Field, ...]:
    """The fields of a service with these keys, in this order; those it does not ask for are left out."""
    known = {one.key: one for section in model.sections if not section.repeat for one in section.fields}
    return tuple(known[key] for key in keys if key in known)


def finding(model: Service, wish: Wish, today: date, lists: CodeLists) -> tuple[str, Finding] | None:
    """The first thing wrong with a line: its column, the code and details of a problem. Only a name must be."""
    if not wish.answers.get("family_name"):
        return "family_name", ("required", {})
    for one in (*fields_of(model, PERSON), ROOM):
        value = wish.value(one.key)
        if value and (found := KINDS[one.kind].check(value, one, today, lists)):
            return one.key, found
    return None


def mark(wish: Wish | Resident) -> tuple[str, ...]:
    """What tells two lines apart: the same person may ask for two services, but for each only once."""
    names = (search_form(str(wish.answers.get(key) or "")) for key in PERSON[:2])
    return (*names, str(wish.answers.get("birth_date") or ""), wish.service)


def answers_for(service: Service, home: str, shared: Mapping[str, Any], own: Mapping[str, Any]) -> Answers:
    """The first answers of a resident's draft: own ones, the address, the representative, the home's name.

    A representative of one's own takes the place of the shared one. The person goes into the first item
    where a service repeats its people.
    """
    acting = own if own.get(REPRESENTED_BY) else shared
    known = {key: own[key] for key in PERSON if own.get(key)}
    known |= {key: acting[key] for key in REPRESENTATIVE if acting.get(key) not in (None, "", [])}
    if service.id not in _OTHER_HOME:
        known |= {key: shared[key] for key in ADDRESS if shared.get(key)}
        known |= {FACILITY: home, CARE_HOME: True}
    answers: Answers = {}
    for section in service.sections:
        keys = [one.key for one in section.fields]
        if not section.repeat:
            answers |= {key: known[key] for key in keys if key in known}
        elif section.repeat == "persons":
            first = answers.setdefault("persons", [{}])[0]
            first |= {key: known[key] for key in keys if key in PERSON and key in known}
    return answers
