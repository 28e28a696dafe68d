"""`make storm`: storms of real processes, storms in this process, and mutated envelopes, into build/storm.json.

`make storm STORM=--long` is the night's form, `STORM="--seed N"` one storm of processes again. Ends with 1 when
something is missing, doubled, damaged or unequal, when a mutant was taken in, or when a control did not fail.
"""

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests import postgres
from tests.storm import mutations
from tests.storm.control import doubles
from tests.storm.episode import Episode, Size, crews, kept_logs
from tests.storm.plot import World
from tests.storm.plot_verdict import verdict as plot_verdict
from tests.storm.processes import Child, last_line
from tests.storm.report import Form, Report
from tests.storm.road import Lossy
from tests.storm.scene import Scene, Stage

OFFICES = ("sqlite", "postgres")
SHORT = Form("short", 5, Size(100, 16.0, 16, 14), plots=20, mutants=3_000)
LONG = Form("long", 24, Size(215, 30.0, 24, 22), plots=300, mutants=100_000)
BUILD = Path("build")
_CONTROLS = 20
_KEPT = 3  # folders of storms that went wrong


def main(arguments: list[str]) -> int:
    """Run, tell, write the report."""
    parser = argparse.ArgumentParser(prog="make storm", description=__doc__)
    parser.add_argument("--long", action="store_true", help="10,000 cases and 500 kills of either kind")
    parser.add_argument("--share", type=float, default=1.0, help="of the form: 0.33 is a third of it")
    parser.add_argument("--seed", type=int, help="one storm of processes, by its seed")
    parser.add_argument("--office", choices=OFFICES, help="only this kind (default: in turn)")
    chosen = parser.parse_args(arguments)
    form = _part(LONG if chosen.long else SHORT, chosen.share)
    report = Report(form)
    offices = (chosen.office,) if chosen.office else OFFICES
    if "postgres" in offices and postgres.binaries() is None:
        print(postgres.MISSING)
        report.skipped.append(postgres.MISSING)
        offices = ("sqlite",)
    with tempfile.TemporaryDirectory(prefix="storm-") as name:
        return _all(Path(name), report, offices, chosen.seed)


def _part(form: Form, share: float) -> Form:
    return Form(
        form.name,
        max(1, round(form.episodes * share)),
        form.size,
        max(1, round(form.plots * share)),
        max(1, round(form.mutants * share)),
    )


def _all(folder: Path, report: Report, offices: tuple[str, ...], seed: int | None) -> int:
    with ExitStack() as stack:
        server = stack.enter_context(postgres.running()) if "postgres" in offices else None
        scenes = {
            office: Scene(folder / office, server if office == "postgres" else None) for office in offices
        }
        if seed is not None:
            _episode(folder, report, scenes, seed)
        else:
            mutants = _begin_mutants(folder, report, scenes)
            for number in range(report.form.episodes):
                _episode(folder, report, scenes, number)
            _plots(folder, report)
            _end_mutants(report, mutants)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "storm.json").write_text(json.dumps(report.to_json(), indent=1) + "\n", encoding="utf-8")
    print(report.sentence(), *report.faults()[:20], sep="\n")
    return 1 if report.faults() else 0


def _episode(folder: Path, report: Report, scenes: dict[str, Scene], seed: int) -> None:
    """One storm of processes; the offices take turns."""
    office = list(scenes)[seed % len(scenes)]
    stage = scenes[office].stage(folder / f"storm-{seed}")
    episode = Episode(stage, crews(scenes[office]), seed, report.form.size, is_fresh=seed < len(scenes))
    episode.tell = lambda: report.tell(episode.counts)
    verdict, failed = episode.play()
    episode.counts.update(control_runs=failed.runs, control_failures=failed.failures)
    name = f"seed {seed} {office}"
    report.take(name, verdict, episode.counts)
    if verdict.wrong:
        print(f"{name}: {len(verdict.wrong)} wrong, {verdict.wrong[0]}", flush=True)
        if len(report.wrong) <= _KEPT:
            kept = BUILD / "storm" / stage.folder.name
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(stage.folder, kept)
            (kept / "wrong.json").write_text(json.dumps([verdict.wrong, kept_logs(kept)], indent=1))
    stage.strike()


def _plots(folder: Path, report: Report) -> None:
    """Storms in this process: quick, and each seed is the same to the last bit."""
    (folder / "world").mkdir()
    world = World(folder / "world")
    for seed in range(report.form.plots):
        report.tell()
        chance, storm = random.Random(seed), world.storm(folder / f"plot-{seed}")
        try:
            road = Lossy(storm.office, chance)
            storm.rage(chance, road)
            report.plots.update(storm.met(road))
            if faults := plot_verdict(storm):
                report.wrong[f"in-process seed {seed}"] = faults
        finally:
            storm.close()
    for seed in range(_CONTROLS):
        storm = world.storm(folder / f"plot-control-{seed}")
        try:
            report.counts.update(plot_runs=1, plot_failures=doubles(storm, random.Random(seed)) > 0)
        finally:
            storm.close()


def _begin_mutants(folder: Path, report: Report, scenes: dict[str, Scene]) -> list[Child]:
    """Mutants go to each kind of office, in processes of their own beside the storms."""
    share = report.form.mutants // len(scenes)
    children = []
    for n, (office, scene) in enumerate(scenes.items()):
        stage, into = scene.stage(folder / f"mutants-{office}"), folder / f"mutants-{office}.json"
        children.append(Child(partial(_attack, stage, share, n * share, into), into.with_suffix(".log")))
    return children


def _attack(stage: Stage, count: int, first: int, into: Path) -> None:
    os.nice(10)
    found = mutations.attack(stage, count, first=first)
    into.write_text(json.dumps(vars(found)), encoding="utf-8")


def _end_mutants(report: Report, children: list[Child]) -> None:
    for child in children:
        while (code := child.ended()) is None:
            report.tell()
            time.sleep(0.1)
        into = child.log.with_suffix(".json")
        if code:
            report.mutants["wrong"].append(f"{into.stem}: {last_line(child.log)}")
        else:
            report.take_mutants(json.loads(into.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
