"""Attachments at the office: ciphertext in chunks, taken only where an accepted entry names it.

A blob counts once the SHA-256 of all its chunks was found right. Who may have it back is asked in `scopes`, and what
becomes complete by it in `completing`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mobile_office.backoffice.tables import Condition, Connection, bindparam, blobs, chunks, wanted
from mobile_office.blobs import Parcel
from mobile_office.canonical import write_time
from mobile_office.domain.attachment import CHUNK, Attachment, chunks_of
from mobile_office.domain.errors import NotAllowed, Refused

_CALLED = (blobs.c.stream == bindparam("in_stream")) & (blobs.c.digest == bindparam("called"))
_LOCKED = blobs.select().where(_CALLED).with_for_update()
_SEVERAL = (blobs.c.stream == bindparam("in_stream")) & blobs.c.digest.in_(
    bindparam("called", expanding=True)
)
_ALL = blobs.select().where(_SEVERAL)
# In one order, so that of two who lock some of the same none waits for the other.
_ALL_LOCKED = _ALL.order_by(blobs.c.digest).with_for_update()
_ALL_WHOLE = blobs.update().where(_SEVERAL).values(whole_at=bindparam("now"))
_WHOLE = blobs.update().where(_CALLED).values(whole_at=bindparam("now"))


class Progress(StrEnum):
    """What became of a blob by a chunk that was put."""

    PART = "part"  # it is kept; others are lacking
    WHOLE = "whole"  # the last one, just now
    DROPPED = "dropped"  # the last one, and the digest is wrong: all are forgotten and asked for anew


@dataclass(frozen=True)
class Piece:
    """A chunk as a device hands it over: the `index`-th (from 0) of an attachment of `size` bytes.

    `sha256` is the chunk's own digest (hex), which the caller has anyway.
    """

    digest: str
    size: int
    index: int
    data: bytes
    sha256: str

    @property
    def has_its_place(self) -> bool:
        """Whether an attachment of this size has such a chunk, and the chunk its exact length."""
        if not 0 <= self.index < chunks_of(self.size):
            return False
        return len(self.data) == min(CHUNK, self.size - self.index * CHUNK)


@dataclass(frozen=True)
class Wish:
    """What an entry about a `subject` names."""

    entry: str
    subject: str
    named: tuple[Attachment, ...]


def want(connection: Connection, stream: str, wishes: Sequence[Wish], now: datetime) -> frozenset[str]:
    """Note what entries just accepted wait for, under the lock on the stream's row; what of it is whole already."""
    named = {each.digest: each for wish in wishes for each in wish.named}
    here = connection.execute(_ALL, {"in_stream": stream, "called": sorted(named)}).all()
    known = {row.digest for row in here}
    rows = [
        {"stream": stream, "entry": wish.entry, "subject": wish.subject, "digest": each.digest}
        for wish in wishes
        for each in wish.named
    ]
    connection.execute(wanted.insert(), rows)
    # Looked for first: an insert beside one that is just becoming whole would wait for whoever waits for our lock.
    blob = {"stream": stream, "created_at": write_time(now)}
    fresh = [
        {**blob, "digest": digest, "size": one.size} for digest, one in named.items() if digest not in known
    ]
    if fresh:
        connection.execute(blobs.insert(), fresh)
    return frozenset(row.digest for row in here if row.whole_at is not None)


def missing(connection: Connection, stream: str, digest: str) -> tuple[int, ...] | None:
    """Which chunks are lacking, in order; none when the blob is whole; None when no accepted entry wants it."""
    row = connection.execute(blobs.select().where(_blob(stream, digest))).one_or_none()
    if row is None:
        return None
    if row.whole_at is not None:
        return ()
    here = _here(connection, stream, digest)
    return tuple(index for index in range(chunks_of(row.size)) if index not in here)


def put(connection: Connection, stream: str, piece: Piece, now: datetime) -> Progress:
    """Keep a chunk; the same again is harmless.

    Raises NotAllowed("blob_unknown") while nobody wants it, and Refused("blob_damaged") for another size than the
    entry names, a chunk of another length, and another content where one is kept already.
    """
    # Locked: of two who bring the last two chunks at once, one must see the other's.
    called = {"in_stream": stream, "called": piece.digest}
    row = connection.execute(_LOCKED, called).one_or_none()
    if row is None:
        raise NotAllowed("blob_unknown")
    if row.size != piece.size or not piece.has_its_place:
        raise Refused("blob_damaged")
    # Of a single chunk nothing is kept before the whole is.
    is_single = chunks_of(row.size) == 1
    here = frozenset[int]() if is_single else _here(connection, stream, piece.digest)
    if row.whole_at is not None or piece.index in here:
        if _data(connection, stream, piece.digest, piece.index) != piece.data:
            raise Refused("blob_damaged")
        return Progress.PART
    is_last = len(here) + 1 == chunks_of(row.size)
    if is_last and piece.digest != (piece.sha256 if is_single else _sha256(connection, stream, piece)):
        connection.execute(chunks.delete().where(_chunks(stream, piece.digest)))
        return Progress.DROPPED
    kept = {"stream": stream, "digest": piece.digest, "at": piece.index, "data": piece.data}
    connection.execute(chunks.insert(), kept)
    if not is_last:
        return Progress.PART
    connection.execute(_WHOLE, {**called, "now": write_time(now)})
    return Progress.WHOLE


def put_whole(
    connection: Connection, stream: str, parcel: Parcel, now: datetime
) -> tuple[frozenset[str], dict[str, str]]:
    """Keep attachments of one chunk each, whose digests are right; which became whole just now, and why others did not.

    The codes are those of `put`; what is whole already is taken and nothing new.
    """
    called = {"in_stream": stream, "called": sorted(parcel)}
    known = {row.digest: row for row in connection.execute(_ALL_LOCKED, called)}
    refused = {digest: "blob_unknown" for digest in parcel if digest not in known}
    refused |= {digest: "blob_damaged" for digest, row in known.items() if row.size != len(parcel[digest])}
    fresh = [digest for digest, row in known.items() if row.whole_at is None and digest not in refused]
    if fresh:
        rows = [{"stream": stream, "digest": digest, "at": 0, "data": parcel[digest]} for digest in fresh]
        connection.execute(chunks.insert(), rows)
        connection.execute(_ALL_WHOLE, {**called, "called": fresh, "now": write_time(now)})
    return frozenset(fresh), refused


def chunk(connection: Connection, stream: str, digest: str, index: int) -> bytes:
    """A chunk of a blob that is whole. Raises NotAllowed("blob_unknown")."""
    is_whole = blobs.select().where(_blob(stream, digest), blobs.c.whole_at.is_not(None))
    data = _data(connection, stream, digest, index) if connection.execute(is_whole).first() else None
    if data is None:
        raise NotAllowed("blob_unknown")
    return data


def _sha256(connection: Connection, stream: str, last: Piece) -> str:
    """Of all chunks, one after another: never more than two of them in memory."""
    digest = hashlib.sha256()
    for data in _all(connection, stream, last):
        digest.update(data)
    return digest.hexdigest()


def _all(connection: Connection, stream: str, last: Piece) -> Iterator[bytes]:
    for index in range(chunks_of(last.size)):
        yield last.data if index == last.index else _data(connection, stream, last.digest, index) or b""


def _here(connection: Connection, stream: str, digest: str) -> frozenset[int]:
    found = chunks.select().where(_chunks(stream, digest)).with_only_columns(chunks.c.at)
    return frozenset(connection.scalars(found))


def _data(connection: Connection, stream: str, digest: str, index: int) -> bytes | None:
    chosen = chunks.select().where(_chunks(stream, digest), chunks.c.at == index)
    data = connection.scalar(chosen.with_only_columns(chunks.c.data))
    return None if data is None else bytes(data)


def _blob(stream: str, digest: str) -> Condition:
    return (blobs.c.stream == stream) & (blobs.c.digest == digest)


def _chunks(stream: str, digest: str) -> Condition:
    return (chunks.c.stream == stream) & (chunks.c.digest == digest)
