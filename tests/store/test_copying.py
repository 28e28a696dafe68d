"""A copy of the office's database while it is written to."""

import threading
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged
from mobile_office.store.copying import check_copy, copy_to
from mobile_office.store.local import put_local
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_store


def test_a_copy_is_whole_though_somebody_writes_all_the_time(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "s.db", None)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with writing(engine) as connection:
                put_local(connection, f"k{number % 50}", "x" * 2000)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            copy_to(engine, tmp_path / f"copy{number}.db")
            check_copy(tmp_path / f"copy{number}.db")
    finally:
        stop.set()
        writer.join()
        close_store(engine)
    assert not (tmp_path / "copy0.db-wal").exists()


def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    for content in (b"no database" * 1000, b"SQLite format 3\0" + b"\xff" * 5000):
        (tmp_path / "x.db").write_bytes(content)
        with pytest.raises(Damaged):
            check_copy(tmp_path / "x.db")
