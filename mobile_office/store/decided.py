"""Decided cases (zur Übernahme): what may be carried into the register, in the order in which it became ready.

Ready is a case that is approved or held back and of whose decided revision the office holds every attachment (what a
note names keeps nobody waiting). It stands at the number of its decision, or of the second receipt of that revision
when that came later: so a cursor steps over nothing.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, and_, case, func, select

from mobile_office.domain.case import Case, Status
from mobile_office.store import tables
from mobile_office.store.folding import kept_case
from mobile_office.store.rows import Stored, read_stored

READY = (Status.APPROVED, Status.HELD_BACK)
_c, _e = tables.case.c, tables.entry.c


@dataclass(frozen=True)
class Decided:
    """A case with its decision and the revision decided about; `position` is its place in the list."""

    position: int
    case: Case
    decision: Stored
    revision: Stored


def decided(
    connection: Connection, stream: str, after: int, limit: int, notices: Table, completion: str
) -> tuple[Decided, ...]:
    """At most `limit` ready cases after a position. `notices` of kind `completion` are the second receipts."""
    n, later = notices.c, tables.entry.alias("later")
    told = (
        select(n.entry, func.max(n.seq).label("seq"))
        .where(n.stream == stream, n.seq > after, n.kind == completion)
        .group_by(n.entry)
        .subquery()
    )
    position = case((told.c.seq > _e.seq, told.c.seq), else_=_e.seq)
    is_incomplete = select(later.c.id).where(
        later.c.stream == stream,
        later.c.id == _c.revision,
        later.c.attached > 0,
        later.c.completion.is_(None),
    )
    chosen = (
        select(_c.number, position.label("position"))
        .select_from(
            tables.case.join(tables.entry, and_(_e.stream == _c.stream, _e.id == _c.base)).outerjoin(
                told, told.c.entry == _c.revision
            )
        )
        .where(_c.stream == stream, _c.status.in_([status.value for status in READY]))
        .where(position > after, ~is_incomplete.exists())
        .order_by(position)
        .limit(limit)
    )
    rows = connection.execute(chosen).all()
    return tuple(_read(connection, stream, row.number, row.position) for row in rows)


def _read(connection: Connection, stream: str, number: str, position: int) -> Decided:
    found = kept_case(connection, stream, number)
    assert found is not None  # read in this very transaction
    return Decided(
        position, found, _entry(connection, stream, found.base), _entry(connection, stream, found.revision)
    )


def _entry(connection: Connection, stream: str, id: str) -> Stored:
    return read_stored(connection.execute(select(tables.entry).where(_e.stream == stream, _e.id == id)).one())
