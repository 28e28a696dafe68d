"""Draws the screens to PNG files: `python -m tests.screens [--out FOLDER] [--only NAME] [--all | --docs]`.

Each at 1366x768 and at 200 % text, some also dark and in high contrast: `today-filled-100.png`,
`today-filled-200.png`, `today-filled-100-dark.png`. `--all` draws every scene in both sizes and all three
themes, `--dress 200-dark` in these alone; `--docs` draws those of docs/screenshots/ instead.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from mobile_office.ui import style, words
from tests.screens import (
    advice,
    areas,
    backup,
    bundles,
    cases,
    choices,
    citizen,
    days,
    devices,
    documents,
    forms,
    insiders,
    insisting,
    keys,
    letters,
    masking,
    papers,
    power,
    publishing,
    queues,
    rounds,
    scans,
    soundness,
    streets,
    substitutes,
    threshold,
    visits,
    worlds,
)
from tests.screens.painting import paint
from tests.screens.scenes import Scene
from tests.screens.stage import Stage

SCENES: tuple[Scene, ...] = (
    *areas.SCENES,
    *days.SCENES,
    *queues.SCENES,
    *rounds.SCENES,
    *forms.SCENES,
    *documents.SCENES,
    *papers.SCENES,
    *scans.SCENES,
    *devices.SCENES,
    *letters.SCENES,
    *choices.SCENES,
    *citizen.SCENES,
    *advice.SCENES,
    *cases.SCENES,
    *publishing.SCENES,
    *visits.SCENES,
    *streets.SCENES,
    *bundles.SCENES,
    *backup.SCENES,
    *masking.SCENES,
    *soundness.SCENES,
    *power.SCENES,
    *insisting.SCENES,
    *insiders.SCENES,
    *keys.SCENES,
    *substitutes.SCENES,
    *threshold.SCENES,
)
DOCS = {
    "form-person-problems": "form",
    "today-filled": "today",
    "review-filled": "review",
    "delivery-waiting": "delivery",
}
HANNOVER = "CET-1CEST,M3.5.0,M10.5.0/3"  # its time, also where no time zones are installed
DRESSES = {  # end of the file name: theme and scale of the text
    "100": ("light", 1.0),
    "200": ("light", 2.0),
    "100-dark": ("dark", 1.0),
    "200-dark": ("dark", 2.0),
    "100-contrast": ("contrast", 1.0),
    "200-contrast": ("contrast", 2.0),
}


def main(arguments: list[str] | None = None) -> int:
    """Draw what is asked for; 1 when something on a screen is clipped."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/screens"), help="folder for the pictures")
    parser.add_argument("--only", default="", help="draw only scenes whose name begins like this")
    parser.add_argument("--docs", action="store_true", help="draw the pictures of docs/screenshots/")
    parser.add_argument("--all", action="store_true", help="every scene in both sizes and all three themes")
    parser.add_argument("--dress", choices=DRESSES, nargs="+", default=(), help="only in these")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="the language of the screens")
    chosen = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["TZ"] = HANNOVER
    time.tzset()
    application = QApplication(sys.argv[:1])
    words.use(chosen.lang)
    wanted = [scene for scene in SCENES if scene.file.startswith(chosen.only)]
    asked = tuple(DRESSES) if chosen.all else chosen.dress
    complaints: list[str] = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        if chosen.docs:
            out = Path("docs/screenshots")
            wanted = [scene for scene in wanted if scene.file in DOCS]
            for stage, scene in staged(wanted, Path(folder)):
                style.apply(application, "light")
                complaints += paint(stage, scene, out / f"{DOCS[scene.file]}.png")
        else:
            for stage, scene in staged(wanted, Path(folder)):
                for name in asked or usual(scene):
                    style.apply(application, *DRESSES[name])
                    complaints += paint(stage, scene, chosen.out / f"{scene.file}-{name}.png")
    print(*complaints, sep="\n")
    return 1 if complaints else 0


def usual(scene: Scene) -> tuple[str, ...]:
    """The dresses a scene is drawn in where nobody asks for others."""
    return ("100", "200", *(f"100-{theme}" for theme in scene.themes))


def stages(scenes: Iterable[Scene]) -> list[list[Scene]]:
    """The scenes of each stage, in order."""
    found: dict[object, list[Scene]] = {}
    for scene in scenes:
        found.setdefault(scene.world, []).append(scene)
    return list(found.values())


def staged(scenes: Iterable[Scene], folder: Path) -> Iterator[tuple[Stage, Scene]]:
    """Each scene on its stage, one stage after the other."""
    for place, same in enumerate(stages(scenes)):
        stage = Stage(folder / str(place))
        same[0].world(stage)
        for scene in same:
            yield stage, scene
            if scene.world is worlds.forms:
                worlds.put_away(stage)
        stage.close()


if __name__ == "__main__":
    raise SystemExit(main())
