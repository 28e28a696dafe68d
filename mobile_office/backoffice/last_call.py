"""The hard maximum (Höchstfrist): nobody's data lie at the office for ever because nobody has decided their case.

A case without an outcome loses its contents 90 days after it came in, but only when that was told for 14 days: in the
log, at `/metrics`, by `alarms`, and with its number by `undecided`. A legal hold keeps it, and goes on being told.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mobile_office.backoffice import legal_hold
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import Connection, last_calls
from mobile_office.canonical import read_time, write_time
from mobile_office.store.forgetting import HARD, undecided
from mobile_office.store.insertion import insert_new
from mobile_office.store.transactions import reading

NOTICE = timedelta(days=14)  # so long it is told before anything goes
_l = last_calls.c


@dataclass(frozen=True)
class LastCall:
    """A case without an outcome whose contents will go at `goes_at`, unless `is_kept` by a legal hold."""

    number: str
    came_at: datetime
    goes_at: datetime
    is_kept: bool


def announce(connection: Connection, stream: str, now: datetime) -> tuple[LastCall, ...]:
    """Note since when it is told of each case that comes near the maximum, and forget those that were decided."""
    came = undecided(connection, stream, now - HARD + NOTICE)
    rows = connection.execute(last_calls.select().where(_l.stream == stream)).all()
    told = {row.number: read_time(row.told_at) for row in rows}
    for number, at in told.items():
        # a time still to come was a wrong clock's: it has to be told anew
        if number not in came or at > now:
            here = (_l.stream == stream) & (_l.number == number)
            connection.execute(last_calls.delete().where(here))
    for number in came:
        insert_new(connection, last_calls, stream=stream, number=number, told_at=write_time(now))
    return _calls(connection, stream, came)


def over(connection: Connection, stream: str, now: datetime) -> tuple[str, ...]:
    """The numbers of the cases whose contents go now: long enough here, told of long enough, not kept."""
    calls = _calls(connection, stream, undecided(connection, stream, now - HARD))
    return tuple(call.number for call in calls if call.goes_at <= now and not call.is_kept)


def calls(office: Office, stream: str) -> tuple[LastCall, ...]:
    """What is told of now, the next to go first."""
    with reading(office.engine) as connection:
        came = undecided(connection, stream, office.clock() - HARD + NOTICE)
        return _calls(connection, stream, came)


def told(connection: Connection) -> int:
    """How many cases are told of, in all streams."""
    return len(connection.execute(last_calls.select()).all())


def _calls(connection: Connection, stream: str, came: dict[str, datetime]) -> tuple[LastCall, ...]:
    kept = legal_hold.kept(connection, stream)
    rows = connection.execute(last_calls.select().where(_l.stream == stream)).all()
    since = {row.number: read_time(row.told_at) for row in rows}
    found = (
        LastCall(number, at, max(at + HARD, since[number] + NOTICE), number in kept)
        for number, at in came.items()
        if number in since
    )
    return tuple(sorted(found, key=lambda call: (call.goes_at, call.number)))
