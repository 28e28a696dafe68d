"""A disk that loses power: what is synced is there, what is not is there in part.

Bytes: of each 512-byte sector written since its file's last sync, any version the page cache has held may
have reached the disk, each sector by itself. Names and sizes, by one of two file systems, drawn by lot:

  ordered   ext4, data=ordered: one journal, so creations, renames and removals come back up to some point
            of their order, and any sync brings all of them so far; a file ends where its last written
            sector ends
  loose     POSIX and no more: any of them may be there or not until their folder is synced, what is in a new
            folder only if the folder is, and a file may have its new size with zeros where no sector was written
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from tests.torture.trace import (
    Create,
    Event,
    Folder,
    Mark,
    Rename,
    Sync,
    SyncFolder,
    Trace,
    Truncate,
    Unlink,
    Write,
    folder_of,
)

SECTOR = 512
_LANDED = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97)  # how likely a sector has its latest version
_Name = Create | Rename | Unlink | Folder
_Change = Write | Truncate


@dataclass
class _File:
    synced: bytearray
    since: list[_Change] = field(default_factory=list)


class Disk:
    """A home on it. `feed` goes on, `crash` draws one of the states it may be in after a power cut now."""

    def __init__(self, trace: Trace) -> None:
        self._files = {number: _File(bytearray(data)) for number, (_, data) in enumerate(trace.before)}
        self._names = {name: number for number, (name, _) in enumerate(trace.before)}
        self._folders = {folder_of(name) for name, _ in trace.before} | {""}
        self._pending: list[_Name] = []  # not before their folder's sync
        self._journal = 0  # how many of them any sync has brought, where the file system is ordered

    @property
    def is_settled(self) -> bool:
        """True when there is one possible state only."""
        return not self._pending and not any(file.since for file in self._files.values())

    def feed(self, event: Event) -> None:
        """Go on by one event."""
        match event:
            case Create() | Rename() | Unlink() | Folder():
                self._pending.append(event)
                if isinstance(event, Create):
                    self._files[event.file] = _File(bytearray())
            case Write() | Truncate():
                self._files[event.file].since.append(event)
            case Sync():
                file = self._files[event.file]
                for change in file.since:
                    _apply(file.synced, change)
                file.since.clear()
                self._journal = len(self._pending)
            case SyncFolder():
                synced = [item for item in self._pending if _folder(item) == event.name]
                self._pending = [item for item in self._pending if _folder(item) != event.name]
                _rename(self._names, self._folders, synced)
                self._journal = len(self._pending)
            case Mark():
                pass

    def crash(self, chance: random.Random) -> dict[str, bytes]:
        """One of the states: what a file system shows after the power is back; a folder's name ends with a slash."""
        ordered, landed = chance.random() < 0.5, chance.choice(_LANDED)
        names, folders = dict(self._names), set(self._folders)
        if ordered:
            kept = self._pending[: chance.randint(self._journal, len(self._pending))]
        else:
            kept = [item for item in self._pending if chance.random() < 0.5]
        _rename(names, folders, kept)
        there = {name: number for name, number in names.items() if folder_of(name) in folders}
        files = {name: _torn(self._files[number], chance, landed, ordered) for name, number in there.items()}
        return {f"{folder}/": b"" for folder in sorted(folders - {""})} | files


def _folder(change: _Name) -> str:
    return folder_of(change.new if isinstance(change, Rename) else change.name)


def _rename(names: dict[str, int], folders: set[str], changes: list[_Name]) -> None:
    for change in changes:
        match change:
            case Folder():
                folders.add(change.name)
            case Create():
                names[change.name] = change.file
            case Rename():
                names.pop(change.old, None)
                names[change.new] = change.file
            case Unlink():
                names.pop(change.name, None)


def _apply(data: bytearray, change: _Change) -> None:
    if isinstance(change, Truncate):
        _resize(data, change.size)
        return
    if len(data) < change.at:
        _resize(data, change.at)
    data[change.at : change.at + len(change.data)] = change.data


def _resize(data: bytearray, size: int) -> None:
    del data[size:]
    data.extend(bytes(size - len(data)))


def _torn(file: _File, chance: random.Random, landed: float, ordered: bool) -> bytes:
    if not file.since:
        return bytes(file.synced)
    data, kept = bytearray(file.synced), _versions(file.since, chance, landed)
    whole = len(file.synced)
    for change in file.since:
        if isinstance(change, Truncate):
            whole = change.size
            if chance.random() < landed:
                _resize(data, change.size)
            continue
        end = change.at + len(change.data)
        whole = max(whole, end)
        for sector in range(change.at // SECTOR, -(-end // SECTOR)):
            if kept[sector] > 0:
                kept[sector] -= 1
                low, high = max(change.at, sector * SECTOR), min(end, (sector + 1) * SECTOR)
                _apply(data, Write(change.file, low, change.data[low - change.at : high - change.at]))
    if not ordered and len(data) < whole and chance.random() < 0.5:
        _resize(data, whole)
    return bytes(data)


def _versions(changes: list[_Change], chance: random.Random, landed: float) -> Counter[int]:
    """How many of its writes each sector has seen on the disk: all of them, or some first ones."""
    writes = Counter[int]()
    for change in changes:
        if isinstance(change, Write):
            writes.update(range(change.at // SECTOR, -(-(change.at + len(change.data)) // SECTOR)))
    return Counter({s: n if chance.random() < landed else chance.randrange(n) for s, n in writes.items()})
