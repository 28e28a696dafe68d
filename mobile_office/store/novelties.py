"""What of a stream is new to a device (Neues): numbered entries after its cursor, within somebody's transaction.

A "bus" sees the cases that began on it and its own days, a "station" the whole stream (sync.md 9).
"""

from typing import Any

from sqlalchemy import Connection, Select, or_, select

from mobile_office.domain.case import Action, SubjectKind
from mobile_office.protocol import Numbered
from mobile_office.store import tables
from mobile_office.store.rows import read_numbered

_entry, _e, _c = tables.entry, tables.entry.c, tables.case.c


def subjects_of(stream: str, device: str) -> Select[Any]:
    """Selects what belongs to a device: cases submitted on it, and what it has written about itself and its days.

    Not whatever it has written about: case numbers can be guessed, and a note, or an entry that was refused, would
    else open a colleague's case.
    """
    began = select(_c.number).where(_c.stream == stream, _c.number == _e.subject, _c.device == device)
    is_its_own = or_(_e.kind != SubjectKind.CASE.value, began.exists())
    return select(_e.subject).where(_e.stream == stream, _e.device == device, _e.seq.is_not(None), is_its_own)


def entries_since(
    connection: Connection, stream: str, cursor: int, device: str, kind: str, limit: int
) -> tuple[Numbered, ...]:
    """Numbered entries after `cursor` in a device's scope, by number.

    A QUERY brings its whole case along, also what is not after `cursor`: the device may have erased the bodies.
    So there may be more than `limit`; the last one is always new.
    """
    chosen = select(_entry).where(_e.stream == stream, _e.seq > cursor)
    if kind == "bus":
        chosen = chosen.where(_e.subject.in_(subjects_of(stream, device)))
    page = [read_numbered(row) for row in connection.execute(chosen.order_by(_e.seq).limit(limit))]
    asked = {item.entry.header.subject for item in page if item.entry.header.action is Action.QUERY}
    if not asked:
        return tuple(page)
    until = page[-1].receipt.seq
    again = select(_entry).where(_e.stream == stream, _e.subject.in_(asked), _e.seq <= until)
    page += [read_numbered(row) for row in connection.execute(again)]
    return tuple(sorted({item.receipt.seq: item for item in page}.values(), key=lambda i: i.receipt.seq))
