"""`rekey`: another key for a store, by the program and by the bare pragma on a copy of the same file.

The program's way is all of it: grants for everyone, the recovery grant, the pragma, the proof, the old ones gone. Without
Argon2id, which opening the slot takes anyway.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

from mobile_office.rotation import change_if_due
from mobile_office.store.keys import Slots
from mobile_office.store.local import put_local
from mobile_office.store.rekeying import opens
from mobile_office.store.transactions import writing
from tests.bench import raw
from tests.bench.exchange import emptied
from tests.bench.figure import Figure
from tests.bench.pairs import alternate, timed
from tests.bench.scale import Scale
from tests.house import CHEAP, Town, passphrase

_NAMES = ("Berger", "Weber", "Thiele")
_PIECE = 1_000_000
_PAIRS = 4


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`rekey.mb_per_s`, and `rekey.bare_mb_per_s` beside it."""
    with emptied(folder, "rekey") as whole:
        home, person = _home(whole, max(1, scale.stored // 200))
        store, bare = home / "store.db", Bare(home / "store.db", whole / "bare.db")
        size = store.stat().st_size / 1e6
        pairs = alternate(timed(bare.rekey), Program(home, person).rekey, _PAIRS if scale.few > 100 else 1)
    note = f"{size:.0f} MB, {len(_NAMES)} people"
    return (
        Figure("rekey.mb_per_s", size / _middle(pairs.ours), pairs=pairs, note=note),
        Figure("rekey.bare_mb_per_s", size / _middle(pairs.raw), note="the pragma and a checkpoint, alone"),
    )


class Bare:
    """The pragma on a copy of the file, there and back."""

    def __init__(self, store: Path, copy: Path) -> None:
        copyfile(store, copy)
        self._path, self._key = copy, bytes(range(32))

    def rekey(self) -> None:
        """Once."""
        fresh = os.urandom(32)
        connection = raw.connect(self._path, self._key)
        try:
            connection.execute(f"PRAGMA rekey = \"x'{fresh.hex()}'\"").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
        self._key = fresh


class Program:
    """The program's change of the key, as it happens when somebody is let in."""

    def __init__(self, home: Path, person: str) -> None:
        self._home, self._person = home, person

    def rekey(self) -> float:
        """Once; the seconds between being let in and the new key. Raises AssertionError where it was not changed."""
        slots, now = Slots(self._home, CHEAP), datetime.now(UTC) + timedelta(seconds=1)
        slots.want_rotation(now)
        unlocked = slots.unlock(self._person, passphrase(_NAMES[0]), now)
        began = time.perf_counter()
        settled = change_if_due(self._home, slots, unlocked, now)
        seconds = time.perf_counter() - began
        assert settled.changed
        assert settled.trouble is None
        assert not opens(self._home / "store.db", unlocked.dbk)
        return seconds


def _home(folder: Path, megabytes: int) -> tuple[Path, str]:
    town = Town(folder)
    try:
        laptop = town.laptop(names=_NAMES)
        for number in range(megabytes):
            with writing(laptop.place.journal.engine) as connection:
                put_local(connection, f"weight {number}", os.urandom(_PIECE // 2).hex())
        return laptop.place.home, laptop.people[_NAMES[0]].person
    finally:
        town.close()


def _middle(values: tuple[float, ...]) -> float:
    return sorted(values)[len(values) // 2]
