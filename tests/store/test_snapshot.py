"""Copies of an encrypted store while it is written to: whole, as encrypted, without what was erased, stoppable."""

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.store.local import Local, put_local
from mobile_office.store.snapshot import check_snapshot, size_of, snapshot
from mobile_office.store.transactions import reading, writing
from mobile_office.store.vault import close_store, open_store

CANARY = "Mustermannsche Nachricht"


def test_a_writer_hardly_waits_and_the_copy_is_one_moment(path: Path, key: bytes, engine: Engine) -> None:
    with writing(engine) as connection:
        for number in range(400):
            put_local(connection, f"filler{number}", "x" * 20_000)
    stop, worst = threading.Event(), 0.0

    def write() -> None:
        nonlocal worst
        number = 0
        while not stop.is_set():
            number += 1
            begun = time.perf_counter()
            with writing(engine) as connection:  # both or neither
                put_local(connection, "one", number)
                put_local(connection, "two", number)
            worst = max(worst, time.perf_counter() - begun)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copy = path.with_name("copy.db")
        snapshot(engine, copy, lambda: None)
    finally:
        stop.set()
        writer.join()
    assert worst < 1, "seconds; a few milliseconds on an idle machine"
    check_snapshot(engine, copy)
    assert not copy.with_name("copy.db-wal").exists()
    again = open_store(copy, key)
    local = Local(again)
    assert local.get("one") == local.get("two")
    close_store(again)


def test_a_copy_is_encrypted_and_holds_nothing_erased(path: Path, engine: Engine) -> None:
    Local(engine).put("secret", CANARY)
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM local WHERE key = 'secret'"))
    copy = path.with_name("copy.db")
    snapshot(engine, copy, lambda: None)
    assert copy.read_bytes()[:15] != b"SQLite format 3"
    assert CANARY.encode() not in copy.read_bytes()
    assert abs(size_of(engine) - copy.stat().st_size) < 100_000


def test_what_is_raised_while_copying_ends_it_and_the_store_goes_on(path: Path, engine: Engine) -> None:
    with writing(engine) as connection:
        for number in range(400):
            put_local(connection, f"filler{number}", "x" * 20_000)

    def stop() -> None:
        raise Trouble("backup_stopped")

    with pytest.raises(Trouble, match="backup_stopped"):
        snapshot(engine, path.with_name("copy.db"), stop)
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM local")) == 400
    snapshot(engine, path.with_name("other.db"), lambda: None)


def test_a_copy_with_a_flipped_byte_or_another_key_is_not_in_order(
    path: Path, engine: Engine, tmp_path: Path
) -> None:
    Local(engine).put("one", 1)
    copy = path.with_name("copy.db")
    snapshot(engine, copy, lambda: None)
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    with pytest.raises(Damaged):
        check_snapshot(engine, copy)
    other = open_store(tmp_path / "other.db", bytes(reversed(range(32))))
    snapshot(other, tmp_path / "foreign.db", lambda: None)
    close_store(other)
    with pytest.raises(Damaged):
        check_snapshot(engine, tmp_path / "foreign.db")
