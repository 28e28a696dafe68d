"""Reading and writing, and what a database says about the disk in our words."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from mobile_office.domain.errors import DiskFull, Trouble
from mobile_office.store.local import Local, get_local, put_local
from mobile_office.store.transactions import reading, translated, writing


def begin_and_fail(engine: Engine) -> None:
    with writing(engine) as connection:
        put_local(connection, "chain", "c1")
        raise RuntimeError


def fill_the_disk(engine: Engine, pages: int) -> None:
    with writing(engine) as connection:
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        put_local(connection, "big", "x" * 1_000_000)


def test_a_block_that_raises_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError):
        begin_and_fail(engine)
    assert Local(engine).get("chain") is None


def test_a_reader_keeps_its_view_while_another_writes(engine: Engine) -> None:
    Local(engine).put("n", 1)
    with reading(engine) as view:
        assert get_local(view, "n") == 1
        Local(engine).put("n", 2)
        assert get_local(view, "n") == 1
    assert Local(engine).get("n") == 2


def test_a_writer_holds_the_store_from_its_beginning(engine: Engine) -> None:
    order = []

    def second() -> None:
        with writing(engine) as connection:
            order.append(get_local(connection, "n"))

    with writing(engine) as connection:
        thread = threading.Thread(target=second)
        thread.start()
        put_local(connection, "n", 1)
        order.append("first")
    thread.join()
    assert order == ["first", 1]


def test_a_full_disk_is_a_full_disk_and_nothing_is_lost(engine: Engine) -> None:
    local = Local(engine)
    local.put("chain", "c1")
    with reading(engine) as connection:
        pages = int(connection.scalar(text("PRAGMA page_count")) or 0)
    with pytest.raises(DiskFull):
        fill_the_disk(engine, pages)
    assert local.get("chain") == "c1"


def test_a_store_that_became_read_only_is_said(engine: Engine) -> None:
    with reading(engine) as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    with pytest.raises(Trouble) as caught:
        Local(engine).put("chain", "c1")
    assert caught.value.code == "store_unwritable"


def test_the_databases_own_words_do_not_come_along(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    with pytest.raises(Trouble) as caught, translated():
        dbapi2.connect(str(tmp_path / "missing" / "Mustermann.db"))
    assert caught.value.__cause__ is None
    assert "Mustermann" not in str(caught.value)
