"""How far this side has got in a stream: the highest number handed out (office) or read (device).

The office numbers entries under a lock on this row, or a cursor could step over a transaction that
commits late.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from mobile_office.store import tables

_stream = tables.stream


@dataclass(frozen=True)
class Reach:
    """The highest number, and the epoch it is of (empty before the first exchange)."""

    seq: int = 0
    epoch: str = ""


def kept_stream(connection: Connection, stream: str) -> Reach:
    """What is kept, or the beginning."""
    row = connection.execute(select(_stream).where(_stream.c.stream == stream)).one_or_none()
    return Reach(row.seq, row.epoch) if row else Reach()


def locked_stream(connection: Connection, stream: str) -> Reach:
    """What is kept, locked until the transaction ends; at the office. Begins an epoch if there is none."""
    row = connection.execute(
        select(_stream).where(_stream.c.stream == stream).with_for_update()
    ).one_or_none()
    if row is None:
        reach = Reach(0, secrets.token_hex(16))
        connection.execute(insert(_stream).values(stream=stream, seq=reach.seq, epoch=reach.epoch))
        return reach
    return Reach(row.seq, row.epoch)


def keep_stream(connection: Connection, stream: str, reach: Reach) -> None:
    """Keep how far we have got."""
    values = {"seq": reach.seq, "epoch": reach.epoch}
    if not connection.execute(update(_stream).where(_stream.c.stream == stream).values(values)).rowcount:
        connection.execute(insert(_stream).values(stream=stream, **values))
