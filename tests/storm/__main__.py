"""`make storm`: many storms and the control, counted into build/storm.json; ends with 1 if one is wrong."""

import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.storm.control import doubles
from tests.storm.plot import World
from tests.storm.road import Lossy
from tests.storm.verdict import verdict

CONTROLS = 20


def main(storms: int = 300) -> int:
    """Run, print one line, write the report."""
    began, counted, wrong = time.monotonic(), Counter[str](), {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "world").mkdir()
        world = World(folder / "world")
        for seed in range(storms):
            if faults := _storm(world, folder / f"storm{seed}", seed, counted):
                wrong[seed] = faults
        failed = sum(_control(world, folder / f"control{seed}", seed) for seed in range(CONTROLS))
    has_teeth = failed >= CONTROLS * 9 // 10
    report = {
        "storms": storms,
        "wrong": wrong,
        "counted": dict(sorted(counted.items())),
        "control": {"runs": CONTROLS, "failed": failed, "must_fail": CONTROLS * 9 // 10},
        "seconds": round(time.monotonic() - began, 1),
    }
    Path("build").mkdir(exist_ok=True)
    Path("build/storm.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(
        f"{storms} storms, {len(wrong)} wrong; {counted['written']} entries written, "
        f"{counted['kept']} kept, {counted['refused']} refused; "
        f"control failed in {failed} of {CONTROLS} runs, as it must; {report['seconds']} s"
        if has_teeth
        else f"the control failed in only {failed} of {CONTROLS} runs: the storm has no teeth"
    )
    return 0 if has_teeth and not wrong else 1


def _storm(world: World, folder: Path, seed: int, counted: Counter[str]) -> list[str]:
    chance = random.Random(seed)
    storm = world.storm(folder)
    try:
        road = Lossy(storm.office, chance)
        storm.rage(chance, road)
        counted.update(storm.met(road))
        return verdict(storm)
    finally:
        storm.close()


def _control(world: World, folder: Path, seed: int) -> bool:
    storm = world.storm(folder)
    try:
        return doubles(storm, random.Random(seed)) > 0
    finally:
        storm.close()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
