"""How far this side has got in a stream: the highest number handed out (office) or read (device).

The office numbers entries under a lock on this row, or a cursor could step over a transaction that
commits late. A row, not an advisory lock: those do not travel in a distributed database.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from mobile_office.store import tables
from mobile_office.store.insertion import insert_new

_stream = tables.stream
_KEPT = select(_stream).where(_stream.c.stream == bindparam("called"))
_LOCKED = _KEPT.with_for_update()
_KEEP = (
    update(_stream)
    .where(_stream.c.stream == bindparam("called"))
    .values(seq=bindparam("seq"), epoch=bindparam("epoch"))
)


@dataclass(frozen=True)
class Reach:
    """The highest number, and the epoch it is of (empty before the first exchange)."""

    seq: int = 0
    epoch: str = ""


def kept_stream(connection: Connection, stream: str) -> Reach:
    """What is kept, or the beginning."""
    row = connection.execute(_KEPT, {"called": stream}).one_or_none()
    return Reach(row.seq, row.epoch) if row else Reach()


def locked_stream(connection: Connection, stream: str) -> Reach:
    """What is kept, locked until the transaction ends; at the office. Begins an epoch if there is none.

    Whoever else asks for the same row waits, also where two begin the stream at the same moment.
    """
    row = connection.execute(_LOCKED, {"called": stream}).one_or_none()
    if row is None:
        insert_new(connection, _stream, stream=stream, seq=0, epoch=secrets.token_hex(16))
        row = connection.execute(_LOCKED, {"called": stream}).one()
    return Reach(row.seq, row.epoch)


def keep_stream(connection: Connection, stream: str, reach: Reach) -> None:
    """Keep how far we have got."""
    values = {"seq": reach.seq, "epoch": reach.epoch}
    if not connection.execute(_KEEP, {"called": stream, **values}).rowcount:
        connection.execute(insert(_stream).values(stream=stream, **values))


def begin_epochs(connection: Connection) -> int:
    """Begin a new epoch in every stream, at an office put back from a backup; how many streams there are.

    Devices then offer again whatever they still have the bodies of; what the office has gets its old receipt again.
    """
    names = connection.scalars(select(_stream.c.stream)).all()
    for name in names:
        fresh = secrets.token_hex(16)
        connection.execute(update(_stream).where(_stream.c.stream == name).values(epoch=fresh))
    return len(names)
