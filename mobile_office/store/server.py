"""The office's database on a PostgreSQL server (15 or newer): opened, checked, brought to our tables.

Several processes may do so at the same moment. Only `vault.open_database` comes here, and only for such a URL:
a laptop never loads the driver.
"""

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from mobile_office.domain.errors import Trouble
from mobile_office.store.transactions import ServerSaid, writing
from mobile_office.store.upgrade import is_current, upgrade

SCHEMES = ("postgresql", "postgresql+psycopg")
OLDEST = 15  # of the server; the oldest that is tested and still maintained
_CONNECTIONS = 15  # of one process; a server has 100 by default, so several processes have room
_QUEUE = 20.0  # seconds to wait for a free one
_PATIENCE = 20  # seconds to wait for a lock, or a server that does not answer
_MIGRATING = "10min"  # how long another process may be bringing the tables up before we give up
# A process that froze may not hold the stream's row for ever.
_SESSION = f"-c lock_timeout={_PATIENCE}s -c idle_in_transaction_session_timeout=60s"
_ALREADY_THERE = ("23505", "42P07")  # what two who make the same table at once are told
_ALEMBICS = (
    "CREATE TABLE IF NOT EXISTS alembic_version"
    " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def open_server(url: str) -> Engine:
    """Open an office's database (`postgresql://user:password@host/name`) and bring it to our tables.

    Raises Trouble (database_unsupported, database_too_old, database_gone, store_busy ...) or TooNew.
    """
    engine = create_engine(
        _with_driver(url),
        pool_pre_ping=True,  # a server that was restarted costs nobody an error
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_QUEUE,
        hide_parameters=True,
        connect_args={"options": _SESSION, "connect_timeout": _PATIENCE, "application_name": "mobile-office"},
    )
    _begin_by_kind(engine)
    try:
        _bring_to_our_tables(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _with_driver(url: str) -> URL:
    try:
        read = make_url(url)
    except (ArgumentError, ValueError):
        raise Trouble("database_unsupported", scheme=url.partition(":")[0]) from None
    if read.drivername not in SCHEMES:
        raise Trouble("database_unsupported", scheme=read.drivername)
    return read.set(drivername="postgresql+psycopg")


def _begin_by_kind(engine: Engine) -> None:
    """Begin as `reading` and `writing` say; the driver says it with its BEGIN, so it costs no round trip.

    A writer sees what others have committed before each of its statements: after the lock on the stream's row
    that is everything. A repeatable read would hold what was there before the lock.
    """
    from psycopg import IsolationLevel

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing", False)
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.isolation_level = (
            IsolationLevel.READ_COMMITTED if is_writing else IsolationLevel.REPEATABLE_READ
        )
        driver.read_only = not is_writing


def _bring_to_our_tables(engine: Engine) -> None:
    try:
        _migrate(engine)
    except ServerSaid as said:
        if said.sqlstate not in _ALREADY_THERE:
            raise
        _migrate(engine)  # another process has just made the first table


def _migrate(engine: Engine) -> None:
    """All steps in one transaction, one process after another: Alembic's own table is what they wait for."""
    with writing(engine) as connection:
        _check_version(connection)
        connection.execute(text(f"SET LOCAL lock_timeout = '{_MIGRATING}'"))
        if is_current(connection, "office"):
            return
        connection.execute(text(_ALEMBICS))
        connection.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
        if not is_current(connection, "office"):
            upgrade(connection, "office")


def _check_version(connection: Connection) -> None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10000
    if version < OLDEST:
        raise Trouble("database_too_old", version=version, oldest=OLDEST)
