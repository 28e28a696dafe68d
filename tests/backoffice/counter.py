"""A counter for tests of the office: an office, a bus and a station, and people with keys.

Entries are written without a store, so that a test can also write what a device never would.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from mobile_office.authoring import new_id
from mobile_office.backoffice.office import Office, open_office
from mobile_office.canonical import digest
from mobile_office.domain.case import TRANSITIONS, Action, Header, ServiceRef, SubjectKind
from mobile_office.domain.number import case_number
from mobile_office.domain.people import Role
from mobile_office.headers import GENESIS
from mobile_office.protocol import Checkpoint, Entry, Request
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_body, new_signing_key, public_key, sign_entry
from mobile_office.store.device import Device
from mobile_office.sync.code import proof
from mobile_office.sync.enrolment import DeviceKeys, new_device_keys
from mobile_office.sync.http import HttpBackOffice

STREAM = "03241001"
SERVICE = ServiceRef("registration", 1, "ab" * 32)
NOW = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
STAFF = {
    "Berger": {Role.CLERK},
    "Weber": {Role.CLERK},
    "Thiele": {Role.SUPERVISOR},
    "Thiele Berger": {Role.CLERK, Role.SUPERVISOR},
    "Albrecht": {Role.INTAKE},
}


@dataclass(frozen=True)
class Person:
    """Somebody with keys, known to the office."""

    id: str
    desk: bytes
    decision: bytes


@dataclass
class Place:
    """A device that writes entries into one chain."""

    device: Device
    keys: DeviceKeys
    staff: dict[str, Person]
    chain: str = field(default_factory=new_id)
    n: int = 0
    previous: str = GENESIS

    def submit(self, name: str) -> Entry:
        """A new case."""
        number = case_number(self.device.letter, 2026, self.n + 1)
        return self._write(name, Action.SUBMIT, number, None, None)

    def decide(self, name: str, action: Action, on: Entry, after: Entry | None = None) -> Entry:
        """A decision about a submitted case, `after` another; whether it may be taken is not asked here."""
        return self._write(name, action, on.header.subject, (after or on).header.id, on.header.digest)

    def signed_anew(self, header: Header, name: str) -> Entry:
        """An entry with a changed header, signed by somebody."""
        body = new_body({"answers": {}})
        return sign_entry(replace(header, digest=digest(body)), body, self.staff[name].desk)

    def request(self, *entries: Entry, cursor: int = 0, checkpoint: Checkpoint | None = None) -> Request:
        """What this device offers."""
        return Request(self.device.id, STREAM, cursor, entries, checkpoint)

    def over_http(self, url: str, timeout: float = 20.0) -> HttpBackOffice:
        """The office at a URL, as this device sees it."""
        return HttpBackOffice(
            url,
            device=self.device.id,
            device_seed=self.keys.seed,
            device_exchange=self.keys.exchange,
            office_exchange=self.device.office_exchange,
            office_signing=self.device.office_signing,
            timeout=timeout,
        )

    def _write(self, name: str, action: Action, subject: str, base: str | None, decides: str | None) -> Entry:
        person, body = self.staff[name], new_body({"answers": {"family_name": "Mustermann"}})
        is_decision = TRANSITIONS[action].decision
        header = Header(
            id=new_id(),
            stream=STREAM,
            kind=SubjectKind.CASE,
            subject=subject,
            base=base,
            chain=self.chain,
            n=self.n + 1,
            previous=self.previous,
            action=action,
            person=person.id,
            device=self.device.id,
            at=NOW,
            digest=digest(body),
            service=SERVICE if action is Action.SUBMIT else None,
            hands=(person.id,) if action is Action.SUBMIT else (),
            decides=decides if is_decision else None,
        )
        entry = sign_entry(header, body, person.decision if is_decision else person.desk)
        self.n, self.previous = self.n + 1, entry.hash
        return entry


@dataclass
class Counter:
    """The office and its two devices."""

    office: Office
    staff: dict[str, Person]
    bus: Place
    station: Place

    def id_of(self, name: str) -> str:
        """A person's id."""
        return self.staff[name].id


@contextmanager
def open_counter(folder: Path) -> Iterator[Counter]:
    """An office in a folder, with people and devices enrolled by its real codes."""
    office = open_office(f"sqlite:///{folder / 'office.db'}", clock=lambda: NOW)
    staff = {name: _person(office, name, frozenset(roles)) for name, roles in STAFF.items()}
    try:
        bus, station = _place(office, "B", "bus", staff), _place(office, "S", "station", staff)
        yield Counter(office, staff, bus, station)
    finally:
        office.close()


def _person(office: Office, name: str, roles: frozenset[Role]) -> Person:
    account, code = office.add_person(STREAM, name, roles)
    person = Person(account.id, new_signing_key(), new_signing_key())
    claim = {
        "desk_key": public_key(person.desk),
        "decision_key": public_key(person.decision),
        "exchange_key": exchange_public(new_exchange_key()),
    }
    office.certify(code.lookup, claim, proof(code.proof_key, claim))
    return person


def _place(office: Office, letter: str, kind: str, staff: dict[str, Person]) -> Place:
    keys, code = new_device_keys(), office.invite_device(STREAM, letter, kind)
    claim = {"signing_key": public_key(keys.seed), "exchange_key": exchange_public(keys.exchange)}
    known = office.enrol(code.lookup, claim, proof(code.proof_key, claim))
    own = office.keys.public
    device = Device(known.id, letter, STREAM, kind, "", own.signing, own.exchange, own.recovery, own.root)
    return Place(device, keys, staff)
