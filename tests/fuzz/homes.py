"""The small files of a home and of a backup: a thief, a colleague or a bad disk may have written anything into them.

Sums and signatures are made anew after the change, so that what lies behind them is reached.
"""

import atexit
import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from mobile_office import restoring, settings
from mobile_office.canonical import canonical, digest
from mobile_office.domain.errors import Damaged, NotEnrolled, TooNew, Trouble
from mobile_office.signing import public_key, sign
from mobile_office.store import backup_manifest, begun, delay, device, heads, pool, slots_file, wiped
from mobile_office.store.backup_manifest import Manifest, Part
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.keys import PublicKeys
from mobile_office.store.slot import Slot
from tests.fuzz.messages import wide
from tests.fuzz.target import SIGNED, Target

_NOW = datetime(2026, 11, 22, 10, 42, 7, 123_000, tzinfo=UTC)
_SEED = bytes(range(32))
_KEYS = PublicKeys("aa" * 32, "bb" * 32, "cc" * 32)
_SLOT = Slot("p-1", "Erika Mustermann", "d-1", "00", 1, {"passes": 1}, "ab", {"slot": "cd"})
_DEVICE = device.Device(
    id="d1",
    letter="B",
    stream="03241001",
    kind="bus",
    url="https://amt.example",
    office_signing="ab" * 32,
    office_exchange="ab" * 32,
    office_recovery="ab" * 32,
    root="ab" * 32,
    authorities=("MIIB",),
    keys_version=2,
)
_SETTINGS = (
    'stop = "Markt"\nplace = "Platz 2"\nlanguage = "de"\nretention_hours = 96\nscan_signed_paper = true\n'
)


@cache
def _home() -> Path:
    made = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _in(name: str, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """Read a home in which this file says that; nothing else is there."""

    def run(data: bytes) -> object:
        path = _home() / name
        path.write_bytes(data)
        try:
            return read(_home())
        finally:
            path.unlink()

    return run


def _summed(read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        try:
            value: Any = json.loads(data) if len(data) <= SIGNED else None
            value["sum"] = digest(value["content"])
            data = json.dumps(value).encode()
        except (KeyError, TypeError, ValueError, RecursionError, AttributeError):
            pass  # as it is, then
        return read(data)

    return run


def _signed(read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        try:
            value: Any = json.loads(data) if len(data) <= SIGNED else None
            value["signature"] = sign(_SEED, "backup", value["content"])
            data = json.dumps(value).encode()
        except (KeyError, TypeError, ValueError, RecursionError, AttributeError):
            pass
        return read(data)

    return run


def _written(write: Callable[[Path], object], name: str) -> Callable[[], tuple[bytes, ...]]:
    """What the program itself writes under that name."""

    def seeds() -> tuple[bytes, ...]:
        write(_home())
        data = (_home() / name).read_bytes()
        (_home() / name).unlink()
        return (data,)

    return seeds


def _slots(home: Path) -> None:
    kept = slots_file.SlotsFile(home)
    kept.read()
    kept.rotation()


def _pool(home: Path) -> None:
    kept = pool.Pool(home)
    for each in (*kept.ready(), *kept.pending()):
        str(each.maker)
    kept.opened()


def _pool_seed() -> tuple[bytes, ...]:
    from tests import test_protocol as said

    certificate = {"certificate": said.REPLY.to_json()["people"][0]["certificate"], "signature": "01"}
    slot = {**vars(_SLOT)}
    made = {
        "slot": slot,
        "keys": vars(_KEYS),
        "grants": ["ab"],
        "made_by": "p1",
        "sealed": "",
        "certificate": certificate,
    }
    content = {"v": pool.VERSION, "slots": [made], "opened": ["p9"]}
    return (canonical({"content": content, "sum": digest(content)}),)


def _backup_seed() -> tuple[bytes, ...]:
    names = ("store.db", "device.json", "slots.json", "recovery.grant", "attachments/" + "ab" * 32)
    made = Manifest("d1", "B", public_key(_SEED), _NOW, dict.fromkeys(names, Part(7, "0" * 64)))
    return (backup_manifest.signed(made, _SEED),)


def _begun_seed() -> tuple[bytes, ...]:
    person = begun.BegunPerson("ABCD", "p1", "Erika Mustermann", _KEYS)
    made = begun.Begun("https://amt.example", "ABCD", _SEED, _SEED, _DEVICE, waiting=True, person=person)
    return _written(lambda home: begun.write_begun(home, made), begun.FILE)()


def _heads(home: Path) -> None:
    heads.Heads(None, home / heads.FILE, "ab" * 32)._beside()  # type: ignore[arg-type]  # the store has no part in it


def _wide() -> tuple[bytes, ...]:
    return wide(1_000_000)


def _deep_toml() -> tuple[bytes, ...]:
    return (
        b"a=" + b"[" * 5000,
        b"a=" + b"9" * 5000,
        b"stop='" + b"x" * 1_000_000 + b"'",
        b"a." * 2000 + b"a=1",
    )


TARGETS = (
    Target(
        "settings",
        _in("settings.toml", lambda home: settings.load(home / "settings.toml")),
        (Damaged,),
        lambda: (_SETTINGS.encode(),),
        heavy=_deep_toml,
    ),
    Target(
        "device",
        _in("device.json", device.read_device),
        (Damaged, NotEnrolled),
        _written(lambda home: device.write_device(home, _DEVICE), "device.json"),
        is_json=True,
        heavy=_wide,
    ),
    Target(
        "slots",
        _summed(_in(slots_file.FILE, _slots)),
        (Damaged, TooNew),
        _written(lambda home: slots_file.SlotsFile(home).write((_SLOT,)), slots_file.FILE),
        is_json=True,
        heavy=_wide,
    ),
    Target("pool", _summed(_in(pool.FILE, _pool)), (), _pool_seed, is_json=True, heavy=_wide),
    Target(
        "delays",
        _in(delay.FILE, lambda home: delay.Delay(home).seconds("p-1", _NOW)),
        (),
        _written(lambda home: delay.Delay(home).begin("p-1", _NOW), delay.FILE),
        is_json=True,
        heavy=_wide,
    ),
    Target(
        "heads",
        _in(heads.FILE, _heads),
        (),
        lambda: (b'{"heads": [{"chain": "c1", "n": 1, "head": "ab", "signature": "cd"}]}',),
        is_json=True,
        heavy=_wide,
    ),
    Target(
        "wiped",
        _in(wiped.FILE, wiped.read_wiped),
        (),
        _written(
            lambda home: wiped.write_wiped(home, wiped.Wiped("https://amt.example", "ab", {}, {})), wiped.FILE
        ),
        is_json=True,
        heavy=_wide,
    ),
    Target("begun", _in(begun.FILE, begun.read_begun), (), _begun_seed, is_json=True, heavy=_wide),
    Target(
        "restored",
        _in(restoring.FILE, restoring._read),
        (Damaged,),
        lambda: (b'{"at":"2026-11-22T10:42:07.123Z","id":"b1","key":"ab"}',),
        is_json=True,
        heavy=_wide,
    ),
    Target(
        "device_secret",
        _in("device.secret", lambda home: DeviceSecret(home).entry()),
        (),
        lambda: (bytes(32), b'{"keyring":"ab"}'),
        is_json=True,
    ),
    Target(
        "backup_manifest",
        _signed(_in(backup_manifest.FILE, backup_manifest.read_manifest)),
        (Damaged, TooNew, Trouble),
        _backup_seed,
        is_json=True,
        heavy=_wide,
    ),
)
