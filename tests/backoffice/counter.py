"""A counter for tests of the office: an office, a bus and a station, and people with keys.

Entries are written without a store, so that a test can also write what a device never would.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from mobile_office.authoring import new_id
from mobile_office.backoffice.commands.contract import STAFF
from mobile_office.backoffice.office import Office, open_office
from mobile_office.canonical import Body, digest
from mobile_office.domain.case import TRANSITIONS, Action, Header, ServiceRef, SubjectKind
from mobile_office.domain.number import case_number
from mobile_office.domain.people import Role
from mobile_office.headers import GENESIS
from mobile_office.protocol import VERSION, Checkpoint, Entry, Request
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_body, new_signing_key, public_key, sign_entry
from mobile_office.store.device import Device
from mobile_office.sync.code import proof
from mobile_office.sync.enrolment import DeviceKeys, new_device_keys
from mobile_office.sync.http import HttpBackOffice
from mobile_office.sync.requests import Message, Signer
from mobile_office.sync.wire import PROTOCOL_HEADER, sha256
from tests.fresh import fresh

STREAM = "03241001"
SERVICE = ServiceRef("registration", 1, "ab" * 32)
NOW = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """Somebody with keys, known to the office."""

    id: str
    desk: bytes
    decision: bytes


@dataclass
class Place:
    """A device that writes entries into one chain.

    `start` is how far it had read before, `taken` how many case numbers it had given: at an office that is not new.
    """

    device: Device
    keys: DeviceKeys
    staff: dict[str, Person]
    chain: str = field(default_factory=new_id)
    n: int = 0
    previous: str = GENESIS
    clock: Callable[[], datetime] = lambda: NOW
    start: int = 0
    taken: int = 0

    def submit(self, name: str, more: Body | None = None) -> Entry:
        """A new case; its body says `more` besides its answers."""
        number = case_number(self.device.letter, 2026, self.taken + self.n + 1)
        return self._write(name, Action.SUBMIT, number, None, None, more)

    def decide(self, name: str, action: Action, on: Entry, after: Entry | None = None) -> Entry:
        """A decision about a submitted case, `after` another; whether it may be taken is not asked here."""
        return self._write(name, action, on.header.subject, (after or on).header.id, on.header.digest)

    def about(
        self, name: str, action: Action, case: Entry, after: Entry | None, more: Body | None = None
    ) -> Entry:
        """Anything about a case, after another entry or none; whether it may be done is not asked here."""
        return self._write(name, action, case.header.subject, after.header.id if after else None, None, more)

    def signed_anew(self, header: Header, name: str) -> Entry:
        """An entry with a changed header, signed by somebody."""
        body = new_body({"answers": {}})
        return sign_entry(replace(header, digest=digest(body)), body, self.staff[name].desk)

    def request(
        self, *entries: Entry, cursor: int | None = None, checkpoint: Checkpoint | None = None
    ) -> Request:
        """What this device offers; the cursor is where it started, unless given."""
        read = self.start if cursor is None else cursor
        return Request(self.device.id, self.device.stream, read, entries, checkpoint)

    def signed(self, method: str, target: str, body: bytes = b"", **headers: str) -> dict[str, str]:
        """The headers of a request this device has signed just now; `target` is the path with its query."""
        message = Message(method, target, {PROTOCOL_HEADER: str(VERSION), **headers})
        Signer(self.device.id, self.keys.seed, self.clock).sign(message, sha256(body))
        return message.headers

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
            clock=self.clock,
        )

    def _write(
        self,
        name: str,
        action: Action,
        subject: str,
        base: str | None,
        decides: str | None,
        more: Body | None = None,
    ) -> Entry:
        person, body = self.staff[name], new_body({"answers": {"family_name": "Mustermann"}, **(more or {})})
        is_decision = TRANSITIONS[action].decision
        header = Header(
            id=new_id(),
            stream=self.device.stream,
            kind=SubjectKind.CASE,
            subject=subject,
            base=base,
            chain=self.chain,
            n=self.n + 1,
            previous=self.previous,
            action=action,
            person=person.id,
            device=self.device.id,
            at=self.clock(),
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

    def another(self, letter: str, kind: str) -> Place:
        """A further device of the same city."""
        return _place(self.office, self.bus.device.stream, letter, kind, self.staff, self.bus.clock)


@contextmanager
def open_counter(
    folder: Path,
    database: str = "",
    stream: str = STREAM,
    clock: Callable[[], datetime] = lambda: NOW,
) -> Iterator[Counter]:
    """An office in a folder (or over a `database`, its keys in the folder), with people and devices enrolled."""
    own = f"sqlite:///{folder / 'office.db'}"
    if not database and not (folder / "office.db").exists():
        fresh(folder / "office.db", None, "office")
    office = open_office(database or own, keys_in(folder) if database else None, clock)
    try:
        yield staffed(office, stream, clock)
    finally:
        office.close()


def keys_in(folder: Path) -> Path:
    """Where the keys lie of an office whose database is elsewhere."""
    return folder / "office.keys"


def staffed(office: Office, stream: str, clock: Callable[[], datetime] = lambda: NOW) -> Counter:
    """People and devices of a stream, enrolled by the office's real codes."""
    staff = {name: _person(office, stream, name, roles) for name, roles in STAFF.items()}
    bus, station = (
        _place(office, stream, letter, kind, staff, clock)
        for letter, kind in (("B", "bus"), ("S", "station"))
    )
    return Counter(office, staff, bus, station)


def _person(office: Office, stream: str, name: str, roles: frozenset[Role]) -> Person:
    account, code = office.add_person(stream, name, roles)
    person = Person(account.id, new_signing_key(), new_signing_key())
    claim = {
        "desk_key": public_key(person.desk),
        "decision_key": public_key(person.decision),
        "exchange_key": exchange_public(new_exchange_key()),
    }
    office.certify(code.lookup, claim, proof(code.proof_key, claim))
    return person


def _place(
    office: Office,
    stream: str,
    letter: str,
    kind: str,
    staff: dict[str, Person],
    clock: Callable[[], datetime],
) -> Place:
    keys, code = new_device_keys(), office.invite_device(stream, letter, kind)
    claim = {"signing_key": public_key(keys.seed), "exchange_key": exchange_public(keys.exchange)}
    known = office.enrol(code.lookup, claim, proof(code.proof_key, claim))
    own = office.keys.public
    device = Device(known.id, letter, stream, kind, "", own.signing, own.exchange, own.recovery, own.root)
    return Place(device, keys, staff, clock=clock)
