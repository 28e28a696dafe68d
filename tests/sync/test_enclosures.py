"""Enclosures with a real folder as the stick: copied in pieces, believed once read back, no reason to fail."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from mobile_office.domain.attachment import CHUNK
from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.sync import enclosures, stick
from mobile_office.sync.enclosures import Stowed, fitting, stow, verified
from mobile_office.sync.manifest import Enclosed
from tests.ciphertexts import Scan, scan

SMALL, LARGE = scan(1000), scan(2 * CHUNK + 9)
OF = {each.digest: each for each in (SMALL, LARGE)}


def enclosed(one: Scan) -> Enclosed:
    return Enclosed(one.digest, one.size)


BOTH = (enclosed(SMALL), enclosed(LARGE))


def read(digest: str, index: int) -> bytes:
    return OF[digest].chunk(index)


def heard(_more: int) -> None:
    """Nobody listens."""


def all_of(folder: Path, each: Enclosed) -> bytes:
    with enclosures.chunks(folder, each) as chunks:
        return b"".join(chunks)


def test_what_is_copied_is_told_piece_by_piece_and_comes_back_whole(tmp_path: Path) -> None:
    told: list[int] = []
    stowed = stow(tmp_path, BOTH, read, told.append)
    assert stowed == Stowed(BOTH)
    assert told == [1000, CHUNK, CHUNK, 9]
    assert verified(tmp_path, stowed, told.append) == stowed
    assert sum(told) == 2 * (SMALL.size + LARGE.size)
    assert [all_of(tmp_path, each) for each in BOTH] == [SMALL.data, LARGE.data]


def test_the_smallest_go_first_as_many_as_find_room() -> None:
    room = SMALL.size + stick.BLOCK
    assert fitting(BOTH, room - 1) == ()
    assert fitting(BOTH, room) == BOTH[:1]
    assert fitting(BOTH, room + LARGE.size + stick.BLOCK) == BOTH


def test_what_is_gone_or_not_what_its_name_says_is_left_out(tmp_path: Path) -> None:
    def spoilt(digest: str, index: int) -> bytes:
        if digest == SMALL.digest:
            return b"x" * SMALL.size
        raise KeyError(digest)

    assert stow(tmp_path, BOTH, spoilt, heard) == Stowed(damaged=2)

    def failing(digest: str, index: int) -> bytes:
        raise Damaged("attachment_damaged", what="attachment") if digest == SMALL.digest else OSError(5, "")

    assert stow(tmp_path, BOTH, failing, heard) == Stowed(damaged=2)
    assert list((tmp_path / "attachments").iterdir()) == []


def test_a_stick_that_fills_up_meanwhile_keeps_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "full")

    def on_full(digest: str, index: int) -> bytes:
        if digest == LARGE.digest:
            monkeypatch.setattr(os, "fsync", full)
        return read(digest, index)

    assert stow(tmp_path, BOTH, on_full, heard) == Stowed(BOTH[:1], left_behind=1)
    assert [path.name for path in (tmp_path / "attachments").iterdir()] == [SMALL.digest]


def test_a_stick_pulled_out_meanwhile_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: int) -> NoReturn:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(os, "fsync", gone)
    with pytest.raises(OSError, match="gone"):
        stow(tmp_path, BOTH, read, heard)


def test_what_the_stick_does_not_give_back_is_taken_out(tmp_path: Path) -> None:
    stowed = stow(tmp_path, BOTH, read, heard)
    (tmp_path / BOTH[1].name).write_bytes(LARGE.data[:-1] + b"x")
    assert verified(tmp_path, stowed, heard) == Stowed(BOTH[:1], damaged=1)
    assert not (tmp_path / BOTH[1].name).exists()


@pytest.mark.parametrize("plot", ["missing", "short", "long", "changed", "a link", "in a link"])
def test_a_file_that_is_not_as_listed_is_damaged(tmp_path: Path, plot: str) -> None:
    each, folder = BOTH[1], tmp_path / "attachments"
    stow(tmp_path, BOTH, read, heard)
    path, data = tmp_path / each.name, LARGE.data
    match plot:
        case "missing":
            path.unlink()
        case "short":
            path.write_bytes(data[:-1])
        case "long":
            path.write_bytes(data + b"x")
        case "changed":
            path.write_bytes(b"x" + data[1:])
        case "a link":
            path.symlink_to(path.rename(tmp_path / "elsewhere"))
        case "in a link":
            folder.symlink_to(folder.rename(tmp_path / "elsewhere"))
    with pytest.raises(Trouble, match="bundle_damaged"):
        all_of(tmp_path, each)
