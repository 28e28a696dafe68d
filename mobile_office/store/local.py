"""Facts of this device by name: its chain, counters, when delivery tries again. Never personal data."""

from copy import deepcopy

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from mobile_office.canonical import Json
from mobile_office.store.remembered import remembered
from mobile_office.store.tables import local
from mobile_office.store.transactions import reading, writing

_GET = select(local.c.value).where(local.c.key == bindparam("name"))
_UPDATE = update(local).where(local.c.key == bindparam("name")).values(value=bindparam("value"))


class Local:
    """Named JSON values of one device, durable when `put` returns."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def get(self, key: str) -> Json | None:
        """The value, or None; the caller's own."""
        return deepcopy(self._kept(key))

    @remembered
    def _kept(self, key: str) -> Json | None:
        with reading(self.engine) as connection:
            return get_local(connection, key)

    def put(self, key: str, value: Json) -> None:
        """Keep a value in place of the one before."""
        with writing(self.engine) as connection:
            put_local(connection, key, value)


def get_local(connection: Connection, key: str) -> Json | None:
    """The value, or None, within a transaction."""
    return connection.scalar(_GET, {"name": key})


def put_local(connection: Connection, key: str, value: Json) -> None:
    """Keep a value, within a transaction."""
    if not connection.execute(_UPDATE, {"name": key, "value": value}).rowcount:
        connection.execute(insert(local), {"key": key, "value": value})


def count_on(connection: Connection, key: str) -> int:
    """One more than last time, from 1, within a transaction."""
    count = int(get_local(connection, key) or 0) + 1
    put_local(connection, key, count)
    return count
