"""Another key for the store: the old one or the new one as a whole, whatever cuts it short, and never in a sentence."""

import os
import resource
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile_office.domain.errors import Damaged, DiskFull, Trouble, WrongKey
from mobile_office.store import rekeying, vault
from mobile_office.store.local import Local, put_local
from mobile_office.store.transactions import writing
from mobile_office.store.vault import check_store, close_store, connect, expect_keys, open_store

NEW = bytes(range(1, 33))
VALUE = "Löwenzahn " * 2000


@pytest.fixture
def store(engine: Engine, path: Path) -> Path:
    """A closed store of some megabytes."""
    with writing(engine) as connection:
        for number in range(100):
            put_local(connection, f"fact {number}", [number, VALUE])
    close_store(engine)
    return path


def _is_whole(path: Path, key: bytes) -> bool:
    expect_keys(path, key)
    engine = open_store(path, key)
    try:
        check_store(engine)
        return all(Local(engine).get(f"fact {number}") == [number, VALUE] for number in range(100))
    finally:
        close_store(engine)


def _in_a_child(work: Callable[[], None], kill_after: float | None = None) -> int:
    """Run it in a forked process that is killed after some seconds; how it ended."""
    child = os.fork()
    if not child:
        status = 1
        try:
            if kill_after is not None:
                signal.setitimer(
                    signal.ITIMER_REAL, max(kill_after, 1e-6)
                )  # nobody catches SIGALRM: it kills
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_the_store_opens_with_the_new_key_and_not_with_the_old_one(store: Path, key: bytes) -> None:
    before = rekeying.opens(store, key), rekeying.opens(store, NEW)
    rekeying.rekey(store, key, NEW)
    assert (before, (rekeying.opens(store, key), rekeying.opens(store, NEW))) == (
        (True, False),
        (False, True),
    )
    assert not store.with_name("store.db-wal").exists()
    assert _is_whole(store, NEW)


def test_where_there_is_no_store_no_key_opens_and_none_is_made(tmp_path: Path, key: bytes) -> None:
    assert not rekeying.opens(tmp_path / "store.db", key)
    assert list(tmp_path.iterdir()) == []
    assert rekeying.progress(tmp_path / "store.db") == 0


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 1.1])
def test_killed_in_between_the_store_has_one_of_the_two_keys_as_a_whole(
    store: Path, key: bytes, share: float
) -> None:
    whole = 0.06  # about how long it takes here; which moment is hit does not matter
    ended = _in_a_child(lambda: rekeying.rekey(store, key, NEW), share * whole)
    assert ended in (0, -signal.SIGALRM)
    opening = [one for one in (key, NEW) if rekeying.opens(store, one)]
    assert len(opening) == 1
    assert _is_whole(store, opening[0])


def test_a_disk_that_fills_up_in_between_leaves_the_old_key(store: Path, key: bytes) -> None:
    def on_a_small_disk() -> None:
        size = store.stat().st_size
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
        with pytest.raises(Trouble):
            rekeying.rekey(store, key, NEW)
        os.write(2, b"refused") if rekeying.opens(store, key) else os._exit(2)

    assert _in_a_child(on_a_small_disk) == 0
    assert _is_whole(store, key)


def test_without_room_for_the_log_nothing_is_begun(
    store: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = type("Usage", (), {"free": store.stat().st_size})
    monkeypatch.setattr("shutil.disk_usage", lambda _: free)
    with pytest.raises(DiskFull):
        rekeying.rekey(store, key, NEW)
    assert rekeying.opens(store, key)


def test_while_somebody_else_reads_nothing_is_begun(
    store: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vault._PRAGMAS, "busy_timeout", ("50", 50))
    with closing(connect(store, key)) as reader:
        Local(engine := open_store(store, key)).put("more", 1)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM local").fetchall()
        Local(engine).put("more", 2)
        with pytest.raises(Trouble) as trouble:
            rekeying.rekey(store, key, NEW)
        close_store(engine)
    assert trouble.value.code == "store_busy"
    assert rekeying.opens(store, key)


@pytest.mark.parametrize("wrong", [bytes(32), bytes(31)])
def test_no_key_stands_in_an_error(store: Path, key: bytes, wrong: bytes) -> None:
    for old, new in ((wrong, NEW), (key, wrong[:31])):
        with pytest.raises((Damaged, ValueError)) as raised:
            rekeying.rekey(store, old, new)
        said = f"{raised.value!r} {raised.value.__cause__!r}"
        assert not any(one.hex()[:16] in said for one in (key, NEW, wrong))
    assert rekeying.opens(store, key)


def test_both_keys_are_expected_until_one_is_left(store: Path, key: bytes) -> None:
    rekeying.rekey(store, key, NEW)
    with pytest.raises(WrongKey):
        open_store(store, NEW)
    expect_keys(store, key, NEW)
    close_store(open_store(store, NEW))
    assert b"\n" in store.with_name("store.db.check").read_bytes()
    expect_keys(store, NEW)
    with pytest.raises(WrongKey):
        open_store(store, key)


def test_progress_follows_the_log(store: Path) -> None:
    store.with_name("store.db-wal").write_bytes(bytes(store.stat().st_size // 2))
    assert 0.49 < rekeying.progress(store) < 0.51


def test_copies_made_before_a_migration_go(store: Path) -> None:
    copy = store.with_name("store.db.before-device_0005")
    copy.write_bytes(b"under the old key")
    rekeying.forget_old_copies(store)
    assert not copy.exists()
    assert store.exists()
