"""The device file: read back as written, and clear errors."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged, NotEnrolled
from mobile_office.store.device import Device, read_device, renew_authorities, write_device

DEVICE = Device("d1", "B", "03241001", "bus", "http://127.0.0.1:1", "aa", "bb", "cc", "dd")


def test_a_device_is_read_as_written(tmp_path: Path) -> None:
    write_device(tmp_path, DEVICE)
    assert read_device(tmp_path) == DEVICE


def test_authorities_are_kept_and_a_file_from_before_them_is_read(tmp_path: Path) -> None:
    old = {
        name: value for name, value in asdict(DEVICE).items() if name not in ("authorities", "keys_version")
    }
    (tmp_path / "device.json").write_text(json.dumps(old), encoding="utf-8")
    assert read_device(tmp_path) == DEVICE
    renew_authorities(tmp_path, ("AAAA", "BBBB"), 2)
    assert read_device(tmp_path) == replace(DEVICE, authorities=("AAAA", "BBBB"), keys_version=2)


def test_a_bare_home_is_not_enrolled(tmp_path: Path) -> None:
    with pytest.raises(NotEnrolled):
        read_device(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"id": "d1"}'])
def test_a_broken_device_file_is_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "device.json").write_text(text, encoding="utf-8")
    with pytest.raises(Damaged):
        read_device(tmp_path)
