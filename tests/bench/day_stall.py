"""`day_stall`: how long the window stands still in the whole scripted day, and at what.

The day is played as `make day` does it, each window watched (`standing`). What the machine gave to other programs does
not count, nor do the script's pictures. The longest are listed with what was running.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from mobile_office.demo.day.__main__ import Director
from tests.bench.figure import Figure
from tests.bench.scale import Scale
from tests.bench.standing import Standstill, read
from tests.bench.watched import FILE

GOAL, LISTED = 50.0, 12  # milliseconds; of the longest, with what was running
_ACTOR = (sys.executable, "-m", "tests.bench.watched")
_UNLOCKING = "app._enter"  # between the passphrase and the window there is nobody to type


def measure(folder: Path, _scale: Scale) -> tuple[Figure, ...]:
    """`day.stall_ms` at work, and the processor's part of it; `day.unlock_ms` from the passphrase to the window."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as name:
        whole = Path(name)
        out, file = whole / "out", whole / "standstills"
        out.mkdir()
        os.environ[FILE] = str(file)
        try:
            if not Director(whole / "day", out, _ACTOR).day():
                raise RuntimeError("the day was not played to its end")
        finally:
            del os.environ[FILE]
        return figures(read(file))


def figures(found: tuple[Standstill, ...]) -> tuple[Figure, ...]:
    """The figures of what was seen; the longest are printed."""
    entering = [one for one in found if any(_UNLOCKING in said for said, _ in one.where)]
    working = sorted((one for one in found if one not in entering), key=lambda one: one.own, reverse=True)
    print(table(working), file=sys.stderr)
    long = sum(one.own > GOAL for one in working)
    worst = working[0].own if working else 0.0
    busy, used = sum(one.used > GOAL for one in working), max((one.used for one in working), default=0.0)
    return (
        Figure("day.stall_ms", worst, GOAL, note=f"{long} longer than {GOAL:g} ms in the day"),
        Figure("day.stall_used_ms", used, None, note=f"the window's thread at work, {busy} longer"),
        Figure("day.unlock_ms", max((one.own for one in entering), default=0.0), None),
    )


def table(found: list[Standstill]) -> str:
    """The longest: milliseconds without and with other programs, of the processor, the scene, and the busiest stack."""
    lines = ["   own  wall  used"]
    for one in found[:LISTED]:
        doing = one.where[0][0].split(" < ") if one.where else ["nothing of ours"]
        said = " < ".join(part for part in doing if not part.startswith("demo."))
        lines.append(f"{one.own:6.0f}{one.wall:6.0f}{one.used:6.0f}  {one.scene}: {said}")
    return "\n".join(lines)
