"""Backup of a laptop (Sicherung): everything it holds, encrypted as it lies there, as one folder at a chosen place.

Made while somebody works; read back and proved before it counts; the newest few are kept. The device secret is not in
it: a stolen backup opens nothing without the office's recovery key (docs/decisions/021). Put back by `restoring`.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mobile_office.canonical import read_time, write_time
from mobile_office.domain.errors import Damaged, DiskFull, MobileOfficeError, Trouble
from mobile_office.signing import public_key
from mobile_office.store.backup_manifest import (
    ATTACHMENTS,
    FILE,
    SMALL,
    STORE,
    Manifest,
    Part,
    is_name,
    name_of,
    read_manifest,
    signed,
)
from mobile_office.store.recovery import FILE as GRANT
from mobile_office.store.snapshot import check_snapshot, size_of, snapshot
from mobile_office.sync import stick
from mobile_office.sync.stick import Step
from mobile_office.workplace import Workplace

KEEP = 3  # backups of one laptop at one place
_LAST = "backup"  # the key of what is kept in the store
_PIECE = 1024 * 1024
_DIGEST = 64

Write = Callable[[Callable[[], None]], object]


@dataclass(frozen=True)
class Made:
    """A backup that was written and proved: its folder's name, its time, its bytes, and how many old ones went."""

    name: str
    at: datetime
    size: int
    removed: int = 0


class Backup:
    """The backups of one workplace. `stop` may be called from any thread; the rest belongs on one of its own."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._stopped = threading.Event()

    def last(self) -> Made | None:
        """The latest one that was proved, as this laptop remembers it; it may have been lost since."""
        kept = self._place.local.get(_LAST)
        return Made(kept["name"], read_time(kept["at"]), kept["size"]) if kept else None

    def begin(self) -> None:
        """Forget that an earlier one was stopped."""
        self._stopped.clear()

    def stop(self) -> None:
        """End the copying; nothing stays at the place but what was there before."""
        self._stopped.set()

    def make(self, folder: Path, now: datetime, write: Write, tell: stick.Tell = stick.quiet) -> Made:
        """Write a backup into a new folder below `folder`, durable and read back when this returns; drop old ones.

        `write` runs a function on the one writer and waits. Raises Trouble (stick_full, stick_gone, stick_unwritable,
        stick_damaged, backup_stopped, store_busy), Damaged.
        """
        place, name = self._place, name_of(self._place.device.letter, now)
        total = size_of(place.journal.engine) + sum(path.stat().st_size for path in self._attachments())
        with _told_of_a_stick(), stick.making(folder, name) as unfinished:
            if stick.free_space(folder) < total + stick.SPARE + stick.BLOCK * len(self._attachments()):
                raise Trouble("stick_full")
            unfinished.mkdir()
            parts = self._copied(unfinished, total, tell)
            manifest = Manifest(place.device.id, place.device.letter, public_key(place.keys.seed), now, parts)
            stick.put_files(unfinished, {FILE: signed(manifest, place.keys.seed)})
            self._prove(unfinished, tell)
            self._look(tell, Step("verifying", manifest.size, manifest.size, is_last=True))
        made = Made(name, now, manifest.size, _drop_old(folder, manifest))
        write(lambda: place.local.put(_LAST, {"name": name, "at": write_time(now), "size": made.size}))
        return made

    def _copied(self, target: Path, total: int, tell: stick.Tell) -> dict[str, Part]:
        """The parts, copied. What says who gets in is read before the store, as the heads are: never ahead of it."""
        home = self._place.home
        small = {name: (home / name).read_bytes() for name in SMALL if (home / name).exists()}
        store = target / STORE

        def look() -> None:
            done = store.stat().st_size if store.exists() else 0
            self._look(tell, Step("writing", min(done, total), total))

        look()
        snapshot(self._place.journal.engine, store, look)
        _sync(store)
        done = store.stat().st_size
        if small.get(GRANT) != (home / GRANT).read_bytes():
            raise Trouble(
                "store_busy"
            )  # the database key was changed meanwhile: grant and store would not fit
        stick.put_files(target, small)
        parts = {name: part_of(target / name) for name in (*small, STORE)}
        for path in self._attachments():
            self._look(tell, Step("writing", min(done, total), total))
            copy = target / ATTACHMENTS / path.name
            if _copy(path, copy):  # else erased meanwhile
                parts[f"{ATTACHMENTS}/{path.name}"] = part = part_of(copy)
                done += part.size
                if part.sha256 != path.name:
                    raise Damaged("attachment_damaged", what="attachment")
        return parts

    def _prove(self, folder: Path, tell: stick.Tell) -> None:
        """What stands on the medium is what was meant, and the store opens."""
        manifest, done = read_manifest(folder), 0
        for path, part in manifest.parts.items():
            self._look(tell, Step("verifying", done, manifest.size))
            if part_of(folder / path) != part:
                raise Trouble("stick_damaged")
            done += part.size
        check_snapshot(self._place.journal.engine, folder / STORE)

    def _attachments(self) -> list[Path]:
        folder = self._place.home / ATTACHMENTS
        found = folder.iterdir() if folder.is_dir() else iter(())
        return sorted(path for path in found if len(path.name) == _DIGEST and not path.suffix)

    def _look(self, tell: stick.Tell, step: Step) -> None:
        if self._stopped.is_set() and not step.is_last:
            raise Trouble("backup_stopped")
        tell(step)


def part_of(path: Path) -> Part:
    """Size and SHA-256 of a file, read from the medium itself. Raises OSError."""
    size, digest = 0, hashlib.sha256()
    with stick.back(path) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            digest.update(piece)
    return Part(size, digest.hexdigest())


def _copy(source: Path, target: Path) -> bool:
    """Copy a file, durable; False where it is gone."""
    target.parent.mkdir(exist_ok=True)
    try:
        with source.open("rb") as read, target.open("xb") as file:
            shutil.copyfileobj(read, file, _PIECE)
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return False
    return True


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _drop_old(folder: Path, made: Manifest) -> int:
    """Remove all but the newest few of this laptop at this place; what cannot be read is left alone."""
    found = []
    for path in folder.iterdir():
        if is_name(path.name, made.letter) and path.is_dir() and not path.is_symlink():
            try:
                manifest = read_manifest(path)
            except MobileOfficeError:
                continue
            if manifest.device == made.device:
                found.append((manifest.at, path))
    old = [path for _, path in sorted(found, reverse=True)[KEEP:]]
    for path in old:
        stick.remove(path)
    return len(old)


@contextmanager
def _told_of_a_stick() -> Iterator[None]:
    """What the database says of the file it writes is about the place chosen, not about our own store."""
    try:
        yield
    except DiskFull:
        raise Trouble("stick_full") from None
    except Trouble as trouble:
        if trouble.code == "store_unwritable":
            raise Trouble("stick_gone") from None
        raise
