"""Hands that write real signed entries, and an office's stamp: what the tests of the store need.

Keys are real, people are invented, times are given.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from uuid_utils import uuid7

from mobile_office.canonical import digest
from mobile_office.domain.case import (
    TRANSITIONS,
    Action,
    Case,
    DayAction,
    DeviceAction,
    Header,
    ServiceRef,
    SubjectKind,
)
from mobile_office.domain.day import day_subject
from mobile_office.domain.people import Certificate, Role
from mobile_office.domain.text import search_form
from mobile_office.protocol import Entry, Numbered, Receipt, Refusal, Reply
from mobile_office.signing import (
    new_body,
    new_signing_key,
    public_key,
    sign_entry,
    sign_receipt,
    verify_entry,
    verify_receipt,
)
from mobile_office.store.absorbing import Absorbed
from mobile_office.store.journal import Journal

STREAM = "03241001"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SERVICE = ServiceRef("registration", 1, "ab" * 32)
ANSWERS = {"persons": [{"family_name": "Mustermann", "given_names": "Erika"}]}


@dataclass(frozen=True)
class Person:
    """Somebody with keys and what the office certifies of them."""

    id: str
    roles: frozenset[Role]
    desk_seed: bytes = field(default_factory=new_signing_key)
    decision_seed: bytes = field(default_factory=new_signing_key)

    @property
    def certificate(self) -> Certificate:
        return Certificate(
            person=self.id,
            name=self.id.title(),
            roles=self.roles,
            stream=STREAM,
            desk_key=public_key(self.desk_seed),
            decision_key=public_key(self.decision_seed),
            exchange_key="0" * 64,
            valid_from=NOW - timedelta(days=1),
            valid_until=NOW + timedelta(days=30),
        )


BERGER = Person("berger", frozenset({Role.CLERK, Role.SUPERVISOR}))  # may decide, but not what she typed
WEBER = Person("weber", frozenset({Role.CLERK}))
THIELE = Person("thiele", frozenset({Role.SUPERVISOR}))
ALBRECHT = Person("albrecht", frozenset({Role.INTAKE}))
PEOPLE = {person.id: person for person in (BERGER, WEBER, THIELE, ALBRECHT)}
STRANGER = Person("stranger", frozenset({Role.CLERK}))


def certificate_of(person: str) -> Certificate | None:
    """What the office knows of a person."""
    known = PEOPLE.get(person)
    return known.certificate if known else None


@dataclass
class Hand:
    """Writes entries into one device's chain, about the case as this journal has folded it."""

    journal: Journal
    device: str = "bus-1"
    chain: str = "chain-1"
    now: datetime = NOW

    def entry(self, person: Person, number: str, action: Action, **values: Any) -> Entry:
        """A signed entry, the next of the chain; `header_*` values change its header."""
        changes = {name[7:]: values.pop(name) for name in list(values) if name.startswith("header_")}
        case, body = self.journal.case(number), new_body(values)
        n, previous = self.journal.head(self.chain)
        self.now += timedelta(minutes=1)
        fields = self._fields(person, number, action, case)
        header = Header(**{**fields, "n": n + 1, "previous": previous, "digest": digest(body), **changes})
        is_decision = header.kind is SubjectKind.CASE and TRANSITIONS[action].decision
        return sign_entry(header, body, person.decision_seed if is_decision else person.desk_seed)

    def _fields(self, person: Person, number: str, action: Action, case: Case | None) -> dict[str, Any]:
        return {
            "id": str(uuid7()),
            "stream": STREAM,
            "kind": SubjectKind.CASE,
            "subject": number,
            "base": case.base if case else None,
            "chain": self.chain,
            "action": action,
            "person": person.id,
            "device": self.device,
            "at": self.now,
            "service": SERVICE if action in (Action.SUBMIT, Action.CORRECT) else None,
            "hands": (person.id,) if action in (Action.SUBMIT, Action.CORRECT) else (),
            "decides": case.revision_digest if case and TRANSITIONS[action].decision else None,
        }

    def append(self, person: Person, number: str, action: Action, **values: Any) -> Entry:
        """Write an entry and keep it."""
        label = values.get("label", "")
        entry = self.entry(person, number, action, **values)
        self.journal.append(entry, label=label, search=search_form(f"{label} {number}") if label else "")
        return entry

    def submit(self, number: str, person: Person = BERGER, label: str = "Erika Mustermann") -> Entry:
        """A case begins."""
        return self.append(person, number, Action.SUBMIT, **submission(label))

    def correct(self, number: str, person: Person = BERGER, label: str = "Erika Mustermann") -> Entry:
        """A case is corrected."""
        return self.append(person, number, Action.CORRECT, **submission(label), basis="typing_error")

    def decide(self, number: str, action: Action, person: Person = THIELE, **values: Any) -> Entry:
        """Somebody decides a case."""
        return self.append(person, number, action, **values)

    def erased(self, *numbers: str, person: Person = BERGER) -> Entry:
        """A signed entry that says whose bodies were erased on this device; not kept yet."""
        about = {"header_kind": SubjectKind.DEVICE, "header_action": DeviceAction.ERASED}
        return self.entry(person, self.device, Action.NOTE, **about, cases=list(numbers))

    def about_day(self, action: DayAction, person: Person = BERGER, device: str = "", **values: Any) -> Entry:
        """A signed entry about a day of this device, or of one that is not this one; not kept yet."""
        subject = day_subject(device or self.device, self.now.date())
        about = {"header_kind": SubjectKind.DAY, "header_action": action}
        return self.entry(person, subject, Action.NOTE, **about, **values)


def submission(label: str = "Erika Mustermann") -> dict[str, Any]:
    """What the body of a SUBMIT holds."""
    return {
        "answers": ANSWERS,
        "evidence": [
            {
                "kind": "identity",
                "state": "seen",
                "last": "0001",
                "note": "",
                "person": "berger",
                "at": "2026-11-22T09:30:00.000Z",
            }
        ],
        "overrides": {"persons.0.birth_date": "sworn"},
        "label": label,
        "field": "persons.0.given_names",
        "declared_at": "2026-11-21",
    }


@dataclass
class Stamp:
    """The office: a journal with a door, and the key that signs receipts."""

    journal: Journal
    epoch: str = "epoch-1"
    seed: bytes = field(default_factory=new_signing_key)

    def accept(
        self, entries: Iterable[Entry], device: str = "bus-1", now: datetime = NOW
    ) -> tuple[tuple[Numbered, ...], tuple[Refusal, ...]]:
        """What the office answers to entries."""
        numbered, refused, _ = self.journal.accept(entries, certificate_of, self.number, now, device)
        return numbered, refused

    def number(self, receipt: Receipt) -> Receipt:
        """A receipt of this office's epoch, signed."""
        changed = Receipt(receipt.entry, receipt.hash, receipt.stream, receipt.seq, receipt.at, self.epoch)
        return sign_receipt(changed, self.seed)

    def exchange(self, device: Journal, name: str = "bus-1", kind: str = "bus") -> Reply:
        """Take what a device has to offer and answer, as the real office does."""
        cursor = device.cursor()
        numbered, refused = self.accept(device.unsent(), name)
        page = self.journal.since(cursor, name, kind, 100)
        found = {item.receipt.entry: item for item in (*numbered, *page)}
        accepted = tuple(sorted(found.values(), key=lambda item: item.receipt.seq))
        last = page[-1].receipt.seq if page else cursor
        return Reply(accepted, refused, last, self.epoch, (), None)

    def verify(self, item: Numbered) -> None:
        """What a device checks of each number."""
        verify_receipt(item.receipt, public_key(self.seed))
        certificate = certificate_of(item.entry.header.person)
        assert certificate is not None
        verify_entry(item.entry, certificate)

    def deliver(self, device: Journal, name: str = "bus-1", kind: str = "bus") -> Absorbed:
        """One exchange, taken in."""
        return device.absorb(self.exchange(device, name, kind), self.verify)
