"""The program that is tortured: opens a home, plays a day, says what it promises. `child FOLDER SEED`.

TORTURE_SYNCHRONOUS=OFF makes it the control: a store that never waits for the disk. Nothing of the
program itself knows that variable.
"""

import os
import random
import sys
from pathlib import Path

from mobile_office.store import vault
from tests.torture.base import HOME, Counter
from tests.torture.day import Day
from tests.torture.witness import Witness

CONTROL = "TORTURE_SYNCHRONOUS"


def begin(folder: Path, seed: int, witness: Witness) -> tuple[Counter, Day]:
    """Open the home with a witness listening."""
    if os.environ.get(CONTROL) == "OFF":
        vault._PRAGMAS["synchronous"] = ("OFF", 0)
    witness.hear_files()
    counter = Counter(folder, opened=lambda place: witness.hear_store(place.journal.engine))
    return counter, Day(counter, random.Random(seed))


def main(folder: str, seed: str) -> None:
    """One day, and a proper end."""
    counter, day = begin(Path(folder), int(seed), Witness(Path(folder) / HOME))
    day.all()
    counter.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
