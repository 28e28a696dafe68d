"""A bare connection: `sqlcipher3` with the store's own key and pragmas, and nothing of ours above it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=5000",
)
CIPHER_PRAGMAS = ("cipher_log_level=NONE", "cipher_memory_security=ON")


def connect(path: Path, key: bytes) -> Any:
    """An open connection in autocommit."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in (*CIPHER_PRAGMAS, *PRAGMAS):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def row(connection: Any, query: str, *values: Any) -> dict[str, Any]:
    """One row by its columns' names, as the database holds it."""
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def insert(table: str, columns: Sequence[str] | Mapping[str, Any]) -> str:
    """The statement that inserts a row of these columns, values by name."""
    names = ", ".join(columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in columns)})"
