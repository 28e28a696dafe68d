"""Power cuts (Stromausfälle) replayed: states the disk may be in at some moment of a trace, each judged."""

import hashlib
import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.base import HOME, Prepared
from tests.torture.disk import Disk
from tests.torture.trace import Mark, Trace, record
from tests.torture.verdict import judge
from tests.torture.witness import Expected

_TRIES = 4  # to find a state that was not seen yet
_KEPT = 5  # bad homes kept for a look


@dataclass
class Tally:
    """How many were looked at, how many were bad, and what was found, by kind and in words."""

    runs: int = 0
    bad: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    def count(self, faults: tuple[str, ...]) -> None:
        """One more."""
        self.runs += 1
        self.bad += bool(faults)
        self.kinds.update({fault.split()[0] for fault in faults})
        self.words.update(set(faults))

    def add(self, other: "Tally") -> None:
        """Those of another."""
        self.runs += other.runs
        self.bad += other.bad
        self.kinds += other.kinds
        self.words += other.words


def power_cuts(base: Prepared, folder: Path, seed: int, count: int, control: bool = False) -> Tally:
    """Record a day in `folder`, and judge `count` different states of it."""
    shutil.copytree(base.folder, folder)
    trace = record(folder, folder / HOME, seed, control)
    tally = explore(base, trace, folder / "state", random.Random(seed), count, control)
    if not tally.bad or control:
        shutil.rmtree(folder)
    return tally


def explore(
    base: Prepared, trace: Trace, state: Path, chance: random.Random, count: int, control: bool = False
) -> Tally:
    """Judge up to `count` different states. Of a control only those after something was promised."""
    moments = Counter(chance.choices(_moments(base, trace, control), k=count))
    disk, expected, tally, seen = Disk(trace), Expected(base.store, base.files), Tally(), set[bytes]()
    for place, event in enumerate(trace.events):
        disk.feed(event)
        if isinstance(event, Mark):
            expected.hear(event.said)
        for _ in range(moments[place]):
            if (files := _fresh(disk, chance, seen, expected)) is None:
                continue
            put(state, files)
            faults = judge(state, expected)
            tally.count(faults)
            if faults and not control and tally.bad <= _KEPT:
                put(state.with_name(f"bad-{place}-{tally.runs}"), files)
    shutil.rmtree(state, ignore_errors=True)
    return tally


def put(home: Path, files: dict[str, bytes]) -> None:
    """A home of these files and folders (their names end with a slash) and no others."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for name, data in files.items():
        if name.endswith("/"):
            (home / name).mkdir()
        else:
            (home / name).write_bytes(data)


def _moments(base: Prepared, trace: Trace, control: bool) -> list[int]:
    """Where it makes a difference when the power fails: something is on its way, or was just promised."""
    disk, expected, found = Disk(trace), Expected(base.store, base.files), []
    for place, event in enumerate(trace.events):
        disk.feed(event)
        if isinstance(event, Mark):
            expected.hear(event.said)
        if (not disk.is_settled or isinstance(event, Mark)) and (expected.earlier or not control):
            found.append(place)
    return found


def _fresh(
    disk: Disk, chance: random.Random, seen: set[bytes], expected: Expected
) -> dict[str, bytes] | None:
    for _ in range(_TRIES):
        files = disk.crash(chance)
        print_ = hashlib.sha256(repr(expected.promised).encode())
        for name, data in sorted(files.items()):
            print_.update(f"|{name}|{len(data)}|".encode() + data)
        if print_.digest() not in seen:
            seen.add(print_.digest())
            return files
    return None
