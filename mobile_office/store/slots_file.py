"""The file with the key slots, and the generation before it until the new one has opened once.

`slots.json` is {"content": {"v", "slots", "rotation"}, "sum"}; the sum tells a damaged file from a wrong passphrase.
Version 1 had no rotation; it is read as it was written.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mobile_office.canonical import Json, canonical, digest
from mobile_office.domain.errors import Damaged, TooNew
from mobile_office.store import durable_file
from mobile_office.store.slot import Slot

VERSION = 2
FILE = "slots.json"
PREVIOUS = "slots.previous.json"
SET_ASIDE = "slots.damaged.json"
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True)
class Rotation:
    """A change of the database key that is due since then (canonical time), or under way.

    Once begun, `bridge` is the old key sealed under the new one, in hex: whoever has the new one opens the store
    on either side of the change. It stands in the slots' own file, so that a slot goes and the change is due at once.
    """

    due: str
    bridge: str = ""


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
        return self._content()[0]

    def rotation(self) -> Rotation | None:
        """The change of the database key that is due or under way. Raises as `read`."""
        if not self._path.exists() and not self._previous.exists():
            return None
        return self._content()[1]

    def write(self, slots: tuple[Slot, ...]) -> None:
        """Write a new generation; durable when it returns. Raises DiskFull or Damaged."""
        self.write_rotating(slots, self.rotation())

    def write_rotating(self, slots: tuple[Slot, ...], rotation: Rotation | None) -> None:
        """As `write`, and say in the same stroke how the change of the database key stands."""
        content = {
            "v": VERSION,
            "slots": [asdict(slot) for slot in slots],
            "rotation": asdict(rotation) if rotation else None,
        }
        # an unproven generation must not push out the one that is known to open
        if self._path.exists() and not self._previous.exists():
            durable_file.write(self._previous, self._path.read_bytes())
        durable_file.write(self._path, canonical({"content": content, "sum": digest(content)}))

    def has_opened(self) -> None:
        """The present generation has opened once: forget the previous one."""
        durable_file.remove(self._previous)

    def stand_by(self) -> None:
        """Keep the present generation twice: what is about to happen must be survived by either copy."""
        durable_file.write(self._previous, self._path.read_bytes())

    def restore_previous(self) -> None:
        """Put the previous generation back; the damaged file is set aside, not destroyed.

        Raises Damaged(what="slots", has_previous=0) when there is no sound one.
        """
        if not self._is_previous_sound():
            raise Damaged(what="slots", has_previous=0)
        if self._path.exists():
            durable_file.write(self._set_aside, self._path.read_bytes())
        durable_file.write(self._path, self._previous.read_bytes())

    def _content(self) -> tuple[tuple[Slot, ...], Rotation | None]:
        try:
            return _read(self._path)
        except _UNREADABLE:
            raise Damaged(what="slots", has_previous=int(self._is_previous_sound())) from None

    def _is_previous_sound(self) -> bool:
        try:
            return bool(_read(self._previous)[0])
        except (*_UNREADABLE, TooNew):
            return False


def _read(path: Path) -> tuple[tuple[Slot, ...], Rotation | None]:
    value: Json = json.loads(path.read_bytes())
    content = value["content"]
    if value["sum"] != digest(content):
        raise ValueError("sum")
    if content["v"] > VERSION:
        raise TooNew(what="slots", version=int(content["v"]))
    rotation = content.get("rotation")
    return tuple(Slot(**slot) for slot in content["slots"]), Rotation(**rotation) if rotation else None
