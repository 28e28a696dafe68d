"""Reading and writing: the two kinds of transaction there are, and the border for database errors.

`writing` begins IMMEDIATE in SQLite: a read that becomes a write fails at once when another writes (001, 002).
On a server there are several writers at once; what must be one after another locks a row (`store/streams.py`).
Nobody above this file sees a database's own error: its text may hold the key or a citizen's name.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolEmpty
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged, DiskFull, Trouble
from mobile_office.store.remembered import forget

_FULL, _CORRUPT, _NOT_A_DATABASE = 13, 11, 26
_BUSY, _LOCKED = 5, 6
_READ_ONLY, _CANNOT_READ_OR_WRITE, _CANNOT_OPEN = 8, 10, 14

# What a server says, by its SQLSTATE or how that begins.
_OF_A_SERVER = {
    "store_busy": (
        "40",
        "55P03",
        "55006",
        "57014",
        "53",
        "25P03",
    ),  # not serialised, deadlock, lock, too many
    "database_gone": ("08", "57P"),  # the connection was lost, or the server is going down
    "store_unwritable": ("25006", "58"),  # a standby; or a disk that does not answer
    "database_forbidden": ("28", "3D000", "42501"),  # who may not, and a database that is not there
}
_SERVER_FULL, _SERVER_DAMAGED = "53100", "XX"


class ServerSaid(RuntimeError):
    """A server refused what it should not have: a bug. Carries the SQLSTATE and not the words, which quote values."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(f"the database server said {sqlstate}")
        self.sqlstate = sqlstate


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the store. Raises Trouble."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A writer's transaction: durable when the block ends, gone when it raises; in SQLite the only one.

    Raises DiskFull, Damaged or Trouble ("store_busy", "store_unwritable", "database_gone", "database_forbidden").
    After "database_gone" it may have been made durable all the same: whatever is done is safe to repeat.
    """
    try:
        with translated(), engine.connect() as connection:
            connection.execution_options(is_writing=True)
            with connection.begin():
                yield connection
    finally:
        forget(engine)


def begin_by_kind(engine: Engine) -> None:
    """Make an SQLite engine begin as `reading` and `writing` say; its driver must be in autocommit."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a database says about the disk, the file or the server into our words; bugs pass.

    Raises ServerSaid for a bug that a server has found.
    """
    try:
        yield
    except DBAPIError as problem:
        if hasattr(
            problem.orig, "sqlstate"
        ):  # told by this, so that a laptop need not load the server's driver
            raise _of_a_server(problem) from None
        if trouble := _trouble(problem.orig):
            raise trouble from None
        raise
    except PoolEmpty:
        raise Trouble("store_busy") from None
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


def _of_a_server(problem: DBAPIError) -> Trouble | ServerSaid:
    sqlstate = str(getattr(problem.orig, "sqlstate", None) or "")
    if not sqlstate and isinstance(problem, OperationalError | InterfaceError):
        return Trouble("database_gone")  # it said nothing: not reached, or lost on the way
    if sqlstate == _SERVER_FULL:
        return DiskFull()
    if sqlstate.startswith(_SERVER_DAMAGED):
        return Damaged(what="store")
    for code, beginnings in _OF_A_SERVER.items():
        if sqlstate.startswith(beginnings):
            return Trouble(code)
    return ServerSaid(sqlstate)
