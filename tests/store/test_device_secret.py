"""The device secret: made once, only its owner's, and told apart from a spoilt one."""

from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged
from mobile_office.store.device_secret import BYTES, FILE, DeviceSecret


def test_it_is_random_durable_and_only_its_owners(tmp_path: Path) -> None:
    secret = DeviceSecret(tmp_path)
    assert not secret.is_there()
    secret.create()
    first = DeviceSecret(tmp_path).read()
    assert len(first) == BYTES
    assert secret.is_the(first)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    secret.create()
    assert secret.read() != first
    assert not secret.is_the(first)


@pytest.mark.parametrize("left", [None, b"", b"short", bytes(33)])
def test_a_lost_or_spoilt_one_is_damage(tmp_path: Path, left: bytes | None) -> None:
    if left is not None:
        (tmp_path / FILE).write_bytes(left)
    secret = DeviceSecret(tmp_path)
    with pytest.raises(Damaged) as damage:
        secret.read()
    assert damage.value.details["what"] == "device_secret"
    assert not secret.is_the(bytes(32))
