"""The file with the key slots, and the generation before it until the new one has opened once.

`slots.json` is {"content": {"v", "slots"}, "sum"}; the sum tells a damaged file from a wrong passphrase.
"""

import json
from dataclasses import asdict
from pathlib import Path

from mobile_office.canonical import Json, canonical, digest
from mobile_office.domain.errors import Damaged, TooNew
from mobile_office.store import durable_file
from mobile_office.store.slot import Slot

VERSION = 1
FILE = "slots.json"
PREVIOUS = "slots.previous.json"
SET_ASIDE = "slots.damaged.json"


class SlotsFile:
    """The slots of a home, in the order they were added."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._previous = home / PREVIOUS
        self._set_aside = home / SET_ASIDE

    def read(self) -> tuple[Slot, ...]:
        """The slots; none in a new home.

        Raises Damaged(what="slots", has_previous=0 or 1), or TooNew.
        """
        if not self._path.exists() and not self._previous.exists():
            return ()
        try:
            return _read(self._path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Damaged(what="slots", has_previous=int(self._is_previous_sound())) from None

    def write(self, slots: tuple[Slot, ...]) -> None:
        """Write a new generation; durable when it returns. Raises DiskFull or Damaged."""
        content = {"v": VERSION, "slots": [asdict(slot) for slot in slots]}
        # an unproven generation must not push out the one that is known to open
        if self._path.exists() and not self._previous.exists():
            durable_file.write(self._previous, self._path.read_bytes())
        durable_file.write(self._path, canonical({"content": content, "sum": digest(content)}))

    def has_opened(self) -> None:
        """The present generation has opened once: forget the previous one."""
        durable_file.remove(self._previous)

    def restore_previous(self) -> None:
        """Put the previous generation back; the damaged file is set aside, not destroyed.

        Raises Damaged(what="slots", has_previous=0) when there is no sound one.
        """
        if not self._is_previous_sound():
            raise Damaged(what="slots", has_previous=0)
        if self._path.exists():
            durable_file.write(self._set_aside, self._path.read_bytes())
        durable_file.write(self._path, self._previous.read_bytes())

    def _is_previous_sound(self) -> bool:
        try:
            return bool(_read(self._previous))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, TooNew):
            return False


def _read(path: Path) -> tuple[Slot, ...]:
    value: Json = json.loads(path.read_bytes())
    content = value["content"]
    if value["sum"] != digest(content):
        raise ValueError("sum")
    if content["v"] > VERSION:
        raise TooNew(what="slots", version=int(content["v"]))
    return tuple(Slot(**slot) for slot in content["slots"])
