"""Every page is looked at while others save, without a false alarm; and it ends when told to."""

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.store import integrity
from mobile_office.store.integrity import check_pages
from mobile_office.store.journal import Journal
from mobile_office.store.local import Local
from mobile_office.store.transactions import reading, writing
from mobile_office.store.vault import close_store, open_store
from tests.store.hand import STREAM, Hand


def test_a_sound_store_passes_and_its_log_is_empty_afterwards(path: Path, engine: Engine) -> None:
    Hand(Journal(engine, STREAM)).submit("B-2026-00001-A")
    assert check_pages(engine)
    assert path.with_name("store.db-wal").stat().st_size == 0


def test_saving_goes_on_meanwhile_and_is_no_alarm(engine: Engine) -> None:
    local, waits, over = Local(engine), list[float](), threading.Event()

    def save() -> None:
        for n in range(10_000):
            began = time.monotonic()
            local.put(f"fact {n % 40}", "x" * 3000)
            waits.append(time.monotonic() - began)
            if over.wait(0.002):
                break

    saving = threading.Thread(target=save)
    saving.start()
    try:
        assert all(check_pages(engine) for _ in range(5))
    finally:
        over.set()
        saving.join()
    assert len(waits) > 5
    assert max(waits) < 2  # seconds, on any machine; a writer that is kept out waits for five


def test_an_index_that_lacks_a_row_is_damage_though_every_page_is_sealed(engine: Engine) -> None:
    Hand(Journal(engine, STREAM)).submit("B-2026-00001-A")
    with writing(engine) as connection:
        connection.execute(text("PRAGMA writable_schema = ON"))
        connection.execute(
            text(
                "UPDATE sqlite_master SET sql = replace(sql, 'subject', 'chain') WHERE name = 'entry_subject'"
            )
        )
    assert not _seal_is_broken(engine)
    with pytest.raises(Damaged):
        check_pages(engine)


def _seal_is_broken(engine: Engine) -> bool:
    with reading(engine) as connection:
        return bool(connection.execute(text("PRAGMA cipher_integrity_check")).all())


def test_it_ends_when_told_to(engine: Engine) -> None:
    assert check_pages(engine, lambda: True) is False


def test_it_ends_within_the_tree_too(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "_STEPS", 1)
    asked = iter([False] * 40)
    assert check_pages(engine, lambda: next(asked, True)) is False


def test_a_log_that_never_empties_is_no_damage(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "_TRIES", 2)
    monkeypatch.setattr(integrity, "_SHORT_MS", 1)
    local = Local(engine)
    local.put("before", 1)
    with reading(engine) as connection:
        connection.execute(text("SELECT count(*) FROM local")).all()
        local.put("after", 2)
        with pytest.raises(Trouble) as caught:
            check_pages(engine)
    assert caught.value.code == "store_busy"
    assert check_pages(engine)


def test_the_offices_plain_store_is_looked_at_as_well(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "office.db", None, "office")
    try:
        assert check_pages(engine)
    finally:
        close_store(engine)
