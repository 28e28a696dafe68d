"""Backups: made while the office serves, encrypted, checked, and put back under a new epoch."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import backup, backup_file
from mobile_office.backoffice.office import open_office
from mobile_office.domain.errors import Damaged, NotAllowed, WrongKey
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.store.journal import Journal
from mobile_office.store.vault import close_store, open_store
from tests import postgres
from tests.backoffice.counter import STREAM, Counter, keys_in, open_counter
from tests.backoffice.decided import CANARY, Clock, submitted, taken_over


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'office.db'}"


def test_a_backup_holds_everything_and_shows_nothing(counter: Counter, tmp_path: Path, folder: Path) -> None:
    taken_over(counter, submitted(counter))
    made = backup.back_up(counter.office, url(tmp_path), folder)
    assert CANARY.encode() not in made.path.read_bytes()
    assert made.path.stat().st_mode & 0o077 == 0
    content = b"".join(backup_file.opened(made.path, counter.office.keys.recovery))
    assert content.startswith(b"SQLite format 3\0")
    assert CANARY.encode() in content
    assert list(tmp_path.glob("*.copy-*")) == []


def test_who_may_restore_can_be_another_than_the_office(
    counter: Counter, tmp_path: Path, folder: Path
) -> None:
    private = new_exchange_key()
    made = backup.back_up(counter.office, url(tmp_path), folder, exchange_public(private))
    assert b"".join(backup_file.opened(made.path, private))
    with pytest.raises(WrongKey):
        list(backup_file.opened(made.path, counter.office.keys.recovery))


def test_a_folder_in_order_is_said_to_be(counter: Counter, tmp_path: Path, folder: Path) -> None:
    made = backup.back_up(counter.office, url(tmp_path), folder)
    found = backup.check(counter.office, folder, counter.office.keys.recovery)
    assert (found.newest, found.is_young, found.damaged, found.stale) == (made, True, (), ())


def test_a_backup_older_than_what_devices_keep_is_said(
    counter: Counter, clock: Clock, tmp_path: Path, folder: Path
) -> None:
    backup.back_up(counter.office, url(tmp_path), folder)
    clock.pass_days(4)
    assert not backup.check(counter.office, folder, counter.office.keys.recovery).is_young


def test_a_backup_that_outlives_the_erasure_has_to_go_and_is_noted_as_gone(
    counter: Counter, clock: Clock, tmp_path: Path, folder: Path
) -> None:
    old = backup.back_up(counter.office, url(tmp_path), folder)
    clock.pass_days(31)
    backup.back_up(counter.office, url(tmp_path), folder)
    assert backup.check(counter.office, folder, None).stale == (old.path,)
    old.path.unlink()
    assert backup.check(counter.office, folder, None).stale == ()


@pytest.mark.parametrize("place", [0, 200, -1])
def test_a_damaged_backup_is_found(counter: Counter, tmp_path: Path, folder: Path, place: int) -> None:
    made = backup.back_up(counter.office, url(tmp_path), folder)
    content = bytearray(made.path.read_bytes())
    content[place] ^= 1
    made.path.write_bytes(content)
    found = backup.check(counter.office, folder, counter.office.keys.recovery)
    assert (found.newest, found.damaged) == (None, (made.path,))


def test_nothing_is_made_in_a_folder_that_is_not_there(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="backup_folder_missing"):
        backup.back_up(counter.office, url(tmp_path), tmp_path / "none")


def test_after_a_restore_a_device_offers_again_what_the_backup_did_not_have(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    """Sync rule 8, with a real device's journal: nothing that was receipted is lost with the office."""
    engine = open_store(tmp_path / "device.db", None)
    device = Journal(engine, STREAM)
    with open_counter(tmp_path, clock=clock) as counter:
        before, after = submitted(counter), submitted(counter)
        for entry in (before, after):
            device.append(entry)
        device.absorb(counter.office.exchange(counter.bus.request(before)), lambda _: None)
        made = backup.back_up(counter.office, url(tmp_path), folder)
        device.absorb(counter.office.exchange(counter.bus.request(after)), lambda _: None)
        assert device.unsent() == ()
        private, bus, epoch = counter.office.keys.recovery, counter.bus, device.epoch()
    with pytest.raises(NotAllowed, match="database_there"):
        backup.restore(made.path, private, url(tmp_path))
    assert backup.restore(made.path, private, url(tmp_path), tmp_path / "old.db") == (made, 1)
    assert (tmp_path / "old.db").exists()
    office = open_office(url(tmp_path), clock=clock)
    try:
        reply = office.exchange(bus.request())
        assert reply.epoch != epoch
        device.absorb(reply, lambda _: None)
        assert [entry.header.id for entry in device.unsent()] == [after.header.id]
        device.absorb(office.exchange(bus.request(*device.unsent())), lambda _: None)
        assert device.unsent() == ()
        assert office.journal(STREAM).case(after.header.subject) is not None
    finally:
        office.close()
        close_store(engine)


def test_a_backup_that_is_not_whole_changes_nothing(tmp_path: Path, folder: Path, clock: Clock) -> None:
    with open_counter(tmp_path, clock=clock) as counter:
        made = backup.back_up(counter.office, url(tmp_path), folder)
        private = counter.office.keys.recovery
    made.path.write_bytes(made.path.read_bytes()[:-20])
    before = (tmp_path / "office.db").read_bytes()
    with pytest.raises(Damaged):
        backup.restore(made.path, private, url(tmp_path), tmp_path / "old.db")
    assert (tmp_path / "office.db").read_bytes() == before
    assert not (tmp_path / "office.db.restored").exists()


def test_a_server_s_database_is_backed_up_and_put_back(
    tmp_path: Path,
    folder: Path,
    clock: Clock,
    postgresql: str,
    database_server: postgres.Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    programs = postgres.binaries()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    empty = database_server.new()
    try:
        with open_counter(tmp_path, postgresql, clock=clock) as counter:
            number = submitted(counter)
            counter.office.exchange(counter.bus.request(number))
            made = backup.back_up(counter.office, postgresql, folder)
            private, epoch = counter.office.keys.recovery, counter.office.journal(STREAM).epoch()
            found = backup.check(counter.office, folder, private, timedelta(days=1))
            assert (found.newest, found.damaged) == (made, ())
        assert CANARY.encode() not in made.path.read_bytes()
        assert backup.restore(made.path, private, database_server.url(empty)) == (made, 1)
        office = open_office(database_server.url(empty), keys_in(tmp_path), clock)
        assert office.journal(STREAM).case(number.header.subject) is not None
        assert office.journal(STREAM).epoch() != epoch
        office.close()
    finally:
        database_server.drop(empty)
