"""Whose turn it is: work of which one process at a time may do a piece, over one database. A row, not a lock of its.

A process that dies in the middle loses its turn when the time it asked for is over.
"""

from datetime import datetime, timedelta

from mobile_office.backoffice.tables import Connection, turns
from mobile_office.canonical import write_time
from mobile_office.store.insertion import insert_new

WHOLE = ""  # the stream of what is of the whole office


def take(
    connection: Connection, work: str, now: datetime, lasts: timedelta, every: timedelta = timedelta()
) -> bool:
    """Take the turn for at most `lasts`; False while another has it, or it was done less than `every` ago."""
    until = write_time(now + lasts)
    if insert_new(connection, turns, stream=WHOLE, work=work, until=until):
        return True
    here = (turns.c.stream == WHOLE) & (turns.c.work == work)
    # longer than anybody asks for, or done at a time still to come: a wrong clock's
    free = (turns.c.until <= write_time(now)) | (turns.c.until > until)
    done = turns.c.done_at
    fresh = done.is_(None) | (done <= write_time(now - every)) | (done > write_time(now))
    return bool(connection.execute(turns.update().where(here & free & fresh).values(until=until)).rowcount)


def give_back(connection: Connection, work: str, now: datetime, *, done: bool = True) -> None:
    """End the turn; `done` when the work was, else somebody may take it up again at once."""
    here = (turns.c.stream == WHOLE) & (turns.c.work == work)
    values = {"until": write_time(now), **({"done_at": write_time(now)} if done else {})}
    connection.execute(turns.update().where(here).values(**values))


def remember(connection: Connection, work: str, now: datetime) -> None:
    """Note that something has still to be done, by whoever comes next."""
    insert_new(connection, turns, stream=WHOLE, work=work, until=write_time(now))


def is_remembered(connection: Connection, work: str) -> bool:
    """Whether that is so."""
    here = (turns.c.stream == WHOLE) & (turns.c.work == work)
    return connection.execute(turns.select().where(here)).first() is not None


def strike(connection: Connection, work: str) -> None:
    """It is done."""
    connection.execute(turns.delete().where((turns.c.stream == WHOLE) & (turns.c.work == work)))
