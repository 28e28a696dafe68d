"""Erasure at the office (Löschung; Art. 17 (1) a DSGVO): which bodies are due, and what is taken away with them.

Headers, receipts and the folded case stay, so that chains verify and a status can still be told. What only the office
keeps beside the journal (attachments, the register's number) is `backoffice/erasure.py`'s.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from mobile_office.canonical import read_time
from mobile_office.domain.case import Action, Status, SubjectKind
from mobile_office.protocol import Entry
from mobile_office.store import tables
from mobile_office.store.rows import read_entry

OUTCOMES = (Status.TAKEN_OVER, Status.WITHDRAWN, Status.NOT_POSSIBLE)
HARD = timedelta(
    days=90
)  # after a case came in without having an outcome its bodies go, see `backoffice/last_call.py`
_entry, _e, _c = tables.entry, tables.entry.c, tables.case.c


def streams(connection: Connection) -> tuple[str, ...]:
    """Every stream in which something was ever taken in."""
    return tuple(connection.scalars(select(tables.stream.c.stream).order_by(tables.stream.c.stream)))


def due(
    connection: Connection,
    stream: str,
    now: datetime,
    after: timedelta,
    limit: int,
    among: tuple[str, ...] | None = None,
    kept: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """The subjects of which bodies have to go now, at most `limit`; of these only, where `among` is given.

    `kept` are the subjects on which a legal hold stands: they are passed over.

    A case is due `after` its outcome came in, by the office's own clock (the receipt). What was refused and became no
    case has no receipt: it is due `after` it was written; a time still to come is a wrong clock's.
    """
    outcome = _entry.alias()
    chosen = (
        select(_c.number, outcome.c.receipt)
        .join(outcome, (outcome.c.stream == _c.stream) & (outcome.c.id == _c.base))
        .where(_c.stream == stream, _c.status.in_([each.value for each in OUTCOMES]), _has_body(_c))
    )
    if among is not None:
        chosen = chosen.where(_c.number.in_(among))
    latest = now - after
    found = [
        number
        for number, receipt in connection.execute(chosen)
        if receipt is not None and read_time(receipt["at"]) <= latest and number not in kept
    ]
    if len(found) < limit:
        refused = _refused_altogether(connection, stream, now, latest, among)
        found += [number for number in refused if number not in kept]
    return tuple(found[:limit])


def undecided(connection: Connection, stream: str, until: datetime) -> dict[str, datetime]:
    """The cases without an outcome that came in `until` then and still have bodies, each with when it came in.

    A case came in with the first of its entries, by the office's own clock (the receipt).
    """
    first = _entry.alias()
    number = select(func.min(first.c.seq)).where(first.c.stream == _c.stream, first.c.subject == _c.number)
    chosen = (
        select(_c.number, _e.receipt)
        .join(_entry, (_e.stream == _c.stream) & (_e.subject == _c.number))
        .where(_c.stream == stream, _c.status.not_in([each.value for each in OUTCOMES]), _has_body(_c))
        .where(_e.seq == number.scalar_subquery())
    )
    came = {
        case: read_time(receipt["at"]) for case, receipt in connection.execute(chosen) if receipt is not None
    }
    return {case: at for case, at in came.items() if at <= until}


def has_contents(connection: Connection, stream: str, subject: str) -> bool | None:
    """Whether anything of a subject has a body still; None where nothing of it was ever taken in."""
    here = _e.stream == stream, _e.subject == subject, _e.kind == SubjectKind.CASE.value
    if connection.scalar(select(_e.id).where(*here).limit(1)) is None:
        return None
    return connection.scalar(select(_e.id).where(*here, _e.body.is_not(None)).limit(1)) is not None


def forget(connection: Connection, stream: str, subject: str) -> str:
    """Take away the bodies and the label of a subject; the register's number of the case, or empty."""
    here = (_e.stream == stream) & (_e.subject == subject)
    number = _register_number(connection, here)
    connection.execute(update(_entry).where(here).values(body=None))
    is_it = (_c.stream == stream) & (_c.number == subject)
    connection.execute(update(tables.case).where(is_it).values(label=""))
    return number


def overdue(connection: Connection, now: datetime) -> int:
    """How many cases came in more than `HARD` ago (by the device's clock), have no outcome and still have bodies."""
    is_open = _c.status.not_in([each.value for each in OUTCOMES])
    old = select(func.count()).select_from(tables.case)
    return int(connection.scalar(old.where(_c.submitted_at <= now - HARD, is_open, _has_body(_c))) or 0)


def _has_body(case: Any) -> ColumnElement[bool]:
    other = _entry.alias()
    body = other.c.stream == case.stream, other.c.subject == case.number, other.c.body.is_not(None)
    return select(other.c.id).where(*body).exists()


def _refused_altogether(
    connection: Connection, stream: str, now: datetime, latest: datetime, among: tuple[str, ...] | None
) -> list[str]:
    is_case = select(_c.number).where(_c.stream == _e.stream, _c.number == _e.subject).exists()
    chosen = select(_e.subject, _e.header).where(
        _e.stream == stream,
        _e.kind == SubjectKind.CASE.value,
        _e.seq.is_(None),
        _e.refused.is_not(None),
        _e.body.is_not(None),
        ~is_case,
    )
    if among is not None:
        chosen = chosen.where(_e.subject.in_(among))
    written: dict[str, datetime] = {}
    for subject, header in connection.execute(chosen):
        at = _written(header)
        written[subject] = max(at, written.get(subject, at))
    return [subject for subject, at in written.items() if at <= latest or at > now]


def _written(header: Any) -> datetime:
    try:
        return read_time(header["at"])
    except (KeyError, TypeError, ValueError):
        return datetime.min.replace(tzinfo=UTC)  # kept as it came, and says nothing: the others decide


def _register_number(connection: Connection, here: ColumnElement[bool]) -> str:
    rows = connection.execute(select(_entry).where(here, _e.seq.is_not(None), _e.body.is_not(None)))
    entries: list[Entry] = [read_entry(row) for row in rows]
    taken = [each for each in entries if each.header.action is Action.TAKE_OVER]
    return str((taken[-1].body or {}).get("register_number", "")) if taken else ""
