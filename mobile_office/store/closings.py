"""The closings of days on the road (Tagesabschluss) as the office holds them: who went home without a result, and why.

A plain read over a stream. Numbers of people served and sent away only; who they were was never written.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, select

from mobile_office.domain.case import DayAction, SubjectKind
from mobile_office.domain.day import day_of, walk_ins_of
from mobile_office.domain.queue import Figures
from mobile_office.store.rows import read_entry
from mobile_office.store.tables import entry
from mobile_office.store.transactions import reading

_e = entry.c


@dataclass(frozen=True)
class Closed:
    """A device's day that was closed, by whom, and its walk-in figures."""

    device: str
    day: date
    person: str
    walk_ins: Figures


def closings(engine: Engine, stream: str) -> tuple[Closed, ...]:
    """Every closed day of a stream, the oldest first; of a day that was closed again, the last closing."""
    of_days = _e.stream == stream, _e.kind == SubjectKind.DAY.value, _e.seq.is_not(None)
    last: dict[str, Closed] = {}
    with reading(engine) as connection:
        for row in connection.execute(select(entry).where(*of_days).order_by(_e.seq)):
            header, body = (read := read_entry(row)).header, read.body or {}
            if header.action is DayAction.CLOSING:
                told = walk_ins_of(body.get("walk_ins"))
                last[header.subject] = Closed(header.device, day_of(header.subject), header.person, told)
    return tuple(sorted(last.values(), key=lambda one: (one.day, one.device)))
