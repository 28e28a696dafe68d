"""The scene of the forgeries: a real office, two buses and a station with real encrypted stores, and who works there.

The forger is a clerk who holds everything of the bus B: its database opened, its device keys, the program, their own
keys. Weber, a colleague, works on the same bus and on C; Thiele decides at the station and has decided on B.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from mobile_office.authoring import new_id
from mobile_office.backoffice import intake
from mobile_office.canonical import Body, digest
from mobile_office.domain.case import TRANSITIONS, Action, Case, Header, ServiceRef, Status, SubjectKind
from mobile_office.domain.number import case_number
from mobile_office.domain.people import Actor, Role
from mobile_office.protocol import Entry, Reply, Request
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_body, new_signing_key, public_key, sign_entry
from mobile_office.store import tables
from mobile_office.store.folding import refold
from mobile_office.store.heads import FILE as HEADS
from mobile_office.store.rows import entry_row
from mobile_office.store.transactions import reading, writing
from mobile_office.store.verify import Verified, verify_store
from mobile_office.sync.code import proof
from mobile_office.sync.delivery import deliver
from mobile_office.workplace import Workplace
from tests.house import STREAM, Town

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BOTH = frozenset({Role.CLERK, Role.SUPERVISOR})
KEPT = (tables.entry, tables.case, tables.person, tables.stream)


@dataclass(frozen=True)
class Person:
    """Somebody with keys whom the office has certified."""

    id: str
    desk: bytes
    decision: bytes


@dataclass
class Scene:
    """Everybody and everything; `clock` is the office's and the laptops'."""

    town: Town
    bus: Workplace
    other: Workplace
    station: Workplace
    people: dict[str, Person]
    service: ServiceRef
    counts: dict[str, int] = field(default_factory=dict)

    def entry(self, place: Workplace, name: str, verb: Action, about: Case | str, **changes: Any) -> Entry:
        """The next entry of a laptop's chain, signed as the program would; header fields may be changed.

        `body` gives other values, `seed` another key.
        """
        person, case = self.people[name], about if isinstance(about, Case) else None
        body: Body = new_body(changes.pop("body", _BODY))
        row, chain = TRANSITIONS[verb], changes.pop("chain", None) or place.chain()
        n, previous = place.journal.head(chain)
        seed = changes.pop("seed", person.decision if row.decision else person.desk)
        is_revision = verb in (Action.SUBMIT, Action.CORRECT)
        header = Header(
            id=new_id(),
            stream=STREAM,
            kind=SubjectKind.CASE,
            subject=case.number if case else str(about),
            base=case.base if case else None,
            chain=chain,
            n=n + 1,
            previous=previous,
            action=verb,
            person=person.id,
            device=place.device.id,
            at=NOW,
            digest=digest(body),
            service=self.service if is_revision else None,
            hands=(person.id,) if is_revision else (),
            decides=case.revision_digest if case and row.decision else None,
        )
        return sign_entry(replace(header, **changes), body, seed)

    def number(self, letter: str) -> str:
        """The next case number of a laptop."""
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return case_number(letter, 2026, self.counts[letter])

    def case(self, name: str = "Weber", place: Workplace | None = None) -> Case:
        """A case somebody has handed in, delivered; everybody who may see it does."""
        place = place or self.bus
        number = self.number(place.device.letter)
        place.journal.append(self.entry(place, name, Action.SUBMIT, number), "Mustermann, Erika")
        self.meet(place, self.station)
        return self.at_office(number)

    def done(self, name: str, action: Action, number: str, place: Workplace | None = None) -> Entry:
        """Something somebody rightly does to a case, delivered."""
        place = place or self.station
        entry = self.entry(place, name, action, self.at_office(number))
        place.journal.append(entry)
        self.meet(*dict.fromkeys((place, self.station, self.bus)))
        return entry

    def meet(self, *first: Workplace) -> None:
        """These laptops deliver and read, one after the other; without any all of them."""
        for place in first or (self.bus, self.other, self.station):
            deliver(
                place.journal,
                place.people,
                self.town.office,
                place.device,
                chain=place.chain(),
                clock=self.town.clock,
            )

    def at_office(self, number: str) -> Case:
        """A case as it stands at the office."""
        case = self.town.office.journal(STREAM).case(number)
        assert case is not None
        return case

    def offer(self, *entries: Entry, place: Workplace | None = None, **more: Any) -> Reply:
        """The forger's laptop hands something over: the request goes the way of the wire."""
        device = (place or self.bus).device
        request = Request(device.id, STREAM, 10**6, entries, **{"checkpoint": None, **more})
        return self.town.office.exchange(Request.from_json(request.to_json()))

    def passed_on(self, number: str) -> bool:
        """Whether a gateway is given the case."""
        with reading(self.town.office.engine) as connection:
            return any(case["number"] == number for case in intake.read(connection, STREAM, 0, 50).cases)

    def status_at(self, place: Workplace, number: str) -> Status | None:
        """How a laptop shows a case."""
        case = place.journal.case(number)
        return case.status if case else None

    def verified(self) -> Verified:
        """What `mobile-office verify` says on the forger's and their colleague's laptop."""
        place = self.bus
        known = place.heads.known(place.chain())
        return verify_store(
            place.journal.engine, place.genuine.certificate, place.device.office_signing, known
        )

    def seen_by(self, name: str) -> Actor:
        """A colleague at the bus, in every role."""
        return Actor(self.people[name].id, name, frozenset(Role), self.bus.device.id, STREAM)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is done to the bus's store meanwhile is as it was afterwards; work goes on in a new chain."""
        engine = self.bus.journal.engine
        with reading(engine) as connection:
            kept = {table: [row._asdict() for row in connection.execute(select(table))] for table in KEPT}
        try:
            yield
        finally:
            with writing(engine) as connection:
                for table, rows in kept.items():
                    connection.execute(delete(table))
                    if rows:
                        connection.execute(insert(table), rows)
            (self.bus.home / HEADS).unlink(missing_ok=True)
            self.bus.begin_chain()

    def plant(self, entries: Sequence[Entry], numbers: Sequence[str]) -> None:
        """Write entries into the bus's store as if they were its own, and fold the cases as a forger can."""
        with writing(self.bus.journal.engine) as connection:
            for entry in entries:
                plant(connection, entry)
            for number in numbers:
                refold(connection, STREAM, number)


def plant(connection: Connection, entry: Entry, *, own: bool = True) -> None:
    """Write an entry into a store by hand."""
    e = tables.entry.c
    connection.execute(delete(tables.entry).where(e.stream == entry.header.stream, e.id == entry.header.id))
    connection.execute(insert(tables.entry).values(entry_row(entry, own=own)))
    refold(connection, STREAM, entry.header.subject)


_BODY: Body = {"answers": {"family_name": "Mustermann"}, "label": "Mustermann, Erika"}


@contextmanager
def open_scene(folder: Path) -> Iterator[Scene]:
    """The scene in a folder."""
    town = Town(folder, lambda: NOW + timedelta(minutes=5))
    try:
        bus, other = town.laptop("B", "bus", ()).place, town.laptop("C", "bus", ()).place
        station = town.laptop("S", "station", ()).place
        roles = {
            "Berger": frozenset({Role.CLERK}),
            "Weber": frozenset({Role.CLERK}),
            "Thiele": frozenset({Role.SUPERVISOR}),
            "Albrecht": frozenset({Role.INTAKE}),
            "Berger-Thiele": BOTH,
            "Former": frozenset({Role.SUPERVISOR}),
        }
        people = {name: _person(town, name, held) for name, held in roles.items()}
        known = bus.catalog.services
        service = next(one for one in known.values() if one.id == "registration")
        scene = Scene(
            town, bus, other, station, people, ServiceRef(service.id, service.version, service.hash)
        )
        scene.meet()
        yield scene
    finally:
        town.close()


def _person(town: Town, name: str, roles: frozenset[Role]) -> Person:
    account, code = town.office.add_person(STREAM, f"{name}, Test", roles)
    person = Person(account.id, new_signing_key(), new_signing_key())
    claim = {
        "desk_key": public_key(person.desk),
        "decision_key": public_key(person.decision),
        "exchange_key": exchange_public(new_exchange_key()),
    }
    town.office.certify(code.lookup, claim, proof(code.proof_key, claim))
    return person
