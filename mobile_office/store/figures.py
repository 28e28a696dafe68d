"""What the office's journal holds, in numbers: for the administrator and for monitoring. Reads, in any transaction.

Every query is answered from an index; none reads a body.
"""

from datetime import datetime

from sqlalchemy import Connection, func, select, text

from mobile_office.canonical import read_time
from mobile_office.store import tables

_e = tables.entry.c
_IS_HELD = _e.seq.is_(None), _e.refused.is_(None), _e.settled.is_not(None)
# What was erased waits for nothing any more.
_IS_INCOMPLETE = _e.attached > 0, _e.completion.is_(None), _e.seq.is_not(None), _e.body.is_not(None)


def held(connection: Connection) -> int:
    """How many entries are kept aside for the administrator, in all streams."""
    return int(connection.scalar(select(func.count()).select_from(tables.entry).where(*_IS_HELD)) or 0)


def oldest_incomplete(connection: Connection) -> datetime | None:
    """When the oldest accepted entry arrived that still waits for attachments; None when none does."""
    firsts = select(_e.stream, func.min(_e.seq)).where(*_IS_INCOMPLETE).group_by(_e.stream)
    times: list[datetime] = []
    for stream, seq in connection.execute(firsts).all():
        receipts = connection.scalars(select(_e.receipt).where(_e.stream == stream, _e.seq == seq))
        times += [read_time(receipt["at"]) for receipt in receipts if receipt]
    return min(times, default=None)


def incomplete_by_device(connection: Connection) -> dict[str, int]:
    """How many accepted entries of each device wait for attachments; devices without any are left out."""
    chosen = select(_e.device, func.count().label("waiting")).where(*_IS_INCOMPLETE).group_by(_e.device)
    return {row.device: row.waiting for row in connection.execute(chosen)}


def database_bytes(connection: Connection) -> int:
    """The size of the database: of the file without its log, or as the server says."""
    if connection.dialect.name == "sqlite":
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        return int(pages) * int(connection.execute(text("PRAGMA page_size")).scalar_one())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
