"""A small file is the old one or the new one, never something between."""

import os
import stat
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged, DiskFull
from mobile_office.store import durable_file


def test_a_written_file_holds_the_new_content_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "home" / "slots.json"
    durable_file.write(path, b"old")
    durable_file.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["slots.json"]


def test_the_content_is_on_the_disk_before_the_name_and_the_name_before_we_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, rename = os.fsync, Path.replace

    def noted_sync(number: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "file")
        sync(number)

    def noted_rename(self: Path, target: Path) -> Path:
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_rename)
    durable_file.write(tmp_path / "slots.json", b"new")
    assert done == ["file", "rename", "folder"]


def test_a_full_disk_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "slots.json"
    durable_file.write(path, b"old")
    (tmp_path / "slots.json.new").symlink_to("/dev/full")
    with pytest.raises(DiskFull):
        durable_file.write(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(Damaged) as trouble:
        durable_file.write(tmp_path / "home" / "slots.json", b"new")
    assert trouble.value.details["what"] == "home"


def test_what_a_power_cut_left_behind_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "slots.json.new").write_bytes(b"half a file, and longer than the new one")
    durable_file.write(tmp_path / "slots.json", b"new")
    assert (tmp_path / "slots.json").read_bytes() == b"new"


def test_removing_a_file_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    durable_file.write(tmp_path / "a", b"")
    durable_file.remove(tmp_path / "a")
    durable_file.remove(tmp_path / "a")
    assert not (tmp_path / "a").exists()
    (tmp_path / "b").mkdir()
    with pytest.raises(Damaged):
        durable_file.remove(tmp_path / "b")


def test_a_new_folders_name_is_on_the_disk_before_anything_in_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(durable_file, "sync_folder", synced.append)
    durable_file.make_folder(tmp_path / "home" / "attachments")
    assert synced == [tmp_path, tmp_path / "home"]
    assert stat.S_IMODE((tmp_path / "home" / "attachments").stat().st_mode) == 0o700
    durable_file.make_folder(tmp_path / "home")
    assert len(synced) == 2, "what is there needs nothing"


def test_a_disk_is_full_when_hardly_anything_finds_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not durable_file.is_full(tmp_path)
    assert not durable_file.is_full(tmp_path / "nowhere")
    monkeypatch.setattr(durable_file, "_LEAST", 1 << 62)
    assert durable_file.is_full(tmp_path)
