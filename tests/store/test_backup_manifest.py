"""A backup's own word: signed, complete, and naming no place outside."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store.backup_manifest import FILE, Manifest, Part, is_name, name_of, read_manifest, signed

SEED = new_signing_key()
AT = datetime(2026, 11, 22, 9, 42, 7, tzinfo=UTC)
NEEDED = ("store.db", "device.json", "slots.json", "recovery.grant")
ATTACHMENT = "attachments/" + "ab" * 32


def written(folder: Path, *paths: str, seed: bytes = SEED) -> Manifest:
    parts = dict.fromkeys(paths, Part(7, "0" * 64))
    manifest = Manifest("device-1", "B", public_key(SEED), AT, parts)
    (folder / FILE).write_bytes(signed(manifest, seed))
    return manifest


def test_it_reads_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = written(tmp_path, *NEEDED, ATTACHMENT)
    assert read_manifest(tmp_path) == manifest
    assert manifest.size == 35


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "attachments/../x", "device.secret", "attachments/ab.part", "store.db-wal"]
)
def test_a_part_that_does_not_belong_is_not_believed(tmp_path: Path, path: str) -> None:
    written(tmp_path, *NEEDED, path)
    with pytest.raises(Damaged):
        read_manifest(tmp_path)


@pytest.mark.parametrize("missing", NEEDED)
def test_without_a_part_that_is_needed_it_is_none(tmp_path: Path, missing: str) -> None:
    written(tmp_path, *(name for name in NEEDED if name != missing))
    with pytest.raises(Damaged):
        read_manifest(tmp_path)


def test_a_changed_or_unsigned_word_is_not_believed_and_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="backup_missing"):
        read_manifest(tmp_path)
    written(tmp_path, *NEEDED, seed=new_signing_key())
    with pytest.raises(Damaged):
        read_manifest(tmp_path)
    for data in (b"", b"[]", b"{}", b"\xff", b'{"content": {"v": "x"}}'):
        (tmp_path / FILE).write_bytes(data)
        with pytest.raises(Damaged):
            read_manifest(tmp_path)


def test_names_tell_the_laptop_and_the_time_only() -> None:
    assert name_of("B", AT) == "mobile-office-B-20261122T094207Z"
    assert is_name(name_of("B", AT), "B")
    assert not is_name(name_of("B", AT), "C")
    assert not is_name("mobile-office-B-20261122T094207Z.unfertig", "B")
