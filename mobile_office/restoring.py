"""Putting a laptop's backup back on another one (Wiederherstellen): the files first, then the office lets somebody in.

The other laptop is the same device, with its keys out of the store, in a new chain. Before anybody gets in it has asked
the office what came in after the backup, so nothing is done twice; what was never delivered is gone with the old one.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mobile_office.authoring import Author, new_id
from mobile_office.backup import part_of
from mobile_office.canonical import canonical, read_time, write_time
from mobile_office.domain.case import DeviceAction
from mobile_office.domain.errors import ClockWrong, Damaged, DiskFull, NotAllowed, Trouble
from mobile_office.leaving import remove_revoked
from mobile_office.process import LOCK_FILE
from mobile_office.protocol import BackOffice
from mobile_office.signing import public_key
from mobile_office.store import durable_file
from mobile_office.store.backup_manifest import ATTACHMENTS, Manifest, read_manifest
from mobile_office.store.handed_in import drop_handed_in, skip_numbers
from mobile_office.store.keys import Slots
from mobile_office.sync import stick
from mobile_office.sync.delivery import deliver
from mobile_office.sync.stick import Step
from mobile_office.workplace import Workplace

FILE = "backup.restored.json"  # in a home of which the office has not been told yet
_DONE = "restored"  # the key of what the store remembers
_STAYS = frozenset({LOCK_FILE, "settings.toml"})
_PIECE = 1024 * 1024
_SKEW = timedelta(minutes=10)


@dataclass(frozen=True)
class Restored:
    """A home put back whose office has not been told: which restoring it was, the device's key, the backup's time."""

    id: str
    key: str
    at: datetime


def restore(backup: Path, home: Path, now: datetime, tell: stick.Tell = stick.quiet) -> Manifest:
    """Put a backup back into an empty home; each file is proved, and `device.json` is there last.

    A home where that was cut short counts as empty. Then somebody comes back in with a code (`joining.Returner`).
    Raises NotAllowed("home_in_use"), Trouble("backup_missing"), Damaged(what="backup"), TooNew(what="backup"),
    ClockWrong where this laptop's clock is behind the backup, DiskFull, Trouble("stick_gone").
    """
    manifest = read_manifest(backup)
    if manifest.at > now + _SKEW:
        raise ClockWrong
    _clear(home)
    if stick.free_space(home) < manifest.size + stick.SPARE:
        raise DiskFull
    durable_file.write(home / FILE, _written(Restored(new_id(), manifest.key, manifest.at)))
    done = 0
    for path, part in sorted(manifest.parts.items(), key=lambda item: item[0] == "device.json"):
        tell(Step("reading", done, manifest.size))
        if path == "device.json":
            _sync(home)
        _take(backup / path, home / path)
        if part_of(home / path) != part:
            (home / path).unlink()
            raise Damaged(what="backup")
        done += part.size
    durable_file.sync_folder(home)
    return manifest


def is_restored(home: Path) -> bool:
    """Whether the office has yet to be told that this home was put back from a backup."""
    return (home / FILE).exists()


def settle(
    place: Workplace, author: Author, office: BackOffice, slots: Slots, now: datetime
) -> tuple[str, ...]:
    """Begin a new chain, tell the office, and learn what it got after the backup; drafts that were handed in go.

    Nothing happens in a home that was not restored. May be repeated until it has gone well. Returns the drafts' ids.
    Raises Damaged(what="backup") for a backup another device has signed, and what `deliver` raises.
    """
    if not is_restored(place.home):
        return ()
    restored = _read(place.home)
    if restored.key != public_key(place.keys.seed):
        raise Damaged(what="backup")
    _begin_anew(place, author, restored, now)
    deliver(
        place.journal,
        place.people,
        office,
        place.device,
        chain=place.chain(),
        clock=lambda: now,
        keep=lambda head: place.heads.keep(head, lambda work: work()),
        publications=place.publications,
    )
    gone = drop_handed_in(place.journal.engine, place.device.stream)
    remove_revoked(place, slots, now)  # the backup still has a slot for whoever left since
    durable_file.remove(place.home / FILE)
    return gone


def _begin_anew(place: Workplace, author: Author, restored: Restored, now: datetime) -> None:
    """Leave the old chain and say so in the new one; what a flat battery has cut short goes on."""
    left = place.local.get(_DONE) or {}
    if left.get("id") != restored.id:
        years = range(restored.at.astimezone().year, now.astimezone().year + 1)
        skip_numbers(place.journal.engine, place.device.letter, years)
        n, head = place.journal.head(place.chain())
        left = {"id": restored.id, "chain": place.chain(), "n": n, "head": head}
        place.local.put(_DONE, left)
    if place.chain() == left["chain"]:
        place.leave_chain()
    if place.journal.head(place.chain())[0] == 0:
        told = {name: left[name] for name in ("chain", "n", "head")}
        told["backup_at"] = write_time(restored.at)
        place.journal.append(author.about_device(DeviceAction.RESTORED, told, now))


def _clear(home: Path) -> None:
    """Make room where an earlier try was cut short. Raises NotAllowed("home_in_use")."""
    found = [path for path in home.iterdir() if path.name not in _STAYS]
    if not found:
        return
    if (home / "device.json").exists() or not is_restored(home):
        raise NotAllowed("home_in_use")
    for path in found:
        if path.name != FILE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _take(source: Path, target: Path) -> None:
    """Copy a file of a backup, durable. Raises DiskFull, Damaged(what="home"), or Trouble for the stick."""
    with stick.opened(source) as read:
        if read is None:
            raise Damaged(what="backup")
        try:
            target.parent.mkdir(mode=0o700, exist_ok=True)
            number = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(number, "wb") as file:
                while piece := _piece(read.read):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise durable_file.trouble_of(error) from None
    if target.parent.name == ATTACHMENTS:
        return
    durable_file.sync_folder(target.parent)


def _sync(home: Path) -> None:
    """Everything but the last file is durable, by name too. Raises Damaged(what="home")."""
    try:
        for folder in (home / ATTACHMENTS, home):
            if folder.is_dir():
                durable_file.sync_folder(folder)
    except OSError as error:
        raise durable_file.trouble_of(error) from None


def _piece(read: Callable[[int], bytes]) -> bytes:
    try:
        return read(_PIECE)
    except OSError:
        raise Trouble("stick_gone") from None


def _written(restored: Restored) -> bytes:
    return canonical({"id": restored.id, "key": restored.key, "at": write_time(restored.at)})


def _read(home: Path) -> Restored:
    try:
        value = json.loads((home / FILE).read_bytes())
        return Restored(str(value["id"]), str(value["key"]), read_time(value["at"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Damaged(what="backup") from None
