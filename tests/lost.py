"""A laptop that gets lost and its replacement: homes opened at a real office over HTTP, and what both hold."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mobile_office.backoffice import inviting
from mobile_office.backoffice.tables import checkpoints
from mobile_office.backup import Backup
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.attachment import Format
from mobile_office.domain.case import SubjectKind
from mobile_office.joining import Returner
from mobile_office.post import Post, at_once
from mobile_office.rotation import change_if_due
from mobile_office.store.device import read_device
from mobile_office.store.keys import Slots
from mobile_office.store.transactions import reading
from mobile_office.store.vault import check_store
from mobile_office.store.verify import verify_store
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.http import HttpBackOffice, office_of
from mobile_office.workplace import Workplace, open_workplace
from tests.house import CHEAP, STREAM, Town, passphrase
from tests.samples import fill_sample

FIRST, SECOND = passphrase("Berger"), "ahorn am Marktplatz"


@dataclass
class Bus:
    """A laptop in use: its home, its desk, and what it delivers over a real line."""

    place: Workplace
    slots: Slots
    desk: Desk
    office: HttpBackOffice

    def deliver(self) -> None:
        """Everything, without a refusal."""
        state = self.desk.deliver(force=True)
        assert (state.waiting, state.needs_person, state.trouble) == (0, 0, "")

    def close(self) -> None:
        """Close its store and its line."""
        self.place.close()
        self.office.close()


class Roads:
    """Opens homes at a town's office behind `url`; everything opened is closed at the end."""

    def __init__(self, town: Town, url: str) -> None:
        self.town, self.url = town, url
        self._buses: list[Bus] = []

    def bus(self) -> Bus:
        """One laptop with one person, and what the office needs to open it."""
        laptop = self.town.laptop(names=("Berger",))
        device, dbk = laptop.place.device, laptop.people["Berger"].dbk
        laptop.slots.write_recovery_grant(device.office_recovery, dbk, device.id)
        laptop.place.close()
        return self.opened(laptop.place.home, FIRST)

    def opened(self, home: Path, passphrase: str) -> Bus:
        """Whoever was let in last, at work."""
        slots = Slots(home, CHEAP)
        unlocked = slots.unlock(slots.people()[-1][0], passphrase, utc_now())
        unlocked = change_if_due(home, slots, unlocked, utc_now()).unlocked
        place = open_workplace(home, unlocked.dbk)
        office = office_of(place.device, place.keys.seed, place.keys.exchange, self.url)
        post = Post(place, office, blobs=blobs_of(office))
        self._buses.append(Bus(place, slots, Desk(place, unlocked, slots.decision_seed, post), office))
        return self._buses[-1]

    def come_back(self, home: Path) -> Bus:
        """Somebody gets into a restored home with a code of the office, over the line."""
        person = Slots(home, CHEAP).people()[0][0]
        code = inviting.invite_back(self.town.office, read_device(home).id, person)
        Returner(home, self.url, CHEAP).come_back(code.text, SECOND)
        return self.opened(home, SECOND)

    def close(self) -> None:
        """Close whatever was opened."""
        for bus in self._buses:
            bus.close()


def back_up(bus: Bus, folder: Path, at: datetime | None = None) -> Path:
    """A backup made now, or under another time."""
    return folder / Backup(bus.place).make(folder, at or utc_now(), at_once).name


def with_scan(desk: Desk, data: bytes) -> str:
    """A registration with a scan handed in; its number."""
    draft = fill_sample(desk, "registration")
    draft = desk.attaching.keep(draft.id, desk.attaching.seal(data, Format.JPEG, 1, "landlord"))
    return desk.submit(draft.id)


def sound(bus: Bus) -> None:
    """Every page, entry, chain, receipt, case and head is proved."""
    check_store(bus.place.journal.engine)
    known = bus.place.heads.known(bus.place.chain())
    people, office = bus.place.people.certificate, bus.place.device.office_signing
    assert verify_store(bus.place.journal.engine, people, office, known).problems == ()


def at_office(town: Town) -> list[str]:
    """The numbers of all cases at the office."""
    cases = town.office.journal(STREAM)
    entries = [item.entry.header for item in cases.since(0, "", "station", 1000)]
    return sorted({header.subject for header in entries if header.kind is SubjectKind.CASE})


def alarms(town: Town) -> int:
    """How many chains the office has an alarm on."""
    with reading(town.office.engine) as connection:
        return sum(row.alarm is not None for row in connection.execute(checkpoints.select()))
