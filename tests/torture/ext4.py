"""A real ext4 under power cuts (Stromausfälle): its disk as it is at random moments, mounted and judged like the rest.

The file of the loop device lies in another small file system, which is frozen for the copy: so the copy is what the
disk held at one moment, and nothing of what was still in memory. Needs root; every mount is in a namespace of its own.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.torture.base import HOME, Prepared
from tests.torture.child import CONTROL
from tests.torture.kills import lines_of, play
from tests.torture.loop import be_alone, frozen, make, mounted, possible
from tests.torture.replay import Tally
from tests.torture.verdict import judge
from tests.torture.witness import PREFIX, Expected

_OUTER, _DISK = 192, 48  # MB
_OF_A_LIFE = 10  # snapshots of one home, from its migration on
_BETWEEN = 0.4  # seconds at most from one to the next
_PATIENCE = 30  # seconds for a control to promise anything
_KEPT = 5  # bad homes kept for a look


@dataclass(frozen=True)
class Snapshot:
    """A disk as it was at one moment, and what may be found on it."""

    image: Path
    expected: Expected


def why_not(folder: Path) -> str:
    """Why there can be no snapshots here; empty where there can. Mounts in `folder` to find out."""
    try:
        possible()
        with _disk(folder / "try") as (_, outer), frozen(outer):
            return ""
    except OSError as error:
        return f"{error.strerror}"


def snapshots(base: Prepared, folder: Path, seed: int, count: int, control: bool = False) -> Tally:
    """Take and judge `count` snapshots of homes in `folder`. Of a control only those after something was promised."""
    chance, tally = random.Random(f"ext4 {seed}"), Tally()
    folder.mkdir()
    for begun in range(0, count, _OF_A_LIFE):
        life = folder / f"life-{begun}"
        for one in _life(base, life, chance, min(_OF_A_LIFE, count - begun), control):
            kept = folder / f"bad-{begun}-{one.image.stem}"
            faults = _judged(one, life / "after", kept)
            tally.count(faults)
            if not faults or control or tally.bad > _KEPT:
                shutil.rmtree(kept, ignore_errors=True)
        shutil.rmtree(life)
    return tally


def _life(base: Prepared, life: Path, chance: random.Random, count: int, control: bool) -> list[Snapshot]:
    """A child plays in a home on a disk of its own, until it is killed; the disk `count` times meanwhile."""
    shutil.copytree(base.folder, life, ignore=shutil.ignore_patterns(HOME))
    taken: list[Snapshot] = []
    with _disk(life) as (disk, outer):
        shutil.copytree(base.folder / HOME, life / HOME, dirs_exist_ok=True)
        os.sync()
        with _playing(life, chance.randrange(1 << 30), control):
            for n in range(count):
                time.sleep(chance.uniform(0.0, _BETWEEN))
                if control:
                    _wait_for_a_promise(base, life)
                taken.append(_snapshot(base, life, disk, outer, n))
    return taken


def _snapshot(base: Prepared, life: Path, disk: Path, outer: Path, n: int) -> Snapshot:
    """What was promised before the moment must be there; what was being done until it may be."""
    image = life / f"{n}.img"
    before = len(lines_of(life))
    with frozen(outer):
        lines = lines_of(life)
        subprocess.run(["cp", "--sparse=always", str(disk), str(image)], check=True)
    expected = Expected(base.store, base.files)
    for place, line in enumerate(lines):
        said = json.loads(line.removeprefix(PREFIX))
        if place < before or said["kind"] == "about":
            expected.hear(said)
    return Snapshot(image, expected)


def _judged(one: Snapshot, point: Path, kept: Path) -> tuple[str, ...]:
    point.mkdir(exist_ok=True)
    try:
        with mounted(one.image, point):  # this replays the file system's own journal
            shutil.copytree(point, kept)
            return judge(point, one.expected)
    except OSError as error:
        return (f"lost the file system: {error.strerror}",)
    finally:
        one.image.unlink()


@contextmanager
def _playing(life: Path, seed: int, control: bool) -> Iterator[None]:
    child = os.fork()
    if child == 0:
        if control:
            os.environ[CONTROL] = "OFF"
        play(life, seed)
    try:
        yield
        if os.waitpid(child, os.WNOHANG)[0]:
            raise RuntimeError("the child ended before it was killed")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _wait_for_a_promise(base: Prepared, life: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        expected = Expected(base.store, base.files)
        for line in lines_of(life):
            expected.hear(json.loads(line.removeprefix(PREFIX)))
        if expected.earlier:
            return
        time.sleep(0.05)
    raise RuntimeError("the child promises nothing")


@contextmanager
def _disk(life: Path) -> Iterator[tuple[Path, Path]]:
    """An ext4 of its own mounted where the home will be; the file it lies in, and the file system that lies in."""
    be_alone()
    outer, home = life / "outer", life / HOME
    for folder in (life, outer, home):
        folder.mkdir(exist_ok=True)
    with ExitStack() as undo:
        undo.callback((life / "outer.img").unlink)
        make(life / "outer.img", _OUTER, "-O", "^has_journal")
        undo.enter_context(mounted(life / "outer.img", outer))
        make(outer / "disk.img", _DISK)
        undo.enter_context(mounted(outer / "disk.img", home))
        (home / "lost+found").rmdir()
        yield outer / "disk.img", outer
