"""The vault: encrypted from the first byte, every pragma proved, each kind of trouble told apart."""

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged, DiskFull, TooNew, Trouble, WrongKey
from mobile_office.store import durable_file, vault
from mobile_office.store.journal import Journal
from mobile_office.store.local import Local
from mobile_office.store.transactions import reading, writing
from mobile_office.store.vault import check_store, close_store, open_database, open_store
from tests.fresh import fresh
from tests.store.hand import STREAM, Hand

WRONG = bytes(32)


def close_with_content(engine: Engine) -> None:
    Hand(Journal(engine, STREAM)).submit("B-2026-00001-A")
    close_store(engine)


def open_and_check(path: Path, key: bytes) -> None:
    engine = open_store(path, key)
    try:
        check_store(engine)
    finally:
        close_store(engine)


def test_the_file_begins_with_nothing_an_sqlite_file_begins_with(path: Path, engine: Engine) -> None:
    close_with_content(engine)
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"Mustermann" not in data
    assert not path.with_name("store.db-wal").exists()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
        ("cipher_memory_security", "1"),
        ("cipher_log_level", "NONE"),
    ],
)
def test_each_connection_has_each_pragma(engine: Engine, pragma: str, value: object) -> None:
    with reading(engine) as first, reading(engine) as second:
        for connection in (first, second):
            assert connection.scalar(text(f"PRAGMA {pragma}")) == value


class Otherwise:
    """A connection on which one pragma stays as it is, whatever it is told, and says so."""

    def __init__(self, connection: Any, pragma: str) -> None:
        self._connection, self._pragma = connection, pragma

    def execute(self, statement: str) -> Any:
        if statement == f"PRAGMA {self._pragma}":
            return self._connection.execute("SELECT 'otherwise'")
        return self._connection.execute(statement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.mark.parametrize("pragma", [*vault._PRAGMAS, *vault._CIPHER_PRAGMAS])
def test_a_connection_that_answers_otherwise_is_refused(
    path: Path, key: bytes, engine: Engine, pragma: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_store(engine)
    connect = dbapi2.connect
    monkeypatch.setattr(dbapi2, "connect", lambda *a, **k: Otherwise(connect(*a, **k), pragma))
    with pytest.raises(Trouble) as caught:
        open_store(path, key)
    assert (caught.value.code, caught.value.details) == ("store_unsafe", {"pragma": pragma})


@pytest.mark.parametrize("pragma", vault._PRAGMAS)
def test_an_offices_connection_that_answers_otherwise_is_refused(
    tmp_path: Path, pragma: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh(tmp_path / "office.db", None, "office")
    connect = dbapi2.connect
    monkeypatch.setattr(dbapi2, "connect", lambda *a, **k: Otherwise(connect(*a, **k), pragma))
    with pytest.raises(Trouble) as caught:
        open_database(f"sqlite:///{tmp_path}/office.db")
    assert (caught.value.code, caught.value.details) == ("store_unsafe", {"pragma": pragma})


def test_every_pragma_of_the_design_is_told_and_asked() -> None:
    told = {name: value for name, (value, _) in (*vault._PRAGMAS.items(), *vault._CIPHER_PRAGMAS.items())}
    assert (
        told.items()
        >= {
            "journal_mode": "WAL",
            "synchronous": "FULL",
            "temp_store": "MEMORY",
            "foreign_keys": "ON",
            "secure_delete": "ON",
            "cipher_memory_security": "ON",
            "cipher_log_level": "NONE",
            "busy_timeout": "5000",
        }.items()
    )


def test_an_offices_sqlite_that_could_corrupt_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "SAFE_SQLITE", (99, 0, 0))
    with pytest.raises(Trouble) as caught:
        open_database(f"sqlite:///{tmp_path}/office.db")
    assert caught.value.code == "sqlite_too_old"


def test_what_was_written_is_there_after_opening_again(path: Path, key: bytes, engine: Engine) -> None:
    Local(engine).put("chain", "c1")
    close_store(engine)
    again = open_store(path, key)
    assert Local(again).get("chain") == "c1"
    close_store(again)


def test_a_wrong_key_is_a_wrong_key_and_changes_nothing(path: Path, engine: Engine) -> None:
    close_with_content(engine)
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        open_store(path, WRONG)
    assert path.read_bytes() == before


def test_a_key_of_another_length_is_a_bug_and_is_not_shown(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes") as caught:
        open_store(path, b"\x41" * 31)
    assert "4141" not in str(caught.value)
    assert not path.exists()


@pytest.mark.parametrize("place", [0, 20, 4096 * 2 + 100])
def test_a_damaged_file_is_damaged_and_not_a_wrong_key(
    path: Path, key: bytes, engine: Engine, place: int
) -> None:
    close_with_content(engine)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"\xff" * 64)
    with pytest.raises(Damaged) as caught:
        open_and_check(path, key)
    assert caught.value.details["what"] == "store"


@pytest.mark.parametrize("length", [0, 1, 100, 4096 + 17])
def test_a_cut_file_is_damaged(path: Path, key: bytes, engine: Engine, length: int) -> None:
    close_with_content(engine)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(Damaged):
        open_store(path, key)


def test_a_store_that_vanished_is_damaged_and_not_begun_anew(path: Path, key: bytes, engine: Engine) -> None:
    close_with_content(engine)
    path.unlink()
    with pytest.raises(Damaged):
        open_store(path, key)
    assert not path.exists()


def test_a_plain_store_is_never_taken_for_ours(path: Path, key: bytes) -> None:
    close_store(open_store(path, None))
    with pytest.raises(Damaged):
        open_store(path, key)


def test_a_plain_file_of_something_else_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(b"no database at all, but long enough to be read as one" * 100)
    with pytest.raises(Damaged):
        open_store(path, None, "office")


def test_a_sound_store_passes_its_check(engine: Engine) -> None:
    Hand(Journal(engine, STREAM)).submit("B-2026-00001-A")
    check_store(engine)


def test_a_sound_office_passes_its_check(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/office.db")
    check_store(engine)
    close_store(engine)


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(
    path: Path, key: bytes, engine: Engine
) -> None:
    with writing(engine) as connection:
        connection.execute(
            text("UPDATE alembic_version SET version_num='device_9999' WHERE version_num LIKE 'd%'")
        )
    close_store(engine)
    with pytest.raises(TooNew) as caught:
        open_store(path, key)
    assert caught.value.details["revision"] == "device_9999"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(Trouble) as caught:
        open_store(tmp_path / "missing" / "store.db", key)
    assert caught.value.code == "store_unwritable"


def test_an_sqlite_that_could_corrupt_a_store_is_refused(
    path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "SAFE_SQLITE", (99, 0, 0))
    with pytest.raises(Trouble) as caught:
        open_store(path, key)
    assert caught.value.code == "sqlite_too_old"
    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_an_unknown_database_is_refused_by_its_scheme_only(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        open_database("oracle://user:secret@host/db")
    assert "secret" not in str(caught.value)


def test_no_error_and_no_log_shows_a_value_or_the_key(
    engine: Engine, key: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(SQLAlchemyError) as caught, writing(engine) as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Mustermann"})
    for told in (str(caught.value), repr(caught.value), caplog.text, repr(engine), repr(engine.pool)):
        assert "Mustermann" not in told
        assert key.hex() not in told


def test_a_store_that_finds_no_room_to_open_says_that_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable_file, "_LEAST", 1 << 62)
    (tmp_path / "store.db").mkdir()  # the database says no more than that it cannot be opened
    with pytest.raises(DiskFull):
        vault.connect(tmp_path / "store.db", None)
