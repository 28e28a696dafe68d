"""The tickets of the walk-in queue: kept for their day, then deleted. A number and times, nothing of a person.

A number is given in the transaction that reads the last one, so nobody gets one twice.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, func, insert, select, update

from mobile_office.domain.queue import State, Ticket
from mobile_office.store.tables import ticket as _ticket
from mobile_office.store.transactions import reading, writing

_t = _ticket.c


class Tickets:
    """The tickets of one device. Every write is durable when it returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, day: date) -> tuple[Ticket, ...]:
        """The tickets of a day, in the order they were drawn; last those who were only counted."""
        chosen = select(_ticket).where(_t.day == day.isoformat()).order_by(_t.n.is_(None), _t.n, _t.issued_at)
        with reading(self._engine) as connection:
            return tuple(map(_read, connection.execute(chosen)))

    def issue(self, id: str, day: date, now: datetime) -> Ticket:
        """Give out the next number of a day."""
        with writing(self._engine) as connection:
            last = connection.scalar(select(func.max(_t.n)).where(_t.day == day.isoformat()))
            made = Ticket(id, int(last or 0) + 1, State.WAITING, now)
            connection.execute(insert(_ticket), {"day": day.isoformat(), **_row(made)})
        return made

    def put(self, day: date, *tickets: Ticket) -> None:
        """What is known of these is now this, all at once; one that is new is added."""
        with writing(self._engine) as connection:
            for one in tickets:
                row = _row(one)
                if not connection.execute(update(_ticket).where(_t.id == one.id).values(row)).rowcount:
                    connection.execute(insert(_ticket), {"day": day.isoformat(), **row})

    def forget(self, before: date) -> None:
        """Delete the tickets of days before this one."""
        with writing(self._engine) as connection:
            connection.execute(delete(_ticket).where(_t.day < before.isoformat()))


def _row(one: Ticket) -> dict[str, Any]:
    return {
        "id": one.id,
        "n": one.n or None,
        "state": one.state.value,
        "reason": one.reason,
        "issued_at": one.issued_at,
        "called_at": one.called_at,
        "ended_at": one.ended_at,
        "calls": one.calls,
    }


def _read(row: Row[Any]) -> Ticket:
    state, times = State(row.state), (row.issued_at, row.called_at, row.ended_at)
    return Ticket(row.id, row.n or 0, state, *times, row.calls, row.reason)
