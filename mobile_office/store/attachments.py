"""Attachments (Anlagen) as files beside the store: ciphertext, named by its SHA-256, readable by their owner only.

What a method has kept is durable when it returns. A kill between a file and its row loses nothing and leaves
nothing: the sweep at opening removes what nobody names. Keys are no business of this floor.
"""

import os
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, bindparam, delete, func, select, update

from mobile_office.domain.attachment import CHUNK, chunks_of
from mobile_office.domain.case import Status
from mobile_office.domain.errors import Damaged
from mobile_office.store import blobs, tables
from mobile_office.store.adopting import adopt, digest_of
from mobile_office.store.durable_file import make_folder, sync_folder, trouble_of
from mobile_office.store.owed import is_over, is_owed
from mobile_office.store.remembered import remembered
from mobile_office.store.tables import blob
from mobile_office.store.transactions import reading, writing

FOLDER = "attachments"
_FRESH, _PART = ".new", ".part"  # being sealed; being fetched
_STAYS = 14 * 24 * 3600  # seconds; how long ago a store may have been copied that is put back
# Whose attachments somebody here will look at: an office PC reviews and takes over, a bus answers what came back.
_WANTED = {
    "bus": (Status.RETURNED, Status.QUERIED),
    "station": (Status.SUBMITTED, Status.RETURNED, Status.QUERIED, Status.APPROVED, Status.HELD_BACK),
}
_b = blob.c
_CALLED = select(blob).where(_b.digest == bindparam("called"))
_SENT = update(blob).where(_b.digest == bindparam("called")).values(sent_at=bindparam("now"))


@dataclass(frozen=True)
class Blob:
    """A file of ciphertext and what is known of it. `size` in bytes; `entry` and `subject` None while it is a draft's.

    `own`: to be uploaded until `sent_at`. `here`: the whole file lies here, verified.
    """

    digest: str
    size: int
    entry: str | None
    subject: str | None
    own: bool
    here: bool
    sent_at: datetime | None


class Attachments:
    """The attachments of one device, of its `stream` and `kind` ("bus", "station"). An unknown digest raises KeyError.

    Everything raises DiskFull or Damaged(what="home") where the folder cannot be written, Trouble for the store.
    """

    def __init__(self, engine: Engine, folder: Path, stream: str, kind: str = "bus") -> None:
        self.engine, self._folder, self._stream = engine, folder, stream
        self._wanted = tuple(status.value for status in _WANTED[kind])

    # -- captured here

    def fresh(self) -> Path:
        """An empty file to seal into, for `keep` or `drop`; what is neither is swept when the store is opened next."""
        path = self._folder / f"{secrets.token_hex(16)}{_FRESH}"
        with _translated():
            make_folder(self._folder)
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        return path

    def drop(self, fresh: Path) -> None:
        """Remove a file that is not to be kept; nothing where it is kept already."""
        with _translated():
            fresh.unlink(missing_ok=True)

    def keep(self, sealed: Path, digest: str, size: int, draft: str, now: datetime) -> None:
        """Keep a sealed file (of `fresh`) as a draft's; then the draft has to name it. Durable; on the one writer.

        What no draft names is swept when the store is opened next.
        """
        with _translated():
            with sealed.open("rb") as file:
                os.fsync(file.fileno())
            sealed.rename(self._path(digest))
            sync_folder(self._folder)
        with writing(self.engine) as connection:
            blobs.insert_own(connection, digest, size, draft, now)

    # -- reading

    @remembered
    def row(self, digest: str) -> Blob:
        """What is known of an attachment."""
        with reading(self.engine) as connection:
            row = connection.execute(_CALLED, {"called": digest}).one_or_none()
        if row is None or (row.draft is None and row.entry is None):
            raise KeyError(digest)
        return _read(row)

    @remembered
    def of(self, subject: str) -> tuple[Blob, ...]:
        """The attachments of a case whose bodies are here, first captured first."""
        return self._rows(_b.subject == subject)

    def read(self, digest: str, index: int) -> bytes:
        """A chunk of the ciphertext, from 0. Raises Damaged(what="attachment") when it is not whole here."""
        return self.chunk(self.row(digest), index)

    def chunk(self, known: Blob, index: int) -> bytes:
        """The same of one that was just looked up. Raises as `read`, KeyError where it was erased meanwhile."""
        wanted, chunk = min(CHUNK, known.size - index * CHUNK), b""
        with suppress(FileNotFoundError), self._path(known.digest).open("rb") as file:
            file.seek(index * CHUNK)
            chunk = file.read(CHUNK)
        if len(chunk) != wanted:
            self.row(known.digest)
            raise Damaged("attachment_damaged", what="attachment")
        return chunk

    # -- to the office

    def to_send(self, limit: int = 100) -> tuple[Blob, ...]:
        """What the office has to get now: whole, owed (`owed.py`), its entry receipted. Smallest first."""
        return self._rows(*self._unsent(), order=(_b.size, _b.digest), limit=limit)

    @remembered
    def unsent(self) -> tuple[int, int]:
        """How many attachments of receipted entries are to be sent, and their bytes."""
        with reading(self.engine) as connection:
            counted = select(func.count(), func.coalesce(func.sum(_b.size), 0)).where(*self._unsent())
            count, size = connection.execute(counted).one()
        return count, size

    def is_over(self, subject: str) -> bool:
        """Whether a case has its outcome: what the office does not want of it by then, it has erased."""
        return is_over(self.engine, self._stream, subject)

    def mark_all_sent(self, digests: Iterable[str], now: datetime) -> None:
        """The office holds them whole; one wait for the disk for all of them."""
        rows = [{"called": digest, "now": now} for digest in digests]
        if rows:
            with writing(self.engine) as connection:
                connection.execute(_SENT, rows)

    # -- from the office

    def to_fetch(self, limit: int = 100) -> tuple[Blob, ...]:
        """What is not here and belongs to a case somebody here will look at: what is at the office, smallest first."""
        case = tables.case.c
        is_it = case.stream == self._stream, case.number == _b.subject
        is_wanted = select(case.number).where(*is_it, case.status.in_(self._wanted))
        return self._rows(~_b.here, is_wanted.exists(), order=blobs.first_there(self._stream), limit=limit)

    def fetched(self, digest: str) -> int:
        """How many chunks of it have arrived and are kept over a restart: the next one's index."""
        known, part = self.row(digest), self._path(digest, _PART)
        if known.here:
            return chunks_of(known.size)
        size = part.stat().st_size if part.exists() else 0
        return chunks_of(known.size) if size >= known.size else size // CHUNK

    def put(self, digest: str, index: int, chunk: bytes) -> None:
        """Keep a chunk that came from the office, in order; what follows it is cut off. Durable.

        Raises ValueError for one that is not the next or has not its length, KeyError for one nobody knows any more.
        """
        known = self.row(digest)
        if index > self.fetched(digest) or len(chunk) != min(CHUNK, known.size - index * CHUNK):
            raise ValueError("not the next chunk")
        with _translated():
            make_folder(self._folder)
            number = os.open(self._path(digest, _PART), os.O_WRONLY | os.O_CREAT, 0o600)
            with os.fdopen(number, "wb") as file:
                file.seek(index * CHUNK)
                file.truncate()
                file.write(chunk)
                file.flush()
                os.fsync(file.fileno())

    def finish(self, digest: str) -> bool:
        """It is here when all that was put makes up its digest; else False, and it begins anew. On the one writer.

        False, too, for what was erased meanwhile.
        """
        part = self._path(digest, _PART)
        try:
            known = self.row(digest)
        except KeyError:
            self.drop(part)
            return False
        with _translated():
            if not part.exists() or digest_of(part) != digest:
                part.unlink(missing_ok=True)
                return known.here
            part.rename(self._path(digest))
            sync_folder(self._folder)
        with writing(self.engine) as connection:
            connection.execute(update(blob).where(_b.digest == digest).values(here=True))
        return True

    # -- forgetting

    def sweep(self, *, opening: bool = False) -> None:
        """Remove the files that are nobody's any more; on the one writer, after whatever made them so.

        At `opening` also what was being sealed when the program ended, what no draft names in spite of its row, and
        old files that have no row at all. Young ones stay: a store put back to an older copy has forgotten them, and
        the entry that names them comes back from the office (`adopt`).
        """
        if opening:
            self._forget_unnamed()
        if not self._folder.is_dir():
            return
        with reading(self.engine) as connection:
            nobodys = set(connection.scalars(select(_b.digest).where(*blobs.NOBODYS)))
            known = {row.digest: bool(row.here) for row in connection.execute(select(_b.digest, _b.here))}
        with _translated():
            for path in self._folder.iterdir():
                if path.stem in nobodys or (opening and self._is_left_over(path, known)):
                    path.unlink(missing_ok=True)
            sync_folder(self._folder)
        if nobodys:
            with writing(self.engine) as connection:
                connection.execute(delete(blob).where(_b.digest.in_(nobodys), *blobs.NOBODYS))

    def _is_left_over(self, path: Path, known: Mapping[str, bool]) -> bool:
        """Whether a file is of no use: half of something, or whole and unknown for longer than a store is put back."""
        if path.suffix:
            return path.suffix != _PART or known.get(path.stem, True)
        return path.stem not in known and time.time() - path.stat().st_mtime > _STAYS

    def adopt(self) -> None:
        """Find again what a store put back to an older copy had forgotten (`adopting`). On the one writer."""
        with _translated():
            adopt(self.engine, self._folder)

    def _forget_unnamed(self) -> None:
        with reading(self.engine) as connection:
            kept = connection.execute(select(_b.digest, _b.draft).where(_b.draft.is_not(None))).all()
            if not kept:
                return
            named = connection.scalars(select(tables.draft.c.attachments)).all()
        digests = {each["digest"] for attachments in named for each in attachments}
        if gone := [row.digest for row in kept if row.digest not in digests]:
            with writing(self.engine) as connection:
                connection.execute(update(blob).where(_b.digest.in_(gone)).values(draft=None))

    def _unsent(self) -> tuple[ColumnElement[bool], ...]:
        entry = tables.entry.c
        is_it = entry.stream == self._stream, entry.id == _b.entry
        receipted = select(entry.id).where(*is_it, entry.seq.is_not(None)).exists()
        return is_owed(), receipted

    def _rows(
        self,
        *which: ColumnElement[bool],
        order: tuple[Any, ...] = (_b.created_at, _b.digest),
        limit: int = -1,
    ) -> tuple[Blob, ...]:
        with reading(self.engine) as connection:
            rows = connection.execute(select(blob).where(*which).order_by(*order).limit(limit)).all()
        return tuple(map(_read, rows))

    def _path(self, digest: str, end: str = "") -> Path:
        return self._folder / f"{digest}{end}"


def _read(row: Row[Any]) -> Blob:
    return Blob(row.digest, row.size, row.entry, row.subject, row.own, row.here, row.sent_at)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise trouble_of(error) from None
