"""The device secret: made once, only its owner's, and told apart from a spoilt one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged
from mobile_office.store.device_secret import BYTES, FILE, DeviceSecret
from tests.store.keyrings import ClearText, FileKeyring, Forgetful, registered


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


# -- in the keyring


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[FileKeyring]:
    ring = FileKeyring(tmp_path / "ring.json")
    with registered(ring):
        yield ring


def test_it_moves_into_the_keyring_and_stays_the_same(tmp_path: Path, ring: FileKeyring) -> None:
    secret = DeviceSecret(tmp_path)
    secret.create()
    before = secret.read()
    assert (secret.place, secret.entry()) == ("file", "")
    assert secret.move_to_keyring()
    assert (secret.place, bool(secret.entry())) == ("keyring", True)
    assert secret.read() == before
    assert secret.move_to_keyring()
    assert before not in (tmp_path / FILE).read_bytes()
    assert before.hex() in ring.path.read_text()


def test_the_file_it_lay_in_is_overwritten(tmp_path: Path, ring: FileKeyring) -> None:
    secret = DeviceSecret(tmp_path)
    secret.create()
    (tmp_path / "kept.link").hardlink_to(tmp_path / FILE)
    secret.move_to_keyring()
    assert (tmp_path / "kept.link").read_bytes() == bytes(BYTES)


@pytest.mark.parametrize("kind", [Forgetful, ClearText])
def test_it_stays_in_the_file_where_no_keyring_keeps_it(tmp_path: Path, kind: type[FileKeyring]) -> None:
    secret = DeviceSecret(tmp_path)
    secret.create()
    before = secret.read()
    with registered(kind(tmp_path / "ring.json")):
        assert not secret.move_to_keyring()
        assert (secret.place, secret.read()) == ("file", before)


def test_a_move_killed_anywhere_leaves_a_home_that_opens(tmp_path: Path, ring: FileKeyring) -> None:
    """Each step of the move in turn is the last one."""
    secret = DeviceSecret(tmp_path)
    secret.create()
    before = secret.read()
    steps = ("set_password", "get_password"), ("replace",)
    for owner, names in zip((FileKeyring, Path), steps, strict=True):
        for name in names:
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(owner, name, _killed)
                with pytest.raises(_Killed):
                    secret.move_to_keyring()
            assert DeviceSecret(tmp_path).read() == before
    assert DeviceSecret(tmp_path).move_to_keyring()
    assert len(ring.entries()) == 1


def test_a_keyring_that_is_shut_empty_or_gone_is_told_apart(tmp_path: Path, ring: FileKeyring) -> None:
    secret = DeviceSecret(tmp_path)
    secret.create()
    before = secret.read()
    secret.move_to_keyring()
    ring.locked = True
    assert _code(secret) == "keyring_locked"
    ring.locked = False
    ring.path.write_text(ring.path.read_text().replace(before.hex(), bytes(32).hex()))
    assert _code(secret) == "keyring_empty"
    ring.path.unlink()
    assert _code(secret) == "keyring_empty"
    with registered(ClearText(tmp_path / "none.json")):
        assert _code(secret) == "keyring_gone"
    secret.write(before)  # as a recovery does
    assert (secret.place, secret.read()) == ("file", before)


def test_without_a_keyring_it_lies_in_the_file(tmp_path: Path) -> None:
    line = (
        "import sys; from pathlib import Path; from mobile_office.store.device_secret import DeviceSecret;"
        "secret = DeviceSecret(Path(sys.argv[1])); secret.create();"
        "sys.exit(secret.move_to_keyring() or secret.place != 'file' or len(secret.read()) != 32)"
    )
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    done = subprocess.run([sys.executable, "-c", line, str(tmp_path)], check=False, env=environment)
    assert done.returncode == 0


class _Killed(BaseException):
    """The process ends here."""


def _killed(*_: object) -> None:
    raise _Killed


def _code(secret: DeviceSecret) -> str:
    with pytest.raises(Damaged) as damage:
        secret.read()
    assert damage.value.details["what"] == "device_secret"
    return damage.value.code
