"""The scripted day's actor with a watch on its window: every standstill is a line of the file named in `STALLS`.

The pictures of the day are the script's affair and do not count; locking replaces the process, which goes on writing.
"""

import os
import sys
from pathlib import Path

from mobile_office.app import App
from mobile_office.demo.day import actor
from mobile_office.demo.day.stage import Stage
from tests.bench.standing import Standing

FILE = "STALLS"


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
        plain_play(out, app)

    actor.play = play
    return actor.main()


if __name__ == "__main__":
    sys.exit(main())
