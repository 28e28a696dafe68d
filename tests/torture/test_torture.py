"""The torture's own tools: the disk keeps what was synced and only that, and the verdict sees what is wrong."""

import hashlib
import os
import random
import shutil
from pathlib import Path

import pytest

from mobile_office.desk import utc_now
from mobile_office.domain.attachment import Attachment, Format
from mobile_office.workplace import STORE, open_workplace
from tests.torture import ext4
from tests.torture.base import DBK, HOME, Prepared, prepare
from tests.torture.day import CANARY
from tests.torture.disk import SECTOR, Disk
from tests.torture.trace import (
    Create,
    Event,
    Folder,
    Mark,
    Rename,
    Sync,
    SyncFolder,
    Trace,
    Truncate,
    Unlink,
    Write,
    read,
)
from tests.torture.verdict import judge
from tests.torture.witness import Expected, contents, said

OLD, NEW = b"o" * 4 * SECTOR, b"n" * 4 * SECTOR


def states(*events: Event, before: tuple[tuple[str, bytes], ...] = (("a", OLD),)) -> list[dict[str, bytes]]:
    disk, chance = Disk(Trace(before, events)), random.Random(1)
    for event in events:
        disk.feed(event)
    return [disk.crash(chance) for _ in range(400)]


def test_what_is_synced_is_in_every_state() -> None:
    found = states(Write(0, 0, NEW), Sync(0))
    assert {state["a"] for state in found} == {NEW}


def test_what_is_not_synced_is_there_sector_by_sector() -> None:
    found = {state["a"] for state in states(Write(0, 0, NEW))}
    assert len(found) == 16, "four sectors, each the old or the new one"
    sectors = {state[at : at + SECTOR] for state in found for at in range(0, len(OLD), SECTOR)}
    assert sectors == {OLD[:SECTOR], NEW[:SECTOR]}


def test_a_sector_never_has_a_later_write_without_an_earlier_one() -> None:
    found = {state["a"][:20] for state in states(Write(0, 0, b"1" * 10), Write(0, 10, b"2" * 10))}
    assert found == {b"o" * 20, b"1" * 10 + b"o" * 10, b"1" * 10 + b"2" * 10}


def test_a_rename_without_the_folders_sync_may_be_lost_and_with_it_never() -> None:
    events = (Create(1, "a.new"), Write(1, 0, NEW), Sync(1), Rename(1, "a.new", "a"))
    assert {state["a"] for state in states(*events)} == {OLD, NEW}
    assert {state["a"] for state in states(*events, SyncFolder())} == {NEW}


def test_a_removal_comes_back_with_the_power_until_the_folder_is_synced() -> None:
    gone = (Unlink("a"), Create(1, "b"), Write(1, 0, NEW), Sync(1))
    assert {"a" in state for state in states(*gone)} == {True, False}
    assert not any("a" in state for state in states(*gone, SyncFolder()))


def test_what_is_synced_in_a_new_folder_is_gone_with_it_until_the_folder_above_is_synced() -> None:
    new = Folder("b"), Create(1, "b/c"), Write(1, 0, NEW), Sync(1), SyncFolder("b")
    assert {"b/c" in state for state in states(*new)} == {True, False}
    synced = states(*new, SyncFolder())
    assert [state["b/c"] for state in synced] == [NEW] * len(synced)
    assert all("b/" in state for state in synced)


def test_a_shortened_file_may_still_be_long() -> None:
    assert {len(state["a"]) for state in states(Truncate(0, 0))} == {0, len(OLD)}


def test_straces_lines_become_events() -> None:
    def text(words: str) -> str:
        return '"' + "".join(f"\\x{byte:02x}" for byte in words.encode()) + '"'

    lines = [
        f"7 openat(AT_FDCWD, {text('/home/x/a.new')}, O_WRONLY|O_CREAT|O_TRUNC, 0600) = 4",
        f"7 write(4, {text('new')}, 3) = 3",
        f"7 pwrite64(4, {text('!')}, 1, 9) = 1",
        "7 fsync(4) = 0",
        "7 close(4) = 0",
        f"7 rename({text('/home/x/a.new')}, {text('/home/x/a')}) = 0",
        f"7 openat(AT_FDCWD, {text('/home/x')}, O_RDONLY) = 4",
        "7 fsync(4) = 0",
        f"7 unlink({text('/home/x/b')}) = -1 ENOENT (No such file or directory)",
        f"7 write(1, {text('@mark {}')}, 8) = 8",
        f"7 openat(AT_FDCWD, {text('/home/y/a')}, O_RDWR) = 5",
        f"7 write(5, {text('elsewhere')}, 9) = 9",
    ]
    assert list(read(lines, Path("/home/x"), ["a"])) == [
        Create(1, "a.new"),
        Truncate(1, 0),
        Write(1, 0, b"new"),
        Write(1, 9, b"!"),
        Sync(1),
        Rename(1, "a.new", "a"),
        SyncFolder(),
        Mark({}),
    ]


def test_a_call_that_another_thread_has_interrupted_counts_when_it_ends() -> None:
    lines = [
        '7 openat(AT_FDCWD, "\\x2f\\x78\\x2f\\x61\\x2f\\x62", O_RDWR|O_CREAT, 0600 <unfinished ...>',
        '8 mkdir("\\x2f\\x78\\x2f\\x63", 0700) = 0',
        "7 <... openat resumed>) = 4",
        '7 write(4, "\\x21", 1 <unfinished ...>',
        "8 fsync(5) = 0",
        "7 <... write resumed>) = 1",
    ]
    found = list(read(lines, Path("/x"), []))
    assert found == [Folder("c"), Create(0, "a/b"), Write(0, 0, b"!")]


def test_a_call_on_the_home_that_the_model_does_not_know_is_an_error() -> None:
    lines = ['7 openat(AT_FDCWD, "\\x2f\\x78\\x2f\\x61", O_RDWR) = 4', "7 fallocate(4, 0, 0, 9) = 0"]
    with pytest.raises(RuntimeError, match="fallocate"):
        list(read(lines, Path("/x"), ["a"]))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("torture"))


@pytest.fixture
def home(base: Prepared, tmp_path: Path) -> Path:
    """A home after it was opened and left in order; its store stands at today's tables."""
    shutil.copytree(base.folder / HOME, tmp_path / HOME)
    open_workplace(tmp_path / HOME, DBK).close()
    return tmp_path / HOME


def test_a_sound_home_is_sound_and_a_small_file_of_another_time_is_seen(base: Prepared, home: Path) -> None:
    assert judge(home, Expected(base.store, contents(home))) == ()
    before = contents(home)
    (home / "heads.json").write_bytes(b"{}")
    assert "beside heads.json" in judge(home, Expected(base.store, before))


def test_a_promise_broken_is_lost_and_what_never_was_is_half(base: Prepared, home: Path) -> None:
    expected = Expected(base.store, contents(home))
    promised = {**base.store, "draft": "another"}
    expected.hear({"kind": "done", "store": promised, "files": contents(home)})
    assert judge(home, expected) == ("lost draft",)
    only = Expected(promised, contents(home))
    assert "half draft" in judge(home, only)


def test_what_is_being_done_may_be_there_or_not(base: Prepared, home: Path) -> None:
    place = open_workplace(home, DBK)
    place.local.put("torture", True)
    fresh = said(place.journal.engine)
    place.close()
    expected = Expected(base.store, contents(home))
    expected.hear({"kind": "about", "store": fresh})
    assert judge(home, expected) == ()


def test_a_store_that_does_not_open_is_lost_and_a_name_in_clear_is_seen(base: Prepared, home: Path) -> None:
    expected = Expected(base.store, contents(home))
    (home / STORE).write_bytes(os.urandom(8192))
    (home / f"{STORE}-wal").write_bytes(CANARY.encode())
    assert set(judge(home, expected)) == {f"clear {STORE}-wal", "lost does not open: damaged"}


def test_an_attachment_that_is_not_what_its_row_says_is_lost_and_a_file_of_nobody_is_seen(
    base: Prepared, home: Path
) -> None:
    place = open_workplace(home, DBK)
    data, draft = b"sealed" * 100, place.drafts.open()[0]
    digest = hashlib.sha256(data).hexdigest()
    fresh = place.attachments.fresh()
    fresh.write_bytes(data)
    place.attachments.keep(fresh, digest, len(data), draft.id, utc_now())
    one = Attachment(digest, len(data), "00" * 32, Format.PNG, "landlord", 1, utc_now())
    place.drafts.attach(draft.id, one, "-", utc_now())
    store = said(place.journal.engine)
    place.close()
    expected = Expected(store, contents(home))
    (home / "attachments" / digest).write_bytes(b"sealed")
    (home / "attachments" / ("5f" * 32)).write_bytes(b"of nobody")
    found = judge(home, expected)
    assert {"lost attachment", "beside attachment of nobody "} <= set(found)


def test_who_may_not_mount_is_told_that_there_are_no_snapshots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert ext4.why_not(tmp_path) == "only root may mount"
