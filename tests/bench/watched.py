"""The scripted day's actor with a watch on its window: every standstill is a line of the file named in `STALLS`.

The pictures of the day, and the script's looking for something on the screen, are no affair of the program and do not
count; locking replaces the process, which goes on writing.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from mobile_office.app import App
from mobile_office.demo.day import actor
from mobile_office.demo.day.stage import Stage
from tests.bench.standing import Standing

FILE = "STALLS"
P = ParamSpec("P")
R = TypeVar("R")


def main() -> int:
    """Play as the actor does, watched."""
    file = Path(os.environ[FILE]).open("a", encoding="utf-8")  # noqa: SIM115  open until the process ends
    plain_play, plain_picture = actor.play, Stage.picture

    def play(out: Path, app: App) -> None:
        watch = Standing(file, (out / actor.NEXT).read_text(encoding="utf-8"))
        app.unlock.watch = watch  # type: ignore[attr-defined]  # lives as long as the program

        def picture(stage: Stage, name: str) -> None:
            stage.pause(250)  # what was just built is laid out meanwhile, and that does count
            with watch.aside():
                plain_picture(stage, name)

        Stage.picture = picture  # type: ignore[method-assign, assignment]
        for name in ("there", "says"):
            setattr(Stage, name, aside(watch, getattr(Stage, name)))
        plain_play(out, app)

    actor.play = play
    return actor.main()


def aside(watch: Standing, look: Callable[P, R]) -> Callable[P, R]:
    """`look`, not counted."""

    @wraps(look)
    def looked(*args: P.args, **kwargs: P.kwargs) -> R:
        with watch.aside():
            return look(*args, **kwargs)

    return looked


if __name__ == "__main__":
    sys.exit(main())
