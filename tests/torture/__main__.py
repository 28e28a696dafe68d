"""`make torture`: power cuts and kills, judged by the real program, into build/torture.json; 1 if one is bad.

`--long` for a night: 100,000 states and 2,000 kills. `--states`, `--kills`, `--seed` for something between.
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
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tests.torture.base import prepare
from tests.torture.kills import kills
from tests.torture.replay import Tally, power_cuts
from tests.torture.trace import is_possible
from tests.torture.verdict import KINDS

SHORT, LONG = (2_400, 200), (110_000, 2_000)  # states drawn, and kills; some states turn out to be the same
CONTROLS = 100
PROCESSES = 2
_OF_A_DAY = 1_100  # states of one recorded day
_AT_ONCE = 50  # kills
_REPORT = Path("build/torture.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Torture, write, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--states", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not is_possible():
        print("make torture needs strace, and the right to trace its own children.", file=sys.stderr)
        return 2
    states, killed = LONG if options.long else SHORT
    fast = Path("/dev/shm")  # the states need no real disk: what a disk does is in the model
    with tempfile.TemporaryDirectory(dir=fast if os.access(fast, os.W_OK) else None) as name:
        report = _torture(Path(name), options.states or states, options.kills or killed, options.seed)
        _keep_bad_homes(Path(name))
    _REPORT.parent.mkdir(exist_ok=True)
    _REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return _tell(report)


def _torture(folder: Path, states: int, killed: int, seed: int) -> dict[str, Any]:
    began, base = time.monotonic(), prepare(folder)
    cut, dead, control = Tally(), Tally(), Tally()
    with ProcessPoolExecutor(PROCESSES) as pool:
        work: list[tuple[Tally, Callable[..., Tally], tuple[Any, ...]]] = []
        for n, count in enumerate(_shares(CONTROLS, CONTROLS // PROCESSES)):
            work.append((control, power_cuts, (base, folder / f"control-{n}", seed + n, count, True)))
        for n, count in enumerate(_shares(killed, _AT_ONCE)):
            work.append((dead, kills, (base, folder, seed + n, count)))
        for n, count in enumerate(_shares(states, _OF_A_DAY)):
            work.append((cut, power_cuts, (base, folder / f"day-{n}", seed + n, count)))
        for tally, future in [(tally, pool.submit(do, *given)) for tally, do, given in work]:
            tally.add(future.result())
    both = cut.kinds + dead.kinds
    return {
        "states": cut.runs,
        "kills": dead.runs,
        **{kind: both[kind] for kind in KINDS},
        "faults": dict((cut.words + dead.words).most_common(20)),
        "control_runs": control.runs,
        "control_failures": control.bad,
        "control": dict(control.kinds.most_common()),
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        "versions": _versions(),
        "seconds": round(time.monotonic() - began, 1),
        "seed": seed,
    }


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
    for home in [*folder.glob("day-*/bad-*"), *folder.glob("kill-*")][:20]:
        shutil.copytree(home, kept / f"{home.parent.name}-{home.name}")


def _tell(report: dict[str, Any]) -> int:
    has_teeth = report["control_failures"] >= 0.9 * report["control_runs"]
    wrong = {kind: report[kind] for kind in KINDS if report[kind]}
    print(
        f"{report['states']} states after power cuts, {report['kills']} kills: "
        f"{report['lost']} lost, {report['half']} half, {report['chain_breaks']} chain breaks; "
        f"control failed in {report['control_failures']} of {report['control_runs']} runs; "
        f"{report['seconds']} s"
    )
    if wrong:
        print(f"wrong: {wrong}; {report['faults']}; the homes are in build/torture/")
    if not has_teeth:
        print("the control must fail in nine of ten runs: the torture has no teeth")
    return 0 if has_teeth and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
