"""Days on the road as this store knows them: the folded day, and what was captured on it.

Plain reads; a day is small and folded anew each time.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from mobile_office.canonical import write_time
from mobile_office.domain.case import Action, SubjectKind
from mobile_office.domain.day import Captured, Day, day_subject, fold_day
from mobile_office.store import tables
from mobile_office.store.folding import ordered_rows
from mobile_office.store.remembered import remembered
from mobile_office.store.rows import read_entry
from mobile_office.store.transactions import reading

_c, _e = tables.case.c, tables.entry.c
_SIGNED_PAPER = "signed_paper"


@remembered
def folded(engine: Engine, stream: str, device: str, day: date) -> Day:
    """A device's day; an empty one when nothing was noted about it. Refused entries do not count."""
    with reading(engine) as connection:
        rows = ordered_rows(connection, stream, day_subject(device, day))
    entries = [read_entry(row) for row in rows if row.refused is None and row.kind == SubjectKind.DAY]
    return fold_day(day, ((entry.header, entry.body or {}) for entry in entries))


@remembered
def captured(engine: Engine, stream: str, device: str, day: date) -> tuple[Captured, ...]:
    """What was submitted and corrected on this device between two local midnights, in order."""
    start = datetime.combine(day, datetime.min.time()).astimezone()
    end = datetime.combine(day + timedelta(days=1), datetime.min.time()).astimezone()
    with reading(engine) as connection:
        found = [_captured(row) for row in _revisions(connection, stream, device, start, end)]
    return tuple(sorted(found, key=lambda item: item.at))


def _revisions(
    connection: Connection, stream: str, device: str, start: datetime, end: datetime
) -> Iterator[Row[Any]]:
    # A case captured that day has changed since it began; only those few are looked into.
    changed = select(_c.number).where(_c.stream == stream, _c.changed_at >= start)
    chosen = select(tables.entry).where(_e.stream == stream, _e.subject.in_(changed))
    here = chosen.where(_e.device == device, _e.refused.is_(None))
    begin, until = write_time(start), write_time(end)
    for row in connection.execute(here):
        is_revision = row.header["action"] in (Action.SUBMIT, Action.CORRECT)
        if is_revision and begin <= row.header["at"] < until:
            yield row


def _captured(row: Row[Any]) -> Captured:
    entry = read_entry(row)
    header, body = entry.header, entry.body or {}
    assert header.service is not None
    seen = body.get("evidence")
    items = (item for item in seen if isinstance(item, dict)) if isinstance(seen, list) else ()
    paper = next((str(item.get("note", "")) for item in items if item.get("kind") == _SIGNED_PAPER), "")
    service, corrects = header.service, header.action is Action.CORRECT
    return Captured(header.subject, service.id, service.version, header.at, paper, corrects)
