"""Attachments' files: durable when kept, verified when fetched, gone when nobody names them."""

import errno
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from mobile_office.domain.attachment import CHUNK, Attachment
from mobile_office.domain.errors import Damaged, DiskFull
from mobile_office.store import tables
from mobile_office.store.attachments import Attachments
from mobile_office.store.blobs import expect, forget_of_subject
from mobile_office.store.drafts import Drafts
from mobile_office.store.transactions import writing
from tests.store.hand import NOW, STREAM, Hand
from tests.store.test_blobs import NUMBER, keep, named, sealed

LONG = bytes(range(256)) * 1024 * 2 + b"the end"  # two chunks and a bit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files lie."""
    return tmp_path / "attachments"


@pytest.fixture
def files(engine: Engine, folder: Path) -> Attachments:
    """The attachments of an office PC."""
    return Attachments(engine, folder, STREAM, "station")


def test_a_kept_file_bears_its_digest_and_only_its_owner_reads_it(files: Attachments, folder: Path) -> None:
    one = keep(files, "draft-1", LONG)
    (path,) = folder.iterdir()
    assert path.name == one.digest == hashlib.sha256(LONG).hexdigest()
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [files.read(one.digest, index) for index in range(3)] == [
        LONG[:CHUNK],
        LONG[CHUNK : 2 * CHUNK],
        b"the end",
    ]


def test_what_is_not_to_be_kept_is_dropped(files: Attachments, folder: Path) -> None:
    path = files.fresh()
    path.write_bytes(b"half")
    files.drop(path)
    files.drop(path)
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(
    files: Attachments, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    path = files.fresh()
    path.write_bytes(b"whole")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        files.keep(path, "ab" * 32, 5, "draft-1", NOW)
    files.drop(path)
    assert list(folder.iterdir()) == []
    with pytest.raises(KeyError):
        files.row("ab" * 32)


def test_a_file_cut_or_gone_is_damaged_and_says_so(files: Attachments, folder: Path) -> None:
    one = keep(files, "draft-1", LONG)
    (folder / one.digest).write_bytes(LONG[:-1])
    with pytest.raises(Damaged):
        files.read(one.digest, 2)
    (folder / one.digest).unlink()
    with pytest.raises(Damaged):
        files.read(one.digest, 0)


def test_what_is_fetched_goes_on_after_a_restart_and_counts_once_its_digest_is_right(
    engine: Engine, files: Attachments, folder: Path, hand: Hand
) -> None:
    one = expected(files, hand, LONG)
    files.put(one.digest, 0, LONG[:CHUNK])
    again = Attachments(engine, folder, STREAM, "station")
    again.sweep(opening=True)
    assert again.fetched(one.digest) == 1
    with pytest.raises(ValueError, match="next chunk"):
        again.put(one.digest, 2, b"the end")
    again.put(one.digest, 1, LONG[CHUNK : 2 * CHUNK])
    again.put(one.digest, 2, b"the end")
    assert not again.row(one.digest).here
    assert again.finish(one.digest)
    assert again.row(one.digest).here
    assert again.fetched(one.digest) == 3
    assert again.to_fetch() == ()
    assert b"".join(again.read(one.digest, index) for index in range(3)) == LONG


def test_what_is_not_what_was_named_is_fetched_anew(files: Attachments, folder: Path, hand: Hand) -> None:
    one = expected(files, hand, b"ciphertext")
    files.put(one.digest, 0, b"cipherTEXT")
    assert not files.finish(one.digest)
    assert (files.fetched(one.digest), list(folder.iterdir())) == (0, [])
    files.put(one.digest, 0, b"ciphertext")
    assert files.finish(one.digest)


def test_what_is_erased_while_it_is_fetched_leaves_nothing(
    files: Attachments, folder: Path, hand: Hand
) -> None:
    one = expected(files, hand, b"ciphertext")
    files.put(one.digest, 0, b"ciphertext")
    with writing(hand.journal.engine) as connection:
        forget_of_subject(connection, NUMBER)
    assert not files.finish(one.digest)
    assert list(folder.iterdir()) == []


def test_a_chunk_torn_by_a_power_cut_is_fetched_again(files: Attachments, folder: Path, hand: Hand) -> None:
    one = expected(files, hand, LONG)
    files.put(one.digest, 0, LONG[:CHUNK])
    with (folder / f"{one.digest}.part").open("ab") as file:
        file.write(b"torn")
    assert files.fetched(one.digest) == 1
    files.put(one.digest, 1, LONG[CHUNK : 2 * CHUNK])
    files.put(one.digest, 2, b"the end")
    assert files.finish(one.digest)


def test_a_kill_leaves_nothing_the_next_opening_does_not_sweep(
    engine: Engine, files: Attachments, folder: Path
) -> None:
    drafts = Drafts(engine)
    drafts.new("draft-1", "registration", 1, "berger", NOW)
    named_one, unnamed = keep(files, "draft-1"), keep(files, "draft-1", b"killed before the draft named it")
    drafts.attach("draft-1", named_one, "berger", NOW)
    for name in ("ab" * 16 + ".new", "cd" * 32, "cd" * 32 + ".part"):  # being sealed; no row; nobody's part
        (folder / name).write_bytes(b"left")
        os.utime(folder / name, (0, 0))
    files.sweep()
    assert (folder / ("ab" * 16 + ".new")).exists()  # somebody may be sealing just now
    files.sweep(opening=True)
    assert [path.name for path in folder.iterdir()] == [named_one.digest]
    with pytest.raises(KeyError):
        files.row(unnamed.digest)


def test_what_was_taken_out_of_a_draft_can_be_put_back(engine: Engine, files: Attachments) -> None:
    drafts = Drafts(engine)
    drafts.new("draft-1", "registration", 1, "berger", NOW)
    one = keep(files, "draft-1")
    drafts.attach("draft-1", one, "berger", NOW)
    assert drafts.detach("draft-1", one.digest, "weber", NOW).attachments == ()
    files.sweep()
    again = drafts.attach("draft-1", one, "weber", NOW)
    assert (again.attachments, again.hands) == ((one,), ("berger", "weber"))
    assert files.read(one.digest, 0) == b"ciphertext"


def test_a_draft_discarded_takes_its_files_along(engine: Engine, files: Attachments, folder: Path) -> None:
    Drafts(engine).new("draft-1", "registration", 1, "berger", NOW)
    keep(files, "draft-1")
    Drafts(engine).delete("draft-1")
    files.sweep()
    assert list(folder.iterdir()) == []


def test_what_waits_is_counted(files: Attachments) -> None:
    keep(files, "draft-1")
    assert files.unsent() == (0, 0)  # a draft's is nobody's to send


def test_what_never_comes_does_not_stand_before_what_is_there(files: Attachments, hand: Hand) -> None:
    lost, there = sealed(b"lost"), sealed(b"there, and larger")
    engine = hand.journal.engine
    for number, one in ((NUMBER, lost), ("B-2026-00002-B", there)):
        entry = hand.submit(number)
        body = {**(entry.body or {}), "attachments": named(one)["attachments"]}
        with writing(engine) as connection:
            expect(connection, replace(entry, body=body))
            if one is there:
                whole = tables.entry.c.id == entry.header.id
                connection.execute(update(tables.entry).where(whole).values(completion={"any": "thing"}))
    assert [blob.digest for blob in files.to_fetch(1)] == [there.digest]
    assert [blob.digest for blob in files.to_fetch()] == [there.digest, lost.digest]


def expected(files: Attachments, hand: Hand, text: bytes) -> Attachment:
    """An attachment of another device's case, not here yet."""
    one = sealed(text)
    entry = hand.submit(NUMBER)
    body = {**(entry.body or {}), "attachments": named(one)["attachments"]}
    with writing(hand.journal.engine) as connection:
        expect(connection, type(entry)(entry.header, entry.hash, entry.signature, body))
    assert [blob.digest for blob in files.to_fetch()] == [one.digest]
    return one
