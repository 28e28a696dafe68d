"""Tidying: what was erased leaves every page of the store's file, its log, and copies beside it.

`secure_delete` zeroes what is deleted, but not the copies that stay where the database has moved rows
between pages; and the log holds pages as they were (security.md 6). So the file is written anew.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine

from mobile_office.store import durable_file
from mobile_office.store.local import get_local, put_local
from mobile_office.store.transactions import reading, translated, writing

_UNTIDY = "untidy"


def mark_untidy(connection: Connection) -> None:
    """Note, in the transaction that erases, that the file still has to be tidied; kept over restarts."""
    put_local(connection, _UNTIDY, True)


def tidy(engine: Engine) -> bool:
    """Tidy a device's store if something was erased since the last time; False: not finished, try again.

    Belongs on the one writer; takes about a second for each 100 MB. It cannot finish while somebody still
    reads the state from before. Raises DiskFull, or Trouble("store_busy") while somebody else writes.
    """
    with reading(engine) as connection:
        if not get_local(connection, _UNTIDY):
            return True
    if not rewrite(engine):
        return False
    with writing(engine) as connection:
        put_local(connection, _UNTIDY, False)
    return True


def rewrite(engine: Engine) -> bool:
    """Write the whole store anew without what was erased, log and copies included; False: somebody still reads.

    On a server its own VACUUM, which forgets the erased rows (docs/operations.md says what of its logs). Raises as `tidy`.
    """
    if engine.dialect.name != "sqlite":
        return _vacuum(engine)
    with translated(), engine.connect() as connection:
        raw = connection.connection.cursor()
        for _, name, file in raw.execute("PRAGMA database_list").fetchall():
            if name == "main":
                _drop_copies(Path(file))
        raw.execute("VACUUM").fetchall()
        is_busy = bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    return not is_busy


def _drop_copies(store: Path) -> None:
    """A copy made before an upgrade (`upgrade.back_up`) holds everything that was erased since."""
    for copy in store.parent.glob(f"{store.name}.before-*"):
        durable_file.remove(
            copy
        )  # durable before the store says it is tidy: a power cut must not bring it back


def _vacuum(engine: Engine) -> bool:
    with translated(), engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in ("entry", "case_line", "office_blob_chunk"):
            alone.exec_driver_sql(f"VACUUM {table}")
    return True
