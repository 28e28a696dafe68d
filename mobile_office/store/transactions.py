"""Reading and writing: the two kinds of transaction there are, and the border for database errors.

`writing` begins IMMEDIATE: a read that becomes a write fails at once when another writes (001, 002).
Nobody above this file sees a database's own error: its text may hold the key or a citizen's name.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged, DiskFull, Trouble

_FULL, _CORRUPT, _NOT_A_DATABASE = 13, 11, 26
_BUSY, _LOCKED = 5, 6
_READ_ONLY, _CANNOT_READ_OR_WRITE, _CANNOT_OPEN = 8, 10, 14


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the store. Raises Trouble."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The only writer's transaction: durable when the block ends, gone when it raises.

    Raises DiskFull, Damaged or Trouble ("store_busy", "store_unwritable").
    """
    with translated(), engine.connect() as connection:
        connection.execution_options(is_writing=True)
        with connection.begin():
            yield connection


def begin_by_kind(engine: Engine) -> None:
    """Make an SQLite engine begin as `reading` and `writing` say; its driver must be in autocommit."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a database says about the disk or the file into our words; bugs pass."""
    try:
        yield
    except DBAPIError as problem:
        if trouble := _trouble(problem.orig):
            raise trouble from None
        raise
    except dbapi2.Error as problem:
        if trouble := _trouble(problem):
            raise trouble from None
        raise


def _trouble(problem: BaseException | None) -> Trouble | None:
    # An extended code carries its kind in the lowest byte.
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code == _FULL:
        return DiskFull()
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return Damaged(what="store")
    if code in (_BUSY, _LOCKED):
        return Trouble("store_busy")
    if code in (_READ_ONLY, _CANNOT_READ_OR_WRITE, _CANNOT_OPEN):
        return Trouble("store_unwritable")
    return None
