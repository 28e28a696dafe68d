"""After tidying, what was erased stands nowhere in the decrypted pages, the log, or a copy."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from mobile_office.domain.case import Action
from mobile_office.signing import public_key
from mobile_office.store.journal import Journal
from mobile_office.store.retention import RETENTION, Retention
from mobile_office.store.tidying import mark_untidy, tidy
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_store
from mobile_office.store.verify import verify_store
from tests.store.decrypted import decrypted
from tests.store.hand import BERGER, NOW, STREAM, THIELE, Hand, Stamp, certificate_of

LATER = NOW + RETENTION
KEYS = {"sqlcipher": bytes(range(32)), "sqlite": None}


@pytest.fixture(params=KEYS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Journal, Path, bytes | None]]:
    """A device's journal, encrypted as on the road, and the same in clear."""
    path, key = tmp_path / "opened.db", KEYS[request.param]
    engine = open_store(path, key)
    yield Journal(engine, STREAM), path, key
    close_store(engine)


def test_a_name_stands_in_the_decrypted_pages_and_log_before_and_nowhere_after(
    opened: tuple[Journal, Path, bytes | None], office: Stamp
) -> None:
    journal, path, key = opened
    hand, retention = Hand(journal), Retention(journal, "bus")
    names = {f"B-2026-{n:05d}-A": f"Kanarienvogel{n:05d}x" for n in range(60)}
    for number, name in names.items():
        hand.submit(number, BERGER, f"{name}, Erika")
        hand.decide(number, Action.APPROVE, THIELE, reason=f"{name} war da")
    while journal.unsent():
        office.deliver(journal)
    before = decrypted(path, key)
    assert all(name.lower().encode() in before for name in names.values())
    gone = tuple(list(names)[::2])
    retention.erase(hand.erased(*gone), LATER)
    assert retention.tidy()
    after = decrypted(path, key)
    assert [number for number, name in names.items() if name.lower().encode() in after] == [
        number for number in names if number not in gone
    ]
    assert b"war da" in after
    rest = retention.erasable(LATER)
    retention.erase(hand.erased(*rest), LATER)
    assert retention.tidy()
    after = decrypted(path, key)
    for trace in (b"kanarienvogel", b"kanarie", b"erika", b"war da"):
        assert trace in before
        assert trace not in after
    assert gone[0].lower().encode() in after
    found = verify_store(journal.engine, certificate_of, public_key(office.seed))
    assert (found.cases, found.problems) == (60, ())


def test_copies_left_behind_where_the_database_has_moved_rows_go_too(tmp_path: Path) -> None:
    # The control: with secure_delete alone some names stay readable beside the rows that moved.
    path = tmp_path / "town.db"
    engine, chance = open_store(path, None), random.Random(7)
    names = [f"kanarienvogel{n:05d}x" for n in range(1500)]
    columns = "stream, id, kind, subject, chain, n, hash, device, header, signature, own, refusal_seen, body"
    with writing(engine) as connection:
        for n, name in enumerate(names):
            body = f'{{"label":"{name}","note":"{"x" * chance.choice([10, 40, 200, 500, 900, 3000])}"}}'
            row = f"'s', :id, 'case', 'B', 'c', {n}, 'h', 'd', '{{}}', 's', 1, 0, :body"
            values = {"id": f"{chance.random():.17f}", "body": body}
            connection.execute(text(f"INSERT INTO entry ({columns}) VALUES ({row})"), values)
    with writing(engine) as connection:
        connection.execute(text("UPDATE entry SET receipt = :receipt"), {"receipt": '"' + "r" * 300 + '"'})
    with writing(engine) as connection:
        connection.execute(text("UPDATE entry SET body = NULL"))
        mark_untidy(connection)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert b"kanarienvogel" in decrypted(path, None), "the control finds nothing: this test proves nothing"
    assert tidy(engine)
    assert b"kanarienvogel" not in decrypted(path, None)
    close_store(engine)


def test_a_copy_made_before_an_upgrade_goes_too(path: Path, engine: Engine) -> None:
    copy = path.with_name("store.db.before-journal_0001")
    copy.write_bytes(path.read_bytes())
    assert tidy(engine)
    assert copy.exists()
    with writing(engine) as connection:
        mark_untidy(connection)
    assert tidy(engine)
    assert not copy.exists()
    assert path.exists()


def test_the_copy_is_gone_from_the_disk_before_the_store_says_it_is_tidy(
    path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Found by `make torture`: a folder not synced may show the copy again after a power cut.
    copy, synced, sync = path.with_name("store.db.before-journal_0001"), list[bool](), os.fsync

    def watched(number: int) -> None:
        sync(number)
        if os.path.samestat(os.fstat(number), path.parent.stat()):
            synced.append(copy.exists())

    monkeypatch.setattr(os, "fsync", watched)
    copy.write_bytes(path.read_bytes())
    with writing(engine) as connection:
        mark_untidy(connection)
    assert tidy(engine)
    assert synced == [False]


def test_while_somebody_still_reads_the_old_state_it_is_finished_another_time(engine: Engine) -> None:
    with engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM entry")).all()
        with engine.connect() as other:  # the connection that will tidy
            other.connection.cursor().execute("PRAGMA busy_timeout = 20")
        with writing(engine) as connection:
            mark_untidy(connection)
        assert not tidy(engine)
    assert tidy(engine)


def test_what_is_left_to_tidy_is_known_after_a_restart(path: Path, key: bytes, engine: Engine) -> None:
    with writing(engine) as connection:
        mark_untidy(connection)
    close_store(engine)
    again = open_store(path, key)
    before = path.stat().st_mtime_ns
    assert tidy(again)
    assert path.stat().st_mtime_ns > before
    close_store(again)
