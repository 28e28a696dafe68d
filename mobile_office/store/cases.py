"""Lists of cases: lines for tables, search in any spelling, delivery case by case.

Plain reads; what comes back are frozen values. Delivery is counted from entries, never kept beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, case, func, literal_column, select, text

from mobile_office.domain import masking
from mobile_office.domain.case import Status, SubjectKind
from mobile_office.domain.day import day_of
from mobile_office.domain.finding import wanted
from mobile_office.domain.overview import CaseLine, Delivery, DeliveryLine
from mobile_office.store import tables
from mobile_office.store.folding import label_of
from mobile_office.store.remembered import remembered
from mobile_office.store.rows import read_entry
from mobile_office.store.transactions import reading

_c, _e = tables.case.c, tables.entry.c

MOST = 200  # lines that anybody would look through

# What a line shows, and no more: a list of two hundred is read before the next key is pressed.
_LINE = select(
    *(_c.number, _c.label, _c.service, _c.status, _c.submitted_at, _c.changed_at, _c.hands, _c.submitted_by)
).where(_c.stream == bindparam("stream"))
# The plus keeps SQLite from walking through all cases in order of time, asking of each if it was found. A
# bound limit would have the statement compiled anew with every search.
_FOUND = (
    _LINE.where(_c.number == tables.search.c.number, text("search MATCH :query"))
    .order_by(text("+case_line.changed_at DESC"))
    .limit(literal_column(str(MOST)))
)
# What `_fact` needs of each entry that is not receipted; bodies are not read for it.
_FACTS: Select[Any] = select(_e.subject, _e.refused, _e.handed_over_at, _e.settled).where(
    _e.stream == bindparam("stream"),
    _e.seq.is_(None),
    _e.refused.is_(None) | _e.refusal_seen.is_(False),
    _e.kind == SubjectKind.CASE.value,
)


@dataclass(frozen=True)
class Counts:
    """Figures of delivery: entries waiting (of them handed over without an answer), refused unseen, held."""

    waiting: int
    handed_over: int
    refused: int
    held: int = 0


@remembered
def lines(
    engine: Engine, stream: str, *, status: Status | None = None, limit: int = MOST, offset: int = 0
) -> tuple[CaseLine, ...]:
    """Cases, the last changed first."""
    chosen = _LINE
    if status is not None:
        chosen = chosen.where(_c.status == status.value)
    chosen = chosen.order_by(_c.changed_at.desc(), _c.number.desc()).limit(limit).offset(offset)
    with reading(engine) as connection:
        return _lines(connection, chosen, {"stream": stream})


def search(engine: Engine, stream: str, words: str) -> tuple[CaseLine, ...]:
    """The latest cases (`MOST`) of which every word begins a word of the name or the number; in any spelling."""
    if not (groups := wanted(words)):
        return ()
    values = {"stream": stream, "query": " AND ".join(map(_query, groups))}
    with reading(engine) as connection:
        return _lines(connection, _FOUND, values)


def _query(group: tuple[tuple[str, ...], ...]) -> str:
    """A group of what is wanted, for FTS5. Quoted: a name must never be read as an operator."""
    ways = (" AND ".join('"' + word.replace('"', '""') + '"*' for word in way) for way in group)
    return "(" + " OR ".join(f"({way})" for way in ways) + ")" if len(group) > 1 else "".join(ways)


@remembered
def counts(engine: Engine, stream: str) -> Counts:
    """How delivery stands, in entries."""
    is_open = _e.stream == stream, _e.seq.is_(None)
    # What is answered without a number is held. It may have been handed over without an answer before.
    unanswered = func.count(case((_e.settled.is_(None), 1)))
    handed_over = func.count(case((_e.settled.is_(None), _e.handed_over_at)))
    waiting = select(unanswered, handed_over, func.count(_e.settled)).where(*is_open, _e.refused.is_(None))
    refused = select(func.count()).select_from(tables.entry).where(*is_open, *_unseen())
    with reading(engine) as connection:
        total, sent, held = connection.execute(waiting).one()
        return Counts(total, sent, connection.scalar(refused) or 0, held)


@remembered
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
        still = [row for row in rows if row.refused is None and row.settled is None]
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


def _lines(connection: Connection, chosen: Select[Any], values: dict[str, Any]) -> tuple[CaseLine, ...]:
    rows = connection.execute(chosen, values).all()
    waiting = _open_facts(connection, values["stream"]) if rows else {}
    return tuple(_line(row, waiting.get(row[0], ())) for row in rows)


def _open_facts(connection: Connection, stream: str) -> dict[str, list[Row[Any]]]:
    """What is not receipted, by case."""
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(_FACTS, {"stream": stream}):
        found.setdefault(row.subject, []).append(row)
    return found


def _line(row: Row[Any], open_rows: Iterable[Row[Any]]) -> CaseLine:
    number, label, service, status, submitted_at, changed_at, hands, submitted_by = tuple(row)
    return CaseLine(
        number=number,
        label=masking.label(service[0], label),
        service=service[0],
        status=Status(status),
        delivery=_fact(open_rows),
        submitted_at=submitted_at,
        changed_at=changed_at,
        hands=frozenset(hands),
        submitted_by=submitted_by,
    )


def _fact(open_rows: Iterable[Row[Any]]) -> Delivery:
    """The one fact that needs a person most: refused, saved here only, handed over, held, receipted."""
    rows = list(open_rows)
    if any(row.refused for row in rows):
        return Delivery.REFUSED
    if unanswered := [row for row in rows if row.settled is None]:
        is_saved = any(row.handed_over_at is None for row in unanswered)
        return Delivery.SAVED if is_saved else Delivery.HANDED_OVER
    return Delivery.HELD if rows else Delivery.RECEIPTED


def _open_entries(connection: Connection, stream: str, *kinds: SubjectKind) -> dict[str, list[Row[Any]]]:
    """What is not receipted, by subject, in the order in which it is offered; refusals seen are left out."""
    size = func.length(_e.header) + func.coalesce(func.length(_e.body), 0)
    chosen: Select[Any] = select(*tables.entry.columns, size.label("size"))
    chosen = chosen.where(*_open(stream, *kinds))
    found: dict[str, list[Row[Any]]] = {}
    rows = connection.execute(chosen.order_by(_e.chain, _e.n)).all()
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return found


def _recent(connection: Connection, stream: str, limit: int) -> list[DeliveryLine]:
    chosen = select(_c.number, _c.label, _c.service).where(_c.stream == stream).order_by(_c.changed_at.desc())
    return [
        DeliveryLine(
            row.number, masking.label(row.service[0], row.label), Delivery.RECEIPTED, 0, 0, 0, "", None
        )
        for row in connection.execute(chosen.limit(limit))
    ]


def _labels(connection: Connection, stream: str, numbers: Iterable[str]) -> dict[str, str]:
    chosen = select(_c.number, _c.label, _c.service).where(_c.stream == stream, _c.number.in_(tuple(numbers)))
    return {row.number: masking.label(row.service[0], row.label) for row in connection.execute(chosen)}


def _open(stream: str, *kinds: SubjectKind) -> tuple[Any, ...]:
    is_unseen = _e.refused.is_(None) | _e.refusal_seen.is_(False)
    return (_e.stream == stream, _e.seq.is_(None), is_unseen, _e.kind.in_([kind.value for kind in kinds]))


def _unseen() -> tuple[Any, ...]:
    return (_e.refused.is_not(None), _e.refusal_seen.is_(False))
