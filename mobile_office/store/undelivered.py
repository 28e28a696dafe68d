"""What has to be delivered and since when: for the alarms (24 and 48 hours) and for insisting (three weekdays)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, String, func, select

from mobile_office.canonical import read_time
from mobile_office.domain.case import Action, SubjectKind
from mobile_office.store import tables
from mobile_office.store.remembered import remembered
from mobile_office.store.transactions import reading

_e = tables.entry.c


@dataclass(frozen=True)
class Undelivered:
    """An entry the office has not answered. `since` is when it was written, or declared (UTC); `day` is the legal day."""

    subject: str
    is_case: bool
    since: datetime
    day: date


@remembered
def undelivered(engine: Engine, stream: str) -> tuple[Undelivered, ...]:
    """Every one, in the order of the chains.

    What was declared on paper days before it was captured has waited since the end of that day (§ 33 BMG). The legal day
    of what follows on a case (a correction, a decision) is the day it was written: the declaration came before.
    """
    waiting = _e.stream == stream, _e.seq.is_(None), _e.settled.is_(None), _e.refused.is_(None)
    declared = func.json_extract(_e.body, "$.declared_at", type_=String)
    chosen = select(_e.subject, _e.kind, _e.header, declared.label("declared")).where(*waiting)
    with reading(engine) as connection:
        rows = connection.execute(chosen.order_by(_e.chain, _e.n)).all()
    return tuple(_read(row.subject, row.kind, row.header, row.declared) for row in rows)


def days(found: tuple[Undelivered, ...]) -> tuple[date, ...]:
    """The legal day of each case of which something is not delivered."""
    earliest: dict[str, date] = {}
    for one in found:
        if one.is_case:
            earliest[one.subject] = min(one.day, earliest.get(one.subject, one.day))
    return tuple(earliest.values())


def _read(subject: str, kind: str, header: dict[str, str], declared: str | None) -> Undelivered:
    written = read_time(header["at"])
    since, day = written, written.astimezone().date()
    if declared:
        legal = date.fromisoformat(declared)
        end = datetime.combine(legal + timedelta(days=1), datetime.min.time()).astimezone(UTC)
        since = min(written, end)
        day = legal if header["action"] == Action.SUBMIT else day
    return Undelivered(subject, kind == SubjectKind.CASE, since, day)
