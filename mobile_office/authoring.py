"""Writing an entry: header, chain, signature, and the same `admit` the office will run.

The chain's head is read and the entry appended by the one writer, so no number is given twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from uuid_utils import uuid7

from mobile_office.canonical import Body, Json, digest
from mobile_office.domain.case import (
    TRANSITIONS,
    Action,
    Case,
    DayAction,
    DeviceAction,
    Header,
    ServiceRef,
    SubjectKind,
    admit,
)
from mobile_office.domain.day import admit_day, day_subject
from mobile_office.domain.device import admit_device
from mobile_office.domain.people import Actor, Certificate
from mobile_office.protocol import Entry
from mobile_office.signing import new_body, sign_entry
from mobile_office.store.journal import Journal


def new_id() -> str:
    """A fresh UUIDv7: unique, and in the order of time."""
    return str(uuid7())


@dataclass(frozen=True)
class Subject:
    """What an entry is about: a case with its fold, or a number that begins with this entry."""

    number: str
    case: Case | None = None
    service: ServiceRef | None = None
    hands: tuple[str, ...] = ()


class Author:
    """A person whose entries go into this device's chain.

    `certificate_of` gives what this device knows of a person; `chain` the id of the chain in use.
    """

    def __init__(
        self,
        actor: Actor,
        desk_seed: bytes,
        journal: Journal,
        chain: Callable[[], str],
        certificate_of: Callable[[str], Certificate | None],
    ) -> None:
        self.actor = actor
        self._desk_seed = desk_seed
        self._journal = journal
        self._chain = chain
        self._certificate_of = certificate_of

    def entry(
        self,
        subject: Subject,
        action: Action,
        values: dict[str, Json],
        now: datetime,
        decision_seed: bytes | None = None,
    ) -> Entry:
        """A signed entry about a case, ready to append. Raises Refused when `admit` says no."""
        body = new_body(values)
        case, row = subject.case, TRANSITIONS[action]
        decides = case.revision_digest if case and row.decision else None
        header = self._header(SubjectKind.CASE, subject, action, body, now, decides)
        admit(case, header, self._certificate_of(self.actor.person), now)
        seed = decision_seed if row.decision and decision_seed else self._desk_seed
        return sign_entry(header, body, seed)

    def about_device(self, action: DeviceAction, values: dict[str, Json], now: datetime) -> Entry:
        """A signed entry about this device, ready to append. Raises Refused when `admit_device` says no."""
        body = new_body(values)
        header = self._header(SubjectKind.DEVICE, Subject(self.actor.device), action, body, now)
        admit_device(header, self._certificate_of(self.actor.person))
        return sign_entry(header, body, self._desk_seed)

    def about_day(self, day: date, action: DayAction, values: dict[str, Json], now: datetime) -> Entry:
        """A signed entry about a day of this device, ready to append. Raises Refused when `admit_day` says no."""
        body, subject = new_body(values), Subject(day_subject(self.actor.device, day))
        header = self._header(SubjectKind.DAY, subject, action, body, now)
        admit_day(header, self._certificate_of(self.actor.person))
        return sign_entry(header, body, self._desk_seed)

    def _header(
        self,
        kind: SubjectKind,
        subject: Subject,
        action: Action | DayAction | DeviceAction,
        body: Body,
        now: datetime,
        decides: str | None = None,
    ) -> Header:
        chain = self._chain()
        n, previous = self._journal.head(chain)
        return Header(
            id=new_id(),
            stream=self.actor.stream,
            kind=kind,
            subject=subject.number,
            base=subject.case.base if subject.case else None,
            chain=chain,
            n=n + 1,
            previous=previous,
            action=action,
            person=self.actor.person,
            device=self.actor.device,
            at=now,
            digest=digest(body),
            service=subject.service,
            hands=subject.hands,
            decides=decides,
        )
