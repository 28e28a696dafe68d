"""A consistent copy of an office's SQLite database while it serves, and whether a file is a database in order."""

from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged
from mobile_office.store.transactions import translated


def copy_to(engine: Engine, path: Path) -> None:
    """Copy the whole database as it is at one moment; nobody waits for it, and it waits for nobody.

    `path` must not exist yet. The copy is as plain as the database. Raises DiskFull, Trouble.
    """
    with translated():
        target = dbapi2.connect(str(path))
        try:
            with engine.connect() as connection:
                connection.connection.driver_connection.backup(target)  # type: ignore[union-attr]  # SQLite's own
            target.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, without a log beside it
        finally:
            target.close()


def check_copy(path: Path) -> None:
    """Look at every page of a database's file. Raises Damaged(what="backup")."""
    try:
        with translated():
            opened = dbapi2.connect(f"file:{path}?mode=ro", uri=True)
            try:
                found = opened.execute("PRAGMA quick_check").fetchall()
            finally:
                opened.close()
    except (Damaged, dbapi2.Error):
        raise Damaged(what="backup") from None
    if found != [("ok",)]:
        raise Damaged(what="backup")
