"""Kills an upgrade at chosen moments: `python -m tests.store.released.kill STORE FOLDER [MOMENT ...]`.

Moments are counted from 0: before and after each statement, and before each commit. Each is its own process, forked
after everything is loaded, and its own copy of the store in `FOLDER/<moment>/`; without moments all there are.
Prints how many there are.
"""

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

import alembic.command  # loaded before the forks
import alembic.config  # noqa: F401
from sqlalchemy import Engine, event

from mobile_office.store.vault import close_store, open_store
from tests.store.released.make import KEY

_ENDED = 0


def main(store: Path, folder: Path, moments: list[int]) -> None:
    """Try each moment; without any go on until one outlives the upgrade."""
    for moment in moments or count():
        place = folder / f"{moment}"
        place.mkdir(parents=True)
        shutil.copyfile(store, place / "store.db")
        child = os.fork()
        if child == 0:
            _upgrade(place / "store.db", moment)
        if os.waitpid(child, 0)[1] == _ENDED:
            shutil.rmtree(place)
            print(moment)
            return
    print(len(moments))


def _upgrade(store: Path, moment: int) -> None:
    passed = count()

    def look(*_: object, **__: object) -> None:
        if next(passed) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, look)
    close_store(open_store(store, KEY))
    os._exit(_ENDED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [int(each) for each in sys.argv[3:]])
