"""`make torture`: power cuts and kills, judged by the real program, into build/torture.json; 1 if one is bad.

`--long` for a night: 100,000 states, 2,000 kills, 2,000 snapshots of a real ext4 (root only). `--states`, `--kills`,
`--snapshots`, `--seed` for something between.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tests.torture.base import prepare
from tests.torture.ext4 import snapshots, why_not
from tests.torture.kills import kills
from tests.torture.replay import Tally, power_cuts
from tests.torture.trace import is_possible
from tests.torture.verdict import KINDS

CONTROLS, DISK_CONTROLS = 100, 30  # of the states, of the snapshots
PROCESSES = 2
_OF_A_DAY = 1_100  # states of one recorded day
_AT_ONCE, _OF_A_DISK = 50, 100  # kills, snapshots


@dataclass(frozen=True)
class Much:
    """How much to torture; some of the states drawn turn out to be the same."""

    states: int
    kills: int
    snapshots: int


@dataclass(frozen=True)
class Seen:
    """What came of it: power cuts, kills and snapshots, and the two controls."""

    cut: Tally = field(default_factory=Tally)
    dead: Tally = field(default_factory=Tally)
    disks: Tally = field(default_factory=Tally)
    control: Tally = field(default_factory=Tally)
    disk_control: Tally = field(default_factory=Tally)

    def report(self, **more: Any) -> dict[str, Any]:
        """What `build/torture.json` says."""
        kinds = self.cut.kinds + self.dead.kinds + self.disks.kinds
        return {
            "states": self.cut.runs,
            "kills": self.dead.runs,
            "snapshots": self.disks.runs,
            **{kind: kinds[kind] for kind in KINDS},
            "faults": dict((self.cut.words + self.dead.words + self.disks.words).most_common(20)),
            "control_runs": self.control.runs,
            "control_failures": self.control.bad,
            "control": dict(self.control.kinds.most_common()),
            "snapshot_control_runs": self.disk_control.runs,
            "snapshot_control_failures": self.disk_control.bad,
            "snapshot_control": dict(self.disk_control.kinds.most_common()),
            "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
            "versions": _versions(),
            **more,
        }


SHORT, LONG = Much(2_400, 200, 20), Much(110_000, 2_000, 2_000)
_REPORT = Path("build/torture.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Torture, write, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--states", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--snapshots", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not is_possible():
        print("make torture needs strace, and the right to trace its own children.", file=sys.stderr)
        return 2
    asked = {
        key: value for key in ("states", "kills", "snapshots") if (value := getattr(options, key)) is not None
    }
    much = replace(LONG if options.long else SHORT, **asked)
    fast = Path("/dev/shm")  # the states need no real disk: what a disk does is in the model
    with tempfile.TemporaryDirectory(dir=fast if os.access(fast, os.W_OK) else None) as name:
        report = _torture(Path(name), much, options.seed)
        _keep_bad_homes(Path(name))
    return _tell(report)


def _torture(folder: Path, much: Much, seed: int) -> dict[str, Any]:
    """The report stands in the file after each part, so that of a night cut short what was seen is kept."""
    began, base = time.monotonic(), prepare(folder)
    seen = Seen()
    with ProcessPoolExecutor(PROCESSES) as pool:
        skipped = pool.submit(why_not, folder).result() if much.snapshots else "none were asked for"
        work: list[tuple[Tally, Callable[..., Tally], tuple[Any, ...]]] = []
        if not skipped:
            work.append(
                (seen.disk_control, snapshots, (base, folder / "ext4-control", seed, DISK_CONTROLS, True))
            )
            for n, count in enumerate(_shares(much.snapshots, _OF_A_DISK)):
                work.append((seen.disks, snapshots, (base, folder / f"ext4-{n}", seed + n, count)))
        for n, count in enumerate(_shares(CONTROLS, CONTROLS // PROCESSES)):
            work.append((seen.control, power_cuts, (base, folder / f"control-{n}", seed + n, count, True)))
        for n, count in enumerate(_shares(much.kills, _AT_ONCE)):
            work.append((seen.dead, kills, (base, folder, seed + n, count)))
        for n, count in enumerate(_shares(much.states, _OF_A_DAY)):
            work.append((seen.cut, power_cuts, (base, folder / f"day-{n}", seed + n, count)))
        begun = {pool.submit(do, *given): tally for tally, do, given in work}
        for done, future in enumerate(as_completed(begun), 1):
            begun[future].add(future.result())
            report = seen.report(
                parts=f"{done} of {len(work)}",
                snapshots_skipped=skipped,
                seconds=round(time.monotonic() - began, 1),
                seed=seed,
            )
            _write(report)
    return report


def _write(report: dict[str, Any]) -> None:
    _REPORT.parent.mkdir(exist_ok=True)
    _REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(
        f"{report['seconds']:6.0f} s: {report['parts']} parts, {report['states']} states, {report['kills']} kills, "
        f"{report['snapshots']} snapshots, {sum(report[kind] for kind in KINDS)} wrong",
        flush=True,
    )


def _shares(total: int, most: int) -> list[int]:
    return [min(most, total - at) for at in range(0, total, most)]


def _versions() -> dict[str, str]:
    connection = dbapi2.connect(":memory:")
    (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    return {
        "python": platform.python_version(),
        "sqlite": dbapi2.sqlite_version,
        "sqlcipher": cipher,
        "sqlcipher3": version("sqlcipher3"),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
    }


def _keep_bad_homes(folder: Path) -> None:
    kept = Path("build/torture")
    shutil.rmtree(kept, ignore_errors=True)
    bad = [*folder.glob("day-*/bad-*"), *folder.glob("ext4-[0-9]*/bad-*"), *folder.glob("kill-*")]
    for home in bad[:20]:
        shutil.copytree(home, kept / f"{home.parent.name}-{home.name}")


def _tell(report: dict[str, Any]) -> int:
    wrong = {kind: report[kind] for kind in KINDS if report[kind]}
    print(
        f"{report['states']} states after power cuts, {report['kills']} kills, "
        f"{report['snapshots']} snapshots of an ext4: "
        f"{report['lost']} lost, {report['half']} half, {report['chain_breaks']} chain breaks; "
        f"{report['seconds']} s"
    )
    if report["snapshots_skipped"]:
        print(f"no snapshots of an ext4: {report['snapshots_skipped']}")
    if wrong:
        print(f"wrong: {wrong}; {report['faults']}; the homes are in build/torture/")
    has_teeth = True
    for name, said in (("control", "states"), ("snapshot_control", "snapshots")):
        failures, runs = report[f"{name}_failures"], report[f"{name}_runs"]
        print(f"without waiting for the disk {failures} of {runs} {said} show loss")
        if failures < 0.9 * runs:
            has_teeth = False
            print("that must be nine of ten: the torture has no teeth")
    return 0 if has_teeth and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
