"""Lists of cases: lines for tables, search in any spelling, delivery case by case.

Plain reads; what comes back are frozen values. Delivery is counted from entries, never kept beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, select, text

from mobile_office.domain.case import Status, SubjectKind
from mobile_office.domain.day import day_of
from mobile_office.domain.overview import CaseLine, Delivery, DeliveryLine
from mobile_office.domain.text import search_form
from mobile_office.store import tables
from mobile_office.store.folding import label_of
from mobile_office.store.rows import read_case, read_entry
from mobile_office.store.transactions import reading

_c, _e = tables.case.c, tables.entry.c


@dataclass(frozen=True)
class Counts:
    """Figures of delivery: entries waiting (of them handed over without an answer), and refused unseen."""

    waiting: int
    handed_over: int
    refused: int


def lines(
    engine: Engine, stream: str, *, status: Status | None = None, limit: int = 200, offset: int = 0
) -> tuple[CaseLine, ...]:
    """Cases, the last changed first."""
    chosen = select(tables.case).where(_c.stream == stream)
    if status is not None:
        chosen = chosen.where(_c.status == status.value)
    chosen = chosen.order_by(_c.changed_at.desc(), _c.number.desc()).limit(limit).offset(offset)
    with reading(engine) as connection:
        return _lines(connection, stream, chosen)


def search(engine: Engine, stream: str, words: str, limit: int = 200) -> tuple[CaseLine, ...]:
    """Cases of which every word begins a word of the name or the number; in any spelling."""
    wanted = search_form(words).split()
    if not wanted:
        return ()
    # Quoted: a name must never be read as an operator of the query.
    query = " ".join('"' + word.replace('"', '""') + '"*' for word in wanted)
    found = select(tables.search.c.number).where(text("search MATCH :query").bindparams(query=query))
    chosen = select(tables.case).where(_c.stream == stream, _c.number.in_(found))
    with reading(engine) as connection:
        return _lines(connection, stream, chosen.order_by(_c.changed_at.desc()).limit(limit))


def counts(engine: Engine, stream: str) -> Counts:
    """How delivery stands, in entries."""
    is_open = _e.stream == stream, _e.seq.is_(None)
    waiting = select(func.count(), func.count(_e.handed_over_at)).where(*is_open, _e.refused.is_(None))
    refused = select(func.count()).select_from(tables.entry).where(*is_open, *_unseen())
    with reading(engine) as connection:
        total, handed_over = connection.execute(waiting).one()
        return Counts(total, handed_over, connection.scalar(refused) or 0)


def delivery_lines(
    engine: Engine,
    stream: str,
    *,
    attempts: int = 0,
    reason: str = "",
    next_try: datetime | None = None,
    limit: int = 200,
) -> tuple[DeliveryLine, ...]:
    """Cases (and days) of which something is not receipted, oldest first, then the last receipted cases.

    `attempts`, `reason` and `next_try` are the link's, shared by all that waits. A refused case has its
    own reason, a code of `domain.errors`.
    """
    with reading(engine) as connection:
        waiting = _open_entries(connection, stream, SubjectKind.CASE, SubjectKind.DAY)
        done = [line for line in _recent(connection, stream, limit) if line.number not in waiting]
        labels = _labels(connection, stream, waiting)
    found = []
    for number, rows in list(waiting.items())[:limit]:
        fact = _fact(rows)
        label = labels.get(number) or next(filter(None, (label_of(read_entry(row)) for row in rows)), "")
        own_reason = next((row.refused for row in rows if row.refused), "")
        still = [row for row in rows if row.refused is None]
        size = sum(row.size for row in still)
        is_refused = fact is Delivery.REFUSED
        shown = DeliveryLine(
            number=number,
            label=label,
            delivery=fact,
            waiting=len(still),
            bytes=size,
            attempts=attempts,
            reason=own_reason if is_refused else reason,
            next_try=None if is_refused else next_try,
            day=day_of(number) if rows[0].kind == SubjectKind.DAY else None,
        )
        found.append(shown)
    return (*found, *done[: limit - len(found)])


def _lines(connection: Connection, stream: str, chosen: Select[Any]) -> tuple[CaseLine, ...]:
    rows = connection.execute(chosen).all()
    waiting = _open_entries(connection, stream, SubjectKind.CASE) if rows else {}
    return tuple(_line(row, _fact(waiting.get(row.number, []))) for row in rows)


def _line(row: Row[Any], delivery: Delivery) -> CaseLine:
    case = read_case(row)
    return CaseLine(
        number=case.number,
        label=row.label,
        service=case.service.id,
        status=case.status,
        delivery=delivery,
        submitted_at=case.submitted_at,
        changed_at=case.changed_at,
        hands=case.hands,
        submitted_by=row.submitted_by,
    )


def _fact(open_rows: Iterable[Row[Any]]) -> Delivery:
    """The one fact that needs a person most: refused, saved here only, handed over, receipted."""
    rows = list(open_rows)
    if any(row.refused for row in rows):
        return Delivery.REFUSED
    if any(row.handed_over_at is None for row in rows):
        return Delivery.SAVED
    return Delivery.HANDED_OVER if rows else Delivery.RECEIPTED


def _open_entries(connection: Connection, stream: str, *kinds: SubjectKind) -> dict[str, list[Row[Any]]]:
    """What is not receipted, by subject, in the order in which it is offered; refusals seen are left out."""
    size = func.length(_e.header) + func.coalesce(func.length(_e.body), 0)
    chosen: Select[Any] = select(*tables.entry.columns, size.label("size")).where(
        _e.stream == stream, _e.seq.is_(None)
    )
    chosen = chosen.where(_e.refused.is_(None) | _e.refusal_seen.is_(False))
    chosen = chosen.where(_e.kind.in_(kinds))
    found: dict[str, list[Row[Any]]] = {}
    rows = connection.execute(chosen.order_by(_e.chain, _e.n)).all()
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return found


def _recent(connection: Connection, stream: str, limit: int) -> list[DeliveryLine]:
    chosen = select(_c.number, _c.label).where(_c.stream == stream).order_by(_c.changed_at.desc())
    return [
        DeliveryLine(row.number, row.label, Delivery.RECEIPTED, 0, 0, 0, "", None)
        for row in connection.execute(chosen.limit(limit))
    ]


def _labels(connection: Connection, stream: str, numbers: Iterable[str]) -> dict[str, str]:
    chosen = select(_c.number, _c.label).where(_c.stream == stream, _c.number.in_(tuple(numbers)))
    return {row.number: row.label for row in connection.execute(chosen)}


def _unseen() -> tuple[Any, ...]:
    return (_e.refused.is_not(None), _e.refusal_seen.is_(False))
