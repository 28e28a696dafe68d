"""Adding a row unless there is one of its key: in one statement, so that of two writers one is the first."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite

_COUNTED = {"preserve_rowcount": True}  # else it is lost with an INSERT's cursor


def insert_new(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; False, and nothing changed, when a row stands in its way in a key or a unique constraint.

    On a server this waits for another writer who has just inserted one, and sees it if that is kept.
    """
    if connection.dialect.name == "sqlite":
        added = insert_in_sqlite(table).on_conflict_do_nothing().values(values)
        return connection.execute(added, execution_options=_COUNTED).rowcount == 1
    from sqlalchemy.dialects.postgresql import insert  # loaded with the server's driver, never on a laptop

    added_there = insert(table).on_conflict_do_nothing().values(values)
    return connection.execute(added_there, execution_options=_COUNTED).rowcount == 1
