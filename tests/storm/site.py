"""A device in the storm: real stores and real delivery, and people who do what they may, at random."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from mobile_office.attached import KEY, to_json
from mobile_office.authoring import Author, Subject, new_id
from mobile_office.canonical import Json
from mobile_office.domain.case import TRANSITIONS, Action, Case, ServiceRef, allowed
from mobile_office.domain.errors import Offline, Unknown
from mobile_office.domain.overview import Draft
from mobile_office.domain.people import Actor, Role
from mobile_office.protocol import BackOffice, Entry
from mobile_office.store.device import Device
from mobile_office.store.drafts import Drafts
from mobile_office.store.journal import Count, Journal
from mobile_office.store.people import People
from mobile_office.sync.delivery import deliver

STREAM = "03241001"
SERVICE = ServiceRef("registration", 1, "ab" * 32)
TOKEN = "token"  # stands in the body of a revision: whoever sends its content again is found by it


@dataclass(frozen=True)
class Person:
    """Somebody with keys, known to the office."""

    id: str
    name: str
    role: Role
    desk: bytes
    decision: bytes


@dataclass
class Site:
    """A device with its store, and what was done on it."""

    device: Device
    people: tuple[Person, ...]
    journal: Journal
    drafts: Drafts
    certificates: People
    clock: Callable[[], datetime]
    chain: str = field(default_factory=new_id)
    written: list[str] = field(default_factory=list)
    used_drafts: set[str] = field(default_factory=set)
    cut: int = 0

    def begin(self, chance: random.Random) -> Draft:
        """A clerk begins a draft."""
        clerk = self._one(chance, Role.CLERK)
        answers = {"persons": [{"family_name": f"Mustermann {chance.randrange(1000)}"}]}
        return self.drafts.new(new_id(), SERVICE.id, SERVICE.version, clerk.id, self.clock(), answers)

    def type(self, chance: random.Random) -> None:
        """Somebody types in a draft, and so is in its hands."""
        if draft := self._draft(chance):
            clerk, name = self._one(chance, Role.CLERK), f"Muster {chance.randrange(1000)}"
            self.drafts.save(draft.id, "persons.0.family_name", name, clerk.id, self.clock())

    def submit(self, chance: random.Random, numbers: list[str]) -> None:
        """A draft is handed in: as a new case, or as the correction it is."""
        draft, clerk = self._draft(chance), self._one(chance, Role.CLERK)
        if draft is None:
            return
        case = self.journal.case(draft.case) if draft.case else None
        action = Action.CORRECT if case else Action.SUBMIT
        if case and case.status not in TRANSITIONS[Action.CORRECT].start:
            return
        number, count = (case.number, None) if case else self.journal.free_number(self.device.letter, 2026)
        if number not in numbers:
            numbers.append(number)
        values = {"answers": draft.answers, "evidence": [], "overrides": {}, "label": "Mustermann"}
        values[TOKEN] = new_id()
        if draft.attachments:
            values[KEY] = to_json(draft.attachments)
        subject = Subject(number, case, SERVICE, draft.hands)
        self._write(clerk, subject, action, values, draft.id, count)
        self.used_drafts.add(draft.id)

    def act(self, chance: random.Random, numbers: list[str], *, notes: bool = True) -> None:
        """Somebody does to a case what they may do; a note never stands in anybody's way."""
        recent = numbers[-4:]  # few, so that the sites get in each other's way
        cases = [case for number in recent if (case := self.journal.case(number))]
        if not cases:
            return
        case = chance.choice(cases)
        may = [(person, action) for person in self.people for action in allowed(case, self._actor(person))]
        rare = set() if chance.random() < 0.2 else {Action.WITHDRAW, Action.DUPLICATE_OF}
        may = [item for item in may if item[1] not in rare and (notes or item[1] is not Action.NOTE)]
        if not may:
            return
        action = chance.choice(sorted({action for _, action in may}))
        person = chance.choice([person for person, its in may if its is action])
        if action is Action.CORRECT:
            answers = {"persons": [{"family_name": f"Musterfrau {chance.randrange(1000)}"}]}
            self.drafts.new(new_id(), SERVICE.id, 1, person.id, self.clock(), answers, case.number)
        else:
            self._write(person, Subject(case.number, case), action, {"reason": "storm"})

    def deliver(self, back_office: BackOffice) -> None:
        """Deliver as far as the road allows."""
        try:
            done = deliver(
                self.journal,
                self.certificates,
                back_office,
                self.device,
                chain=self.chain,
                clock=self.clock,
            )
        except (Offline, Unknown):
            self.cut += 1
        else:
            if done.rolled_back or self.journal.is_broken(self.chain):
                self.chain = new_id()  # as the post does: this store is an older copy of itself

    def _write(
        self,
        person: Person,
        subject: Subject,
        action: Action,
        values: dict[str, Json],
        draft: str | None = None,
        count: Count | None = None,
    ) -> Case | None:
        author = Author(
            self._actor(person),
            person.desk,
            self.journal,
            lambda: self.chain,
            self.certificates.certificate,
        )
        entry = author.entry(subject, action, values, self.clock(), person.decision)
        return self._append(entry, draft, count)

    def _append(self, entry: Entry, draft: str | None, count: Count | None) -> Case | None:
        self.written.append(entry.header.id)
        return self.journal.append(entry, drop_draft=draft, count=count)

    def _actor(self, person: Person) -> Actor:
        return Actor(person.id, person.name, frozenset({person.role}), self.device.id, STREAM)

    def _draft(self, chance: random.Random) -> Draft | None:
        drafts = sorted(self.drafts.open(), key=lambda draft: draft.created_at)
        return chance.choice(drafts) if drafts else None

    def _one(self, chance: random.Random, role: Role) -> Person:
        return chance.choice([person for person in self.people if person.role is role])
