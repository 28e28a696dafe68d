"""The keyring of the desktop: what counts as one, and what a shut, empty or missing one is called."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend

from mobile_office.domain.errors import Damaged
from mobile_office.store import os_keyring
from tests.store.keyrings import ClearText, FileKeyring, Forgetful, registered

ROOT = Path(__file__).resolve().parents[2]
SECRET = bytes(range(32))


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[FileKeyring]:
    ring = FileKeyring(tmp_path / "ring.json")
    with registered(ring):
        yield ring


def test_what_is_put_in_comes_out_until_it_is_forgotten(ring: FileKeyring) -> None:
    assert os_keyring.is_there()
    assert os_keyring.write("one", SECRET)
    assert os_keyring.read("one") == SECRET
    assert os_keyring.forget("one")
    assert not os_keyring.forget("one")
    with pytest.raises(Damaged) as damage:
        os_keyring.read("one")
    assert (damage.value.code, damage.value.details["what"]) == ("keyring_empty", "device_secret")


def test_a_shut_one_takes_and_gives_nothing(ring: FileKeyring) -> None:
    os_keyring.write("one", SECRET)
    ring.locked = True
    assert not os_keyring.write("two", SECRET)
    assert not os_keyring.forget("one")
    with pytest.raises(Damaged) as damage:
        os_keyring.read("one")
    assert damage.value.code == "keyring_locked"


def test_an_entry_that_is_no_secret_counts_as_none(ring: FileKeyring) -> None:
    ring.set_password(os_keyring.SERVICE, "one", "somebody else's")
    with pytest.raises(Damaged) as damage:
        os_keyring.read("one")
    assert damage.value.code == "keyring_empty"


def test_one_that_keeps_nothing_has_not_taken_it(tmp_path: Path) -> None:
    with registered(Forgetful(tmp_path / "ring.json")):
        assert not os_keyring.write("one", SECRET)


@pytest.mark.parametrize("kind", ["fail", "null", "clear text"])
def test_null_fail_and_clear_text_are_no_keyring(tmp_path: Path, kind: str) -> None:
    clear = ClearText(tmp_path / "ring.json")
    backends: dict[str, KeyringBackend] = {
        "fail": fail.Keyring(),
        "null": null.Keyring(),
        "clear text": clear,
    }
    with registered(backends[kind]):
        assert not os_keyring.is_there()
        assert not os_keyring.write("one", SECRET)
        with pytest.raises(Damaged) as damage:
            os_keyring.read("one")
    assert damage.value.code == "keyring_gone"
    assert not clear.path.exists()


def test_of_several_the_first_good_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = ClearText(tmp_path / "clear.json"), FileKeyring(tmp_path / "ring.json")
    monkeypatch.setattr(ChainerBackend, "backends", [bad, good])
    with registered(ChainerBackend()):
        assert os_keyring.write("one", SECRET)
    assert good.path.exists()
    assert not bad.path.exists()


def test_without_a_message_bus_nothing_is_loaded_to_find_that_out(tmp_path: Path) -> None:
    line = (
        "import sys; from mobile_office.store import os_keyring;"
        "sys.exit(os_keyring.may_be_there() or 'keyring' in sys.modules or os_keyring.is_there())"
    )
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    assert subprocess.run([sys.executable, "-c", line], check=False, env=environment).returncode == 0


# -- a Secret Service on a real bus, as the desktop's: through the library, in processes of their own

KEEPS = """
import sys, time
from pathlib import Path
from mobile_office.domain.errors import Damaged
from mobile_office.store import os_keyring
from mobile_office.store.device_secret import DeviceSecret
os_keyring.PATIENCE = 0.2
assert os_keyring.may_be_there() and os_keyring.is_there()
secret = DeviceSecret(Path.cwd())
secret.create()
before = secret.read()
assert secret.move_to_keyring() and secret.place == "keyring"
began = time.perf_counter()
assert DeviceSecret(Path.cwd()).read() == before
print(round((time.perf_counter() - began) * 1000), "ms")
Path("locked").touch()
assert not os_keyring.is_there()
try:
    secret.read()
except Damaged as damage:
    print(damage.code)
Path("locked").unlink()
assert os_keyring.forget(secret.entry())
try:
    secret.read()
except Damaged as damage:
    print(damage.code)
"""


def test_a_secret_service_holds_it_and_a_locked_one_gives_nothing(tmp_path: Path) -> None:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    daemon = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(daemon, stdout=pipe, stderr=quiet, text=True) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        line = [sys.executable, "-m", "tests.store.secret_service", address]
        with subprocess.Popen(line, stdout=pipe, text=True, env=environment, cwd=tmp_path) as service:
            try:
                assert service.stdout is not None
                assert service.stdout.readline() == "ready\n"
                ours = [sys.executable, "-c", KEEPS]
                done = subprocess.run(
                    ours, check=True, env=environment, cwd=tmp_path, stdout=pipe, text=True, timeout=60
                )
            finally:
                service.kill()
                bus.terminate()
    assert done.stdout.split("\n")[1:] == ["keyring_locked", "keyring_empty", ""]
