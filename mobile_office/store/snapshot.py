"""A consistent copy of an encrypted store while somebody works (Momentaufnahme), under the same key, and its proof.

`VACUUM INTO` reads one state in one read transaction, so no writer waits for it; what was erased is not in the copy,
and no log lies beside it. The copy is as encrypted as the store. Nothing here makes it durable: whoever asked does.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged
from mobile_office.store.transactions import translated

_STEPS = 200  # of the database's own machine between two looks: some ten rows


def size_of(engine: Engine) -> int:
    """About how many bytes a snapshot will have: the store's pages that are in use."""
    with translated(), closing(engine.raw_connection()) as connection:
        asked = ("page_count", "freelist_count", "page_size")
        cursor = connection.cursor()
        # SQLCipher tells some of them as text
        pages, free, size = (int(cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in asked)
    return (pages - free) * size


def snapshot(engine: Engine, path: Path, look: Callable[[], object]) -> None:
    """Copy an encrypted store into a file that must not exist yet. Raises DiskFull, Damaged, Trouble.

    `look` is called every few rows, on this thread; what it raises ends the copying and is raised.
    """
    raised: list[BaseException] = []

    def pause() -> int:
        try:
            look()
        except BaseException as error:  # noqa: BLE001  the database would print it and go on
            raised.append(error)
        return len(raised)

    with translated(), closing(engine.raw_connection()) as connection:
        driver = connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(pause, _STEPS)
        try:
            driver.execute("VACUUM INTO ?", (str(path),)).fetchall()
        except dbapi2.Error:
            if raised:
                raise raised[0] from None
            raise
        finally:
            driver.set_progress_handler(None, 0)


def check_snapshot(engine: Engine, path: Path) -> None:
    """Open a snapshot with the key of its store and look at every page. Raises Damaged(what="backup")."""
    fresh = engine.pool.recreate()  # what is attached must not stay with a connection that others use
    found: list[object] = []
    try:
        with closing(fresh.connect()) as connection:
            raw = connection.cursor()
            raw.execute("ATTACH ? AS copy", (str(path),))  # under the key of the store, as none is named
            found = [row[0] for row in raw.execute("PRAGMA copy.quick_check").fetchall()]
            entries = "SELECT count(*) FROM copy.entry", "SELECT count(*) FROM copy.local"
            for each in entries:
                raw.execute(each).fetchall()
            raw.execute("DETACH copy")
    except dbapi2.Error:
        raise Damaged(what="backup") from None
    finally:
        fresh.dispose()
    if found != ["ok"]:
        raise Damaged(what="backup")
