"""A laptop whose database key is to be changed: who comes in, what must hold afterwards, and where it is cut short."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mobile_office import rotation
from mobile_office.backoffice.keys import OfficeKeys
from mobile_office.desk import utc_now
from mobile_office.store import durable_file, recovery, rekeying
from mobile_office.store.device import read_device
from mobile_office.store.keys import Slots
from mobile_office.store.people import People
from mobile_office.store.recovery import open_recovery, read_recovery_grant
from mobile_office.store.tables import entry
from mobile_office.store.transactions import reading
from mobile_office.store.vault import close_store, open_store
from mobile_office.store.verify import verify_store
from mobile_office.workplace import Workplace, open_workplace
from tests.house import CHEAP, Town, passphrase
from tests.samples import fill_sample

OLD = bytes(range(32))
NAMES = ("Berger", "Weber", "Thiele")


class Home:
    """A laptop's home with two cases in its store, closed, and how its people come in."""

    def __init__(self, path: Path, people: dict[str, str], office: OfficeKeys, entries: int) -> None:
        self.path, self.people, self.office, self.entries = path, people, office, entries
        self._now = utc_now()

    def copy(self, to: Path) -> "Home":
        """The same home once more, to be spoilt."""
        shutil.copytree(self.path, to)
        return Home(to, self.people, self.office, self.entries)

    @property
    def device(self) -> str:
        """Its id."""
        return read_device(self.path).id

    @property
    def slots(self) -> Slots:
        """The slots as a fresh process sees them."""
        return Slots(self.path, CHEAP)

    def come_in(self, name: str) -> rotation.Settled:
        """What the program does when somebody unlocks."""
        self.wait()
        slots = self.slots
        unlocked = slots.unlock(self.people[name], passphrase(name), self._now)
        return rotation.change_if_due(self.path, slots, unlocked, self._now)

    def at_work(self, settled: rotation.Settled) -> Workplace:
        """The store opened."""
        return open_workplace(self.path, settled.unlocked.dbk)

    def recovered(self) -> recovery.Recovered:
        """What the office's recovery key opens here."""
        opened = open_recovery(read_recovery_grant(self.path), self.office.recovery, self.device)
        return rotation.key_for(self.path, opened)

    def wait(self) -> None:
        """Some minutes later: whoever was killed while their try was counted may try again."""
        self._now += timedelta(minutes=10)

    def check(self) -> bytes:
        """Everyone comes in with their old passphrase, nothing is lost, and the way back is open; the key."""
        keys = set()
        for name in NAMES:
            settled = self.come_in(name)
            assert settled.trouble is None
            assert settled.left_out == ()
            keys.add(settled.unlocked.dbk)
        (key,) = keys
        engine, device = open_store(self.path / "store.db", key), read_device(self.path)
        found = verify_store(engine, People(engine, device.stream).certificate, device.office_signing)
        close_store(engine)
        assert (found.problems, found.entries) == ((), self.entries)
        return key


def prepare(folder: Path) -> Home:
    """A home with a change that is due."""
    town = Town(folder)
    laptop = town.laptop(names=NAMES)
    desk = laptop.desk("Berger", town.office)
    for _ in range(2):
        desk.submit(desk.sign(fill_sample(desk, "registration").id).id)
    with reading(laptop.place.journal.engine) as connection:
        entries = connection.scalar(select(func.count()).select_from(entry)) or 0
    device = laptop.place.device
    laptop.slots.write_recovery_grant(device.office_recovery, OLD, device.id)
    people = {name: unlocked.person for name, unlocked in laptop.people.items()}
    laptop.slots.want_rotation(utc_now())
    town.close()
    return Home(laptop.place.home, people, town.office.keys, entries)


class Killed(BaseException):
    """As if the process had ended here."""


def kill_at_rekeying(home: Home, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
    """Berger comes in, and the process ends where the store itself is changed."""

    def killed(path: Path, old: bytes, new: bytes) -> None:
        if after:
            real(path, old, new)
        raise Killed

    real = rekeying.rekey
    with monkeypatch.context() as plot:
        plot.setattr(rekeying, "rekey", killed)
        with pytest.raises(Killed):
            home.come_in("Berger")


class Cut:
    """Ends the process after the nth durable step."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
        self.count, self._nth = 0, nth
        for name in ("write", "remove"):
            monkeypatch.setattr(durable_file, name, self._cutting(getattr(durable_file, name)))
        monkeypatch.setattr(rekeying, "rekey", self._cutting(rekeying.rekey))

    def _cutting(self, step: Callable[..., object]) -> Callable[..., None]:
        def cut(*given: object) -> None:
            self.count += 1
            step(*given)
            if self.count == self._nth:
                raise Killed

        return cut
