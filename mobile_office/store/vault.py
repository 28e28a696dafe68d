"""Opens the encrypted store: SQLCipher with a raw key, every pragma proved, brought to our tables.

A wrong key, a damaged file and a newer program's store are told apart. The key never stands in an
error or a log (security.md 1).
"""

import hmac
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged, DiskFull, Trouble, WrongKey
from mobile_office.store import durable_file
from mobile_office.store.integrity import check_pages
from mobile_office.store.remembered import remember
from mobile_office.store.transactions import begin_by_kind, reading, translated, writing
from mobile_office.store.upgrade import Kind, back_up, is_current, kept_revisions, upgrade

SAFE_SQLITE = (3, 51, 3)  # before it, two connections could corrupt the store (WAL reset)
_PLAIN = b"SQLite format 3\0"
_PAGE_BYTES = 4096  # what is smaller SQLite may take for a new file
_PATIENCE_MS = 5000

# What each connection is told, and what it must answer when asked again.
_PRAGMAS = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "temp_store": ("MEMORY", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "busy_timeout": (str(_PATIENCE_MS), _PATIENCE_MS),
}
_CIPHER_PRAGMAS = {
    "cipher_log_level": ("NONE", "NONE"),  # SQLCipher would write to stderr
    "cipher_memory_security": ("ON", "1"),
}


def open_store(path: Path, key: bytes | None, kind: Kind = "device") -> Engine:
    """Open or create a store and bring it to our tables; `key` is 32 raw bytes, None leaves it plain.

    Raises WrongKey, Damaged, TooNew, DiskFull, or Trouble when the folder cannot be written.
    """
    if dbapi2.sqlite_version_info < SAFE_SQLITE:
        raise Trouble("sqlite_too_old", version=dbapi2.sqlite_version)
    if key is not None:
        _check_key(path, key)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        hide_parameters=True,
    )
    begin_by_kind(engine)
    if kind == "device":
        remember(engine)
    try:
        _bring_to_our_tables(engine, path, kind)
        if key is not None:
            _prove_encrypted(path)
            _keep_mark(path, key)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_database(url: str) -> Engine:
    """Open an office's database and bring it to our tables: `sqlite:///path`, plain, or `postgresql://...`.

    Raises as `open_store`, or as `server.open_server`.
    """
    if url.startswith("postgresql"):
        from mobile_office.store.server import open_server  # the server's driver is loaded only for a server

        return open_server(url)
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite" or not path:
        raise Trouble("database_unsupported", scheme=url.partition(":")[0])
    return open_store(Path(path), None, "office")


def close_store(engine: Engine) -> None:
    """Close every connection, so that the write-ahead log goes into the file."""
    engine.dispose()


def check_store(engine: Engine) -> None:
    """Look at every page; after an unclean exit, and daily. Raises Damaged(what="store"), Trouble("store_busy")."""
    check_pages(engine)


def _bring_to_our_tables(engine: Engine, path: Path, kind: Kind) -> None:
    with reading(engine) as connection:
        if is_current(connection, kind):
            return
        revisions = kept_revisions(connection)
    if revisions:
        with translated(), engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        back_up(path, revisions)
    with writing(engine) as connection:
        upgrade(connection, kind)


def connect(path: Path, key: bytes | None) -> Any:
    """A connection of its own, outside any pool, told and asked everything. Raises Damaged for a wrong key, too."""
    try:
        with translated():
            return _connected(path, key)
    except Trouble as trouble:
        # SQLite says of its log's index that it could not be made, and not that it found no room.
        if trouble.code == "store_unwritable" and durable_file.is_full(path.parent):
            raise DiskFull from None
        raise


def _connected(path: Path, key: bytes | None) -> Any:
    connection = dbapi2.connect(
        str(path), timeout=_PATIENCE_MS / 1000, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(connection.execute, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(execute: Callable[[str], Any], key: bytes | None) -> None:
    if key is not None:
        execute(f"PRAGMA key = \"x'{hex_of(key)}'\"")
        _set(execute, _CIPHER_PRAGMAS)
    # A wrong key shows only on the first read.
    execute("SELECT count(*) FROM sqlite_master").fetchall()
    _set(execute, _PRAGMAS)


def _set(execute: Callable[[str], Any], pragmas: Mapping[str, tuple[str, object]]) -> None:
    for name, (value, expected) in pragmas.items():
        execute(f"PRAGMA {name} = {value}")
        row = execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != expected:
            raise Trouble("store_unsafe", pragma=name)


def hex_of(key: bytes) -> str:
    """A key as SQLCipher takes it raw: 64 hex digits. Raises ValueError for anything but 32 bytes."""
    text = key.hex()
    # SQLCipher takes anything else silently as a passphrase.
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise ValueError("the store's key must be 32 bytes")
    return text


def _check_key(path: Path, key: bytes) -> None:
    """Tell a wrong key from a damaged file: SQLCipher gives the same answer to both.

    Beside a store that has opened once lies a mark of its key (HMAC of a constant: it says nothing
    about 256 random bits). With the mark and without the store, the store is lost and not new.
    """
    mark, kept = _mark(key), _mark_file(path)
    is_there = path.exists() and path.stat().st_size >= _PAGE_BYTES
    if is_there:
        _prove_encrypted(path)
    if not kept.exists():
        return
    if not is_there:
        raise Damaged(what="store")
    # While the key is being changed there are two, one a line: which it has become shows when it opens.
    if not any(hmac.compare_digest(line, mark) for line in kept.read_bytes().split(b"\n")):
        raise WrongKey


def expect_keys(path: Path, *keys: bytes) -> None:
    """From now on the store is known to have one of these keys; durable when this returns."""
    durable_file.write(_mark_file(path), b"\n".join(map(_mark, keys)))


def _keep_mark(path: Path, key: bytes) -> None:
    if not _mark_file(path).exists():
        durable_file.write(_mark_file(path), _mark(key))


def _mark(key: bytes) -> bytes:
    return hmac.digest(bytes.fromhex(hex_of(key)), b"mobile-office|store", "sha256").hex().encode()


def _mark_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.check")


def _prove_encrypted(path: Path) -> None:
    # Without a key hook SQLCipher would have made the file in clear, and said nothing.
    if _first_bytes(path) == _PLAIN:
        raise Damaged("store_in_clear", what="store")


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_PLAIN))
