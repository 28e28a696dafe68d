"""The actor: the real program in a process of its own, playing the scene named in the file `next`.

Locking replaces this process; the fresh one reads the next scene's name and plays on.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from mobile_office.app import App, run
from mobile_office.demo.day.bus import BUS
from mobile_office.demo.day.city import CITY
from mobile_office.demo.day.reviewing import REVIEWING
from mobile_office.demo.day.stage import Missing, Stage

NEXT = "next"
SCENES: dict[str, Callable[[Stage], str]] = {**BUS, **REVIEWING, **CITY}


def play(out: Path, app: App) -> None:
    """Play one scene when the event loop runs; then quit, or lock and let the fresh process play on."""
    name = (out / NEXT).read_text(encoding="utf-8")
    stage = Stage(app, out)
    QTimer.singleShot(0, partial(_play, name, stage))


def _play(name: str, stage: Stage) -> None:
    try:
        following = SCENES[name](stage)
        (stage.out / NEXT).write_text(following, encoding="utf-8")
        if following:
            assert stage.app.shift is not None
            stage.app.shift.window.lock()
        stage.app.close()
    except Missing as missing:
        stage.picture("stopped-here")
        print(f"  FAILED  {name}: {missing} is not on the screen", flush=True)
        os._exit(1)
    except Exception:  # noqa: BLE001  whatever ends a scene ends the day, with its place
        traceback.print_exc()
        stage.picture("stopped-here")
        os._exit(1)
    sys.stdout.flush()
    os._exit(0)


def main() -> int:
    """Start the program in a home and play."""
    parser = argparse.ArgumentParser(prog="python -m mobile_office.demo.day.actor")
    for name in ("--home", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--backoffice", required=True)
    options = parser.parse_args()
    return run(options.home, options.backoffice, partial(play, options.out))


if __name__ == "__main__":
    sys.exit(main())
