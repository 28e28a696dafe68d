"""The home every torture begins with: a real laptop with cases, its store still at older tables.

So the first thing each run does is to migrate. What the store says after that is known here, because a
copy has been migrated in peace. The office lies beside the home; it never loses power.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config

from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.office import Office, open_office
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.case import Action
from mobile_office.post import Post
from mobile_office.rotation import change_if_due
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.transactions import writing
from mobile_office.store.upgrade import BRANCHES, folder
from mobile_office.store.vault import close_store, open_store
from mobile_office.workplace import STORE, Workplace, open_workplace
from tests.house import CHEAP, Town, passphrase
from tests.samples import decide, fill_sample, submit_sample
from tests.sync.road import attach
from tests.torture.witness import contents, said, tables

DBK = bytes(range(32))
HOME = "laptop-B"
OLDER = "device@device_0003"  # the tables the store is taken back to


class Clock:
    """The machine's clock, which can be put forward by days."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Now."""
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True)
class Prepared:
    """The folder to copy for each run; what the store must say after migrating, and what lies beside it."""

    folder: Path
    store: dict[str, str]
    files: dict[str, str]


def prepare(folder: Path, clock: Callable[[], datetime] = utc_now) -> Prepared:
    """Make the home and the office in `folder/base`."""
    base = folder / "base"
    base.mkdir()
    town = Town(base, clock)
    laptop = town.laptop()
    clerk = laptop.desk("Berger", town.office)
    numbers = [submit_sample(clerk) for _ in range(3)]
    for number in numbers[:2]:
        decide(laptop.desk("Thiele", town.office), number, Action.APPROVE, "Thiele")
    clerk.deliver(force=True)
    clerk.start("registration", {"persons": [{"family_name": "Mustermann"}]})
    _return_a_scan(town)
    town.close()
    _take_back(base / HOME / STORE)
    files = contents(base / HOME)
    calm = folder / "calm"
    shutil.copytree(base / HOME, calm)
    place = open_workplace(calm, DBK)
    store = said(place.journal.engine)
    place.close()
    shutil.rmtree(calm)
    return Prepared(base, store, files)


def _return_a_scan(town: Town) -> None:
    """Another bus has delivered a case with a scan, and it was given back: whoever answers it fetches the scan."""
    other = town.laptop("C", names=("Weber", "Thiele"))
    desk = other.desk("Weber", town.office)
    number = desk.submit(attach(desk, fill_sample(desk, "registration"), 270_000).id)
    decide(other.desk("Thiele", town.office), number, Action.RETURN, "Thiele", reason="Bitte nachfragen.")
    blobs = Deposit(town.office, town.office.device(other.place.device.id))
    Post(other.place, town.office, blobs=blobs).deliver(desk.clock(), force=True)


def _take_back(store: Path) -> None:
    engine = open_store(store, DBK)
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(folder()))
        config.set_main_option("path_separator", "newline")
        places = "\n".join(f"{folder()}/{name}" for name in BRANCHES["device"])
        config.set_main_option("version_locations", places)
        config.attributes["connection"] = connection
        command.downgrade(config, OLDER)
        assert "resident" not in tables(connection.connection.cursor())
    close_store(engine)


@dataclass
class Counter:
    """A home opened again, with its people and its office."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    opened: Callable[[Workplace], None] = lambda _place: None
    place: Workplace = field(init=False)
    office: Office = field(init=False)
    people: dict[str, Unlocked] = field(init=False)

    def __post_init__(self) -> None:
        self.slots = Slots(self.folder / HOME, CHEAP)
        self.office = open_office(f"sqlite:///{self.folder / 'office.db'}", clock=self.clock)
        self.open()

    def open(self) -> None:
        """Let everybody in, change the key where that is due, open the store; `opened` hears of it."""
        known = {name.partition(",")[0]: person for person, name in self.slots.people()}
        first = self._unlock(known, "Berger")
        settled = change_if_due(self.folder / HOME, self.slots, first, self.clock())
        assert settled.trouble is None
        self.people = {name: self._unlock(known, name) for name in known}
        self.place = open_workplace(self.folder / HOME, settled.unlocked.dbk)
        self.opened(self.place)

    def _unlock(self, known: dict[str, str], name: str) -> Unlocked:
        return self.slots.unlock(known[name], passphrase(name), self.clock())

    def desk(self, name: str) -> Desk:
        """The desk of a person."""
        blobs = Deposit(self.office, self.office.device(self.place.device.id))
        post = Post(self.place, self.office, blobs=blobs)
        return Desk(self.place, self.people[name], self.slots.decision_seed, post, self.clock)

    def close(self) -> None:
        """Close both stores."""
        self.place.close()
        self.office.close()
