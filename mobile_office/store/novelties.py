"""What of a stream is new to a device (Neues): numbered entries after its cursor, within somebody's transaction.

A "bus" sees the subjects it has written about, a "station" the whole stream (sync.md 9).
"""

from sqlalchemy import Connection, select

from mobile_office.domain.case import Action
from mobile_office.protocol import Numbered
from mobile_office.store import tables
from mobile_office.store.rows import read_numbered

_entry, _e = tables.entry, tables.entry.c


def entries_since(
    connection: Connection, stream: str, cursor: int, device: str, kind: str, limit: int
) -> tuple[Numbered, ...]:
    """Numbered entries after `cursor` in a device's scope, by number.

    A QUERY brings its whole case along, also what is not after `cursor`: the device may have erased the bodies.
    So there may be more than `limit`; the last one is always new.
    """
    chosen = select(_entry).where(_e.stream == stream, _e.seq > cursor)
    if kind == "bus":
        own = select(_e.subject).where(_e.stream == stream, _e.device == device)
        chosen = chosen.where(_e.subject.in_(own))
    page = [read_numbered(row) for row in connection.execute(chosen.order_by(_e.seq).limit(limit))]
    asked = {item.entry.header.subject for item in page if item.entry.header.action is Action.QUERY}
    if not asked:
        return tuple(page)
    until = page[-1].receipt.seq
    again = select(_entry).where(_e.stream == stream, _e.subject.in_(asked), _e.seq <= until)
    page += [read_numbered(row) for row in connection.execute(again)]
    return tuple(sorted({item.receipt.seq: item for item in page}.values(), key=lambda i: i.receipt.seq))
