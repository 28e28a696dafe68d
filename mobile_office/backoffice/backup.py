"""Backups of an office (Sicherung): made while it serves, checked, and put back under a new epoch.

A backup holds what the office has erased since, so it has to go when its days are over; and it must be younger than
the devices keep bodies, or what was receipted since could be lost with the office.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mobile_office.backoffice import backup_file, server_tools
from mobile_office.backoffice.backup_file import POSTGRESQL, SQLITE, Backup
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import backups
from mobile_office.backoffice.turns import WHOLE
from mobile_office.canonical import read_time, write_time
from mobile_office.domain.errors import Damaged, MobileOfficeError, NotAllowed, WrongKey
from mobile_office.store.copying import check_copy, copy_to
from mobile_office.store.insertion import insert_new
from mobile_office.store.retention import RETENTION
from mobile_office.store.streams import begin_epochs
from mobile_office.store.transactions import reading, writing
from mobile_office.store.vault import close_store, open_database

KEEP = timedelta(days=30)  # a backup; at most 90, as long as bodies may lie anywhere
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Checked:
    """What is wrong with a folder of backups; all empty and in time: nothing.

    `newest` is the newest backup in the folder that is in order. `damaged` cannot be opened, `stale` have to be deleted.
    """

    newest: Backup | None
    is_young: bool
    damaged: tuple[Path, ...]
    stale: tuple[Path, ...]


def back_up(office: Office, url: str, folder: Path, public: str = "") -> Backup:
    """Copy the office into a new encrypted file of a folder, and note it. The office may serve meanwhile.

    `public` is who may restore (X25519, hex); else the office's recovery key. Raises DiskFull, Trouble, NotAllowed.
    """
    if not folder.is_dir():
        raise NotAllowed("backup_folder_missing")
    now, key = office.clock(), public or office.keys.public.recovery
    if office.engine.dialect.name == SQLITE:
        made = backup_file.write(folder, now, SQLITE, key, _copied(office, Path(url.partition(":///")[2])))
    else:
        made = backup_file.write(folder, now, POSTGRESQL, key, server_tools.dumped(url))
    with writing(office.engine) as connection:
        values = {"digest": made.digest, "size": made.size}
        insert_new(connection, backups, stream=WHOLE, at=write_time(now), **values)
    return made


def check(
    office: Office, folder: Path, private: bytes | None, keep: timedelta = KEEP, young: timedelta = RETENTION
) -> Checked:
    """Look at every backup of a folder: can it be opened (with `private`, or only read), may it still exist.

    Notes which of the office's backups are gone from the folder. Raises NotAllowed("backup_folder_missing").
    """
    if not folder.is_dir():
        raise NotAllowed("backup_folder_missing")
    now = office.clock()
    found, damaged = [], []
    for path in sorted(folder.glob(f"*{backup_file.ENDING}")):
        try:
            backup = backup_file.read(path)
            found.append(backup)
            _prove(office, backup, private)
        except (Damaged, WrongKey):
            damaged.append(path)
    newest = max((each for each in found if each.path not in damaged), key=lambda each: each.at, default=None)
    _note_gone(office, {each.digest for each in found}, now)
    stale = tuple(each.path for each in found if now - each.at > keep)
    return Checked(newest, newest is not None and now - newest.at < young, tuple(damaged), stale)


def restore(path: Path, private: bytes, url: str, aside: Path | None = None) -> tuple[Backup, int]:
    """Put an office back from a backup and begin a new epoch; what was restored, and of how many streams.

    Nothing may serve meanwhile. An SQLite database that is there is moved `aside`; without it, and for a server whose
    database is not empty, nothing is touched: NotAllowed("database_there"). Raises WrongKey, Damaged(what="backup").
    """
    backup = backup_file.read(path)
    if backup.kind != (SQLITE if url.startswith("sqlite:") else POSTGRESQL):
        raise NotAllowed("backup_other_kind", kind=backup.kind)
    if backup.kind == SQLITE:
        _restore_file(path, private, Path(url.partition(":///")[2]), aside)
    else:
        server_tools.restore(url, backup_file.opened(path, private))
    engine = open_database(url)
    try:
        with writing(engine) as connection:
            return backup, begin_epochs(connection)
    finally:
        close_store(engine)


def newest(office: Office) -> datetime | None:
    """When the newest backup was made that the office knows of."""
    there = backups.c.deleted_at.is_(None)
    chosen = backups.select().where(there).order_by(backups.c.at.desc()).limit(1)
    with reading(office.engine) as connection:
        row = connection.execute(chosen).mappings().first()
    return read_time(row["at"]) if row else None


def _copied(office: Office, database: Path) -> Iterator[bytes]:
    """The pages of a copy that lies beside the database, as plain as that, for as long as this lasts."""
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=f"{database.name}.copy-") as folder:
        copy = Path(folder) / "office.db"
        copy_to(office.engine, copy)
        yield from _pieces(copy)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _prove(office: Office, backup: Backup, private: bytes | None) -> None:
    """Raise Damaged or WrongKey unless the file is the one that was made, and can be opened."""
    known = backups.select().where((backups.c.stream == WHOLE) & (backups.c.at == write_time(backup.at)))
    with reading(office.engine) as connection:
        row = connection.execute(known).mappings().first()
    if row is not None and row["digest"] != backup.digest:
        raise Damaged(what="backup")
    if private is None:
        return
    with tempfile.TemporaryDirectory(prefix="backup-") as folder:
        copy = Path(folder) / "office.db"
        with copy.open("wb") as file:
            for piece in backup_file.opened(backup.path, private):
                if backup.kind == SQLITE:
                    file.write(piece)
        if backup.kind == SQLITE:
            check_copy(copy)


def _note_gone(office: Office, there: set[str], now: datetime) -> None:
    with writing(office.engine) as connection:
        alive = backups.select().where(backups.c.deleted_at.is_(None))
        for row in connection.execute(alive).mappings().all():
            if row["digest"] not in there:
                here = (backups.c.stream == WHOLE) & (backups.c.at == row["at"])
                connection.execute(backups.update().where(here).values(deleted_at=write_time(now)))


def _restore_file(path: Path, private: bytes, target: Path, aside: Path | None) -> None:
    if target.exists() and aside is None:
        raise NotAllowed("database_there")
    fresh = target.with_name(f"{target.name}.restored")
    try:
        with fresh.open("wb") as file:
            fresh.chmod(0o600)
            for piece in backup_file.opened(path, private):
                file.write(piece)
        check_copy(fresh)
        for ending in ("", "-wal", "-shm"):
            old = target.with_name(target.name + ending)
            if old.exists() and aside is not None:
                old.replace(aside.with_name(aside.name + ending))
        fresh.replace(target)
    except OSError as error:
        raise NotAllowed("backup_unwritable") from error
    except MobileOfficeError:
        fresh.unlink(missing_ok=True)
        raise
    finally:
        fresh.unlink(missing_ok=True)
