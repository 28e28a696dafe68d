"""Looks at every page of a store while people go on working: its seal (HMAC), its place in the tree, each index.

The file is held still for the seals (0.2 s for 100 MB), the tree is read in one view (0.9 s for 100 MB); both let
others save, whose work waits in the write-ahead log. What was put back whole, with its seal, only the chain tells.
"""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.store.transactions import translated

_INTERRUPTED = 9  # SQLite's word for a progress handler that said stop
_STEPS = 2_000  # of SQLite between two looks at `stop`: a millisecond or two
_SHORT_MS, _PAUSE = 100, 0.05
_TRIES = 60  # to find the log empty: 9 s at most
Stop = Callable[[], bool]


def check_pages(engine: Engine, stop: Stop = lambda: False) -> bool:
    """Look at every page; False when `stop` ended it. Raises Damaged(what="store"), Trouble("store_busy").

    On a connection of its own: FTS5 gives a false alarm on one that remembers an index another has written since.
    `integrity_check` looks at all that `quick_check` does, and holds each index to its table as well: that is where
    a page put back alone shows.
    """
    fresh = engine.pool.recreate()
    try:
        with translated(), closing(fresh.connect()) as connection:
            raw: Any = connection.driver_connection
            raw.set_progress_handler(lambda: int(stop()), _STEPS)
            try:
                found = _seals(raw, stop) or [row[0] for row in raw.execute("PRAGMA integrity_check")]
            except dbapi2.OperationalError as problem:
                if getattr(problem, "sqlite_errorcode", 0) != _INTERRUPTED:
                    raise
                return False
            finally:
                raw.set_progress_handler(None, 0)
    finally:
        fresh.dispose()
    if stop():
        return False
    if found != ["ok"]:
        raise Damaged(what="store")
    return True


def _seals(raw: Any, stop: Stop) -> list[str]:
    """What `cipher_integrity_check` finds in the file, with nothing in the log and nothing coming from it.

    A reader that begins while the log is empty reads the file alone, and until it ends nobody may carry pages from
    the log into the file: without that, the check meets pages half old and half new and gives a false alarm.
    """
    log = Path(f"{raw.execute('PRAGMA database_list').fetchone()[2]}-wal")
    raw.execute(f"PRAGMA busy_timeout = {_SHORT_MS}")  # who waits for the log keeps others from saving
    for _ in range(_TRIES):
        is_busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not is_busy:
            raw.execute("BEGIN")
            try:
                raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
                if not log.exists() or not log.stat().st_size:
                    return [row[0] for row in raw.execute("PRAGMA cipher_integrity_check")]
            finally:
                raw.execute("ROLLBACK")
        if stop():
            return []
        time.sleep(_PAUSE)
    raise Trouble("store_busy")
