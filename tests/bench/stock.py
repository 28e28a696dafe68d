"""Stores full of invented cases, made quickly of valid rows: signed, chained, folded, numbered, findable.

A stock lies under build/bench/ and is used again while tables, samples and this file stay the same.
"""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy.schema import CreateTable

from mobile_office.desk import Desk
from mobile_office.domain.errors import Offline
from mobile_office.post import Post
from mobile_office.protocol import Reply, Request
from mobile_office.store import tables
from mobile_office.store.keys import ARGON, Slots, Unlocked
from mobile_office.workplace import Workplace, open_workplace
from tests.bench.filling import fill
from tests.house import Town, passphrase

CLERK = "Berger"
_ROOT = Path(__file__).parents[2]
_MADE = "made.txt"


class Away:
    """A back office that nobody can reach."""

    def exchange(self, request: Request) -> Reply:
        """Nobody answers."""
        raise Offline


@dataclass(frozen=True)
class Stock:
    """A laptop's home with so many cases in it, and the clerk's passphrase at the program's own cost."""

    home: Path
    cases: int

    def unlock(self) -> Unlocked:
        """The clerk, let in."""
        return _unlocked(self.home)

    def place(self) -> Workplace:
        """The store, opened; close it."""
        return open_workplace(self.home, self.unlock().dbk)

    def desk(self, place: Workplace) -> Desk:
        """The clerk's desk at the opened store."""
        return Desk(place, self.unlock(), Slots(self.home).decision_seed, Post(place, Away()))


@cache
def _unlocked(home: Path) -> Unlocked:
    slots = Slots(home)
    person = next(person for person, name in slots.people() if name.startswith(CLERK))
    return slots.unlock(person, passphrase(CLERK), datetime.now(UTC))


def stock(folder: Path, cases: int, *, decided: bool = False) -> Stock:
    """A stock of so many cases, all in review, or nearly all `decided` and taken over."""
    place = folder / f"stock-{cases}{'-decided' if decided else ''}"
    made, home = place / _MADE, place / "laptop-B"
    if not made.exists() or made.read_text(encoding="ascii") != _fingerprint():
        if place.exists():
            shutil.rmtree(place)
        place.mkdir(parents=True)
        _make(place, cases, decided)
        made.write_text(_fingerprint(), encoding="ascii")
    return Stock(home, cases)


def _make(folder: Path, cases: int, decided: bool) -> None:
    town = Town(folder)
    try:
        laptop = town.laptop(names=("Berger", "Thiele", "Albrecht"))
        if cases:
            fill(laptop, town.office, cases, decided)
        slots, now = Slots(laptop.place.home, ARGON), datetime.now(UTC)
        clerk = laptop.people[CLERK].person
        slots.change(clerk, passphrase(CLERK), passphrase(CLERK), now)
        slots.unlock(clerk, passphrase(CLERK), now)
        slots.remember_last(clerk)
    finally:
        town.close()


def _fingerprint() -> str:
    """What a stock was made of, and its fortnight: certificates end after 35 days."""
    made_of = [
        str(CreateTable(table)) for data in (tables.journal, tables.device) for table in data.sorted_tables
    ]
    paths = [
        *Path(__file__).parent.glob("*ing.py"),
        Path(__file__).parent / "people.py",
        _ROOT / "resources" / "services" / "registration.toml",
        *(_ROOT / "migrations").glob("*/*.py"),
    ]
    made_of += [path.read_text(encoding="utf-8") for path in sorted(paths)]
    made_of.append(str(date.today().toordinal() // 14))  # noqa: DTZ011  any zone will do
    return hashlib.sha256("\0".join(made_of).encode()).hexdigest()
