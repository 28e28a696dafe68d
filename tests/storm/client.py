"""A client of the storm: a real laptop's store and real delivery over the road, at work until somebody kills it.

`python -m tests.storm.client HOME SEED URL LEDGER` runs one alone. What it says is saved it enters into its ledger
(`ledger.py`) before and after each append; people's keys come out of the home's own slots.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mobile_office.domain.case import Case
from mobile_office.domain.errors import Delayed
from mobile_office.post import Post
from mobile_office.protocol import BackOffice, Entry
from mobile_office.store import cases
from mobile_office.store.journal import Count
from mobile_office.store.keys import Slots
from mobile_office.sync.http import HttpBackOffice
from mobile_office.workplace import Workplace, open_workplace
from tests.house import CHEAP, PEOPLE, passphrase
from tests.storm import papers
from tests.storm.ledger import Ledger
from tests.storm.site import Person, Site

Clock = Callable[[], datetime]
DBK = bytes(range(32))  # of every home the tests' town makes
PATIENCE = 1.0  # seconds a client waits for an answer; 20 in the field
RECENT = 12  # cases people work on: few, so that they get in each other's way
_DAY = timedelta(days=1)
_WRONG = 0.25  # of the starts, with a clock that is a day off


@dataclass(frozen=True)
class Shift:
    """What a client is to do: so many cases until `end` (monotonic seconds), of which it has written `written`."""

    url: str
    ledger: Path
    cases: int
    begin: float
    end: float

    def due(self, now: float) -> int:
        """How many cases should be written by now."""
        return round(self.cases * min(1.0, (now - self.begin) / max(self.end - self.begin, 0.001)))


@dataclass
class Laptop(Site):
    """A site whose store is a laptop's own, and which enters in a ledger what it was told."""

    place: Workplace = field(kw_only=True)
    ledger: Ledger = field(kw_only=True)
    stopped_by: str = field(default="", kw_only=True)  # what the papers' last trip ended with

    def deliver(self, back_office: BackOffice) -> None:
        """Deliver as the program's post does: it notes what went wrong and never raises it."""
        Post(self.place, back_office).deliver(self.clock(), force=True)
        self.chain = self.place.chain()
        if isinstance(back_office, HttpBackOffice):
            self.stopped_by = papers.carry(self.place, back_office, self.clock())

    def numbers(self) -> list[str]:
        """The cases here that were changed last."""
        lines = cases.lines(self.journal.engine, self.device.stream, limit=RECENT)
        return [line.number for line in lines]

    def counted(self) -> int:
        """How many case numbers this laptop has given."""
        return int(self.place.local.get(f"count.{self.device.letter}-2026") or 0)

    def new_case(self, chance: random.Random) -> None:
        """A citizen has come; a station only reviews."""
        if self.device.kind == "bus":
            draft = self.begin(chance)
            if chance.random() < papers.SHARE:
                clerk = next(person for person in self.people if person.id == draft.owner)
                papers.attach(self.place, self._actor(clerk), draft.id, chance, self.clock)
            self.submit(chance, [])

    def _append(self, entry: Entry, draft: str | None, count: Count | None) -> Case | None:
        self.ledger.about(entry, draft)
        case = super()._append(entry, draft, count)
        self.ledger.done(entry)
        return case


def crew(home: Path) -> tuple[Person, ...]:
    """Everybody with a slot in a home. A kill between a try and its end costs the next one a second."""
    slots = Slots(home, CHEAP)
    return tuple(_person(slots, person, name) for person, name in slots.people())


def opened(home: Path, people: tuple[Person, ...], ledger: Path, clock: Clock) -> Laptop:
    """A laptop, opened."""
    place = open_workplace(home, DBK)
    return Laptop(
        device=place.device,
        people=people,
        journal=place.journal,
        drafts=place.drafts,
        certificates=place.people,
        clock=clock,
        chain=place.chain(),
        place=place,
        ledger=Ledger(ledger),
    )


def work(home: Path, people: tuple[Person, ...], seed: int, shift: Shift) -> None:
    """Work on and on; the day ends with a kill."""
    chance = random.Random(seed)
    clock = _clock(chance)
    laptop = opened(home, people, shift.ledger, clock)
    with road(laptop.place, shift.url, clock) as back_office:
        while True:
            if laptop.counted() < shift.due(time.monotonic()):
                laptop.new_case(chance)
            else:
                time.sleep(0.005)
            match chance.randrange(10):
                case 0 | 1:
                    laptop.act(chance, laptop.numbers())
                case 2:
                    laptop.type(chance)
                case 3 | 4 | 5:
                    laptop.deliver(back_office)


def end(home: Path, people: tuple[Person, ...], shift: Shift, rounds: int = 60) -> int:
    """The sky is clear: what is left of the shift is written, everything is delivered; 1 if it never comes to rest."""
    laptop, chance = opened(home, people, shift.ledger, _now), random.Random(0)
    for _ in range(2 * shift.cases):  # a draft taken up may be a correction, so more than are missing
        if laptop.counted() < shift.cases:
            laptop.new_case(chance)
    with road(laptop.place, shift.url, _now, patience=20.0) as back_office:
        for _ in range(rounds):
            laptop.deliver(back_office)
            trouble = Post(laptop.place, back_office).state(_now()).trouble
            left = laptop.journal.has_unsent() or papers.waiting(laptop.place)
            if not left and not trouble and not laptop.stopped_by:
                return 0
            time.sleep(0.05)
    print(f"{home.name} does not come to rest: {trouble} {laptop.stopped_by} {left}", flush=True)
    return 1


def road(place: Workplace, url: str, clock: Clock, patience: float = PATIENCE) -> HttpBackOffice:
    """The office as the program reaches it; `patience` in seconds."""
    return HttpBackOffice(
        url,
        device=place.device.id,
        device_seed=place.keys.seed,
        device_exchange=place.keys.exchange,
        office_exchange=place.device.office_exchange,
        office_signing=place.device.office_signing,
        timeout=patience,
        clock=clock,
    )


def _clock(chance: random.Random) -> Clock:
    if chance.random() >= _WRONG:
        return _now
    off = chance.choice([_DAY, -_DAY])
    return lambda: _now() + off


def _now() -> datetime:
    return datetime.now(UTC)


def _person(slots: Slots, person: str, name: str) -> Person:
    short = name.partition(",")[0]
    words = passphrase(short)
    for _ in range(3):
        try:
            unlocked = slots.unlock(person, words, _now())
            seed = slots.decision_seed(person, words, _now())
        except Delayed as delayed:
            time.sleep(float(delayed.details["seconds"]))
        else:
            return Person(person, name, PEOPLE[short], unlocked.desk_seed, seed)
    raise Delayed


if __name__ == "__main__":
    given_home, given_seed, given_url, given_ledger = sys.argv[1:]
    now = time.monotonic()
    shift = Shift(given_url, Path(given_ledger), 10_000, now, now + 1000.0)
    work(Path(given_home), crew(Path(given_home)), int(given_seed), shift)
