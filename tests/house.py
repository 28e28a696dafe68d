"""A small town for tests: a real office, and laptops with real stores and invented people.

Everything is the real thing but Argon2's cost. Passphrases are the person's name and a fixed ending.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mobile_office.backoffice.office import Office, open_office
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.people import Role
from mobile_office.post import Post
from mobile_office.protocol import BackOffice
from mobile_office.sealing import exchange_public
from mobile_office.signing import public_key
from mobile_office.store.device import Device, write_device
from mobile_office.store.keys import Argon, Slots, Unlocked
from mobile_office.sync.code import proof
from mobile_office.sync.enrolment import DeviceKeys, new_device_keys
from mobile_office.workplace import STORE, Workplace, create_workplace
from tests.fresh import fresh

STREAM = "03241001"
CHEAP = Argon(memory_kib=64, passes=1, lanes=1)
PEOPLE = {
    "Berger": Role.CLERK,
    "Weber": Role.CLERK,
    "Thiele": Role.SUPERVISOR,
    "Albrecht": Role.INTAKE,
}
Clock = Callable[[], datetime]


def passphrase(name: str) -> str:
    """The passphrase of an invented person."""
    return f"{name} am Marktplatz"


@dataclass
class Laptop:
    """A device of the office, opened, with everyone's slot."""

    place: Workplace
    slots: Slots
    people: dict[str, Unlocked]
    clock: Clock
    _desks: list[Desk] = field(default_factory=list)

    def desk(self, name: str, back_office: BackOffice) -> Desk:
        """The desk of a person at this laptop, delivering to a back office."""
        post = Post(self.place, back_office)
        return Desk(self.place, self.people[name], self.slots.decision_seed, post, self.clock)


class Town:
    """An office in a folder (or over a `database`, its keys in the folder), and the laptops enrolled with it."""

    def __init__(self, folder: Path, clock: Clock = utc_now, database: str = "") -> None:
        self.folder = folder
        self.clock = clock
        self.keys = folder / "office.keys"
        own = f"sqlite:///{folder / 'office.db'}"
        if not database and not (folder / "office.db").exists():
            fresh(folder / "office.db", None, "office")
        self.office: Office = open_office(database or own, self.keys if database else None, clock)
        self._laptops: list[Laptop] = []

    def laptop(self, letter: str = "B", kind: str = "bus", names: Sequence[str] = tuple(PEOPLE)) -> Laptop:
        """Enrol a laptop with these people, by the office's real codes."""
        home = self.folder / f"laptop-{letter}"
        home.mkdir()
        device, keys = self._enrol(letter, kind)
        dbk, slots = bytes(range(32)), Slots(home, CHEAP)
        fresh(home / STORE, dbk)
        place = create_workplace(home, device, keys, dbk)
        write_device(home, device)
        people = {name: self._let_in(place, slots, dbk, name) for name in names}
        laptop = Laptop(place, slots, people, self.clock)
        self._laptops.append(laptop)
        return laptop

    def close(self) -> None:
        """Close every store."""
        for laptop in self._laptops:
            laptop.place.close()
        self.office.close()

    def _enrol(self, letter: str, kind: str) -> tuple[Device, DeviceKeys]:
        keys = new_device_keys()
        code = self.office.invite_device(STREAM, letter, kind)
        claim = {"signing_key": public_key(keys.seed), "exchange_key": exchange_public(keys.exchange)}
        known = self.office.enrol(code.lookup, claim, proof(code.proof_key, claim))
        public = self.office.keys.public
        device = Device(
            id=known.id,
            letter=letter,
            stream=STREAM,
            kind=kind,
            url="http://127.0.0.1:9",
            office_signing=public.signing,
            office_exchange=public.exchange,
            office_recovery=public.recovery,
            root=public.root,
        )
        return device, keys

    def _let_in(self, place: Workplace, slots: Slots, dbk: bytes, name: str) -> Unlocked:
        account, code = self.office.add_person(STREAM, f"{name}, Test", frozenset({PEOPLE[name]}))
        keys = slots.add(account.id, account.name, passphrase(name), place.device.id, dbk)
        claim = {"desk_key": keys.desk, "decision_key": keys.decision, "exchange_key": keys.exchange}
        certificate = self.office.certify(code.lookup, claim, proof(code.proof_key, claim))
        place.people.put_certificates([certificate])
        return slots.unlock(account.id, passphrase(name), self.clock())
