"""What a wiped laptop (gelöschter Laptop) still knows: that it was ordered, its own word, and whether the office heard it.

`wiped.json` is written before anything is destroyed, so that a laptop whose battery is pulled goes on at the next start.
It holds ids, times and signatures, nothing personal.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from mobile_office.canonical import Json, canonical
from mobile_office.store import durable_file

FILE = "wiped.json"
# In this order: without the first of them nothing that follows can be read, and `device.json` goes last, because
# it holds the key that the order was checked with.
_FIRST = (
    "device.secret",
    "pool.json",
    "slots.json",
    "slots.previous.json",
    "slots.damaged.json",
    "recovery.grant",
)
_OURS = (
    *(
        "store.db*",
        "streets.db*",
        "*.sealed",
        "*.new",
        "before-*",
        "attachments",
        "enrolment.json",
        "heads.json",
    ),
    *("last_person.json", "delays.json", "slots*.json", "bugs.log", "backup*", "store*"),
)
_LAST = ("device.json",)


@dataclass(frozen=True)
class Wiped:
    """A wipe that was ordered. `order` and `word` are as they travel; `told`: the office has the word."""

    url: str
    office_signing: str
    order: Json
    word: Json
    told: bool = False


def read_wiped(home: Path) -> Wiped | None:
    """What is kept of a wipe; None when there was none, or when it cannot be read."""
    try:
        return Wiped(**json.loads((home / FILE).read_bytes()))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def write_wiped(home: Path, wiped: Wiped) -> None:
    """Keep it, durable when this returns. Raises DiskFull or Damaged(what="home")."""
    durable_file.write(home / FILE, canonical(asdict(wiped)))


def destroy(home: Path) -> None:
    """Destroy the device secret, the slots and the store of a home, then what lies beside them. Again is harmless.

    The small files are overwritten first; on flash memory that may miss old copies, which is why all of them are
    worth nothing without each other. What cannot be removed does not keep the rest from going; then `device.json`
    stays, so that the next start tries again, and the OSError is raised.
    """
    failed: list[OSError] = []
    for name in _FIRST:
        _try(failed, _overwrite, home / name)
    for pattern in (*_FIRST, *_OURS):
        for path in sorted(home.glob(pattern)):
            _try(failed, _remove, path)
    if failed:
        raise failed[0]
    for name in _LAST:
        (home / name).unlink(missing_ok=True)
    number = os.open(home, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _try(failed: list[OSError], work: Callable[[Path], None], path: Path) -> None:
    try:
        work(path)
    except OSError as error:
        failed.append(error)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    if path.is_symlink() or not path.is_file():
        return
    with path.open("r+b") as file:
        file.write(os.urandom(max(path.stat().st_size, 1)))
        file.flush()
        os.fsync(file.fileno())
