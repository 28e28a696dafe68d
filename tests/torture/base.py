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

from mobile_office.backoffice.office import Office, open_office
from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.post import Post
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.transactions import writing
from mobile_office.store.upgrade import BRANCHES, folder
from mobile_office.store.vault import close_store, open_store
from mobile_office.workplace import STORE, Workplace, open_workplace
from tests.house import CHEAP, Town, passphrase
from tests.samples import decide, submit_sample
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


def prepare(folder: Path) -> Prepared:
    """Make the home and the office in `folder/base`."""
    base = folder / "base"
    base.mkdir()
    town = Town(base)
    laptop = town.laptop()
    clerk = laptop.desk("Berger", town.office)
    numbers = [submit_sample(clerk) for _ in range(3)]
    for number in numbers[:2]:
        decide(laptop.desk("Thiele", town.office), number, Action.APPROVE, "Thiele")
    clerk.deliver(force=True)
    clerk.start("registration", {"persons": [{"family_name": "Mustermann"}]})
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
        known = {name.partition(",")[0]: person for person, name in self.slots.people()}
        self.people = {
            name: self.slots.unlock(person, passphrase(name), self.clock()) for name, person in known.items()
        }

    def open(self) -> None:
        """Open the store; `opened` hears of it."""
        self.place = open_workplace(self.folder / HOME, DBK)
        self.opened(self.place)

    def desk(self, name: str) -> Desk:
        """The desk of a person."""
        post = Post(self.place, self.office)
        return Desk(self.place, self.people[name], self.slots.decision_seed, post, self.clock)

    def close(self) -> None:
        """Close both stores."""
        self.place.close()
        self.office.close()
