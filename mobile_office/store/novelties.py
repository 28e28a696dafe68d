"""What of a stream is new to a device (Neues): numbered entries after its cursor, within somebody's transaction.

A "bus" sees the cases that began on it and its own days, a "station" the whole stream (sync.md 9).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, or_, select

from mobile_office.domain.case import Action, SubjectKind
from mobile_office.protocol import Numbered
from mobile_office.store import tables
from mobile_office.store.rows import read_numbered

_entry, _e, _c = tables.entry, tables.entry.c, tables.case.c


def subjects_of(stream: str | BindParameter[str], device: str | BindParameter[str]) -> Select[Any]:
    """Selects what belongs to a device: cases submitted on it, and what it has written about itself and its days.

    Not whatever it has written about: case numbers can be guessed, and a note, or an entry that was refused, would
    else open a colleague's case.
    """
    began = select(_c.number).where(_c.stream == stream, _c.number == _e.subject, _c.device == device)
    is_its_own = or_(_e.kind != SubjectKind.CASE.value, began.exists())
    return select(_e.subject).where(_e.stream == stream, _e.device == device, _e.seq.is_not(None), is_its_own)


_NEW = (
    select(_e.id)
    .where(_e.stream == bindparam("in_stream"), _e.seq > bindparam("after"))
    .order_by(_e.seq)
    .limit(bindparam("most"))
)
_NEW_TO_BUS = _NEW.where(_e.subject.in_(subjects_of(bindparam("in_stream"), bindparam("of_device"))))
_BY_IDS = select(_entry).where(
    _e.stream == bindparam("in_stream"), _e.id.in_(bindparam("ids", expanding=True))
)
_NOTHING: Mapping[str, Numbered] = {}


def entries_since(
    connection: Connection,
    stream: str,
    cursor: int,
    device: str,
    kind: str,
    limit: int,
    known: Mapping[str, Numbered] = _NOTHING,
) -> tuple[Numbered, ...]:
    """Numbered entries after `cursor` in a device's scope, by number; what is `known`, by its id, is not read again.

    A QUERY brings its whole case along, also what is not after `cursor`: the device may have erased the bodies.
    So there may be more than `limit`; the last one is always new.
    """
    called = {"in_stream": stream, "after": cursor, "most": limit}
    if kind == "bus":
        ids = connection.scalars(_NEW_TO_BUS, {**called, "of_device": device}).all()
    else:
        ids = connection.scalars(_NEW, called).all()
    here = dict(known)
    if unknown := [one for one in ids if one not in here]:
        found = connection.execute(_BY_IDS, {"in_stream": stream, "ids": unknown})
        here |= {row.id: read_numbered(row) for row in found}
    page = [here[one] for one in ids]
    asked = {item.entry.header.subject for item in page if item.entry.header.action is Action.QUERY}
    if not asked:
        return tuple(page)
    until = page[-1].receipt.seq
    again = select(_entry).where(_e.stream == stream, _e.subject.in_(asked), _e.seq <= until)
    page += [read_numbered(row) for row in connection.execute(again)]
    return tuple(sorted({item.receipt.seq: item for item in page}.values(), key=lambda i: i.receipt.seq))
