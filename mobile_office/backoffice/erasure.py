"""Erasure at the office (Löschung): when a case has had its outcome for a while, what is personal of it goes.

Bodies, labels and attachments go; the outcome, headers and receipts stay. What has no outcome 90 days after it came in
goes too, never silently: it was told for 14 days (`last_call`). A case under a legal hold is passed over (`legal_hold`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mobile_office.backoffice import appointing, deeds, last_call, legal_hold, turns
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import Connection, blobs, chunks, outcomes, wanted
from mobile_office.canonical import write_time
from mobile_office.store.forgetting import due, forget, overdue, streams
from mobile_office.store.insertion import insert_new
from mobile_office.store.streams import locked_stream
from mobile_office.store.tidying import rewrite
from mobile_office.store.transactions import reading, writing

AFTER = timedelta(days=30)  # the outcome
MOST = timedelta(days=90)  # that a policy may say
ERASE, TIDY = "erase", "tidy"
HARD_MAXIMUM = "erased undecided"  # as a deed
_LOOKED_FOR = 5000  # cases found at once
_AT_ONCE = 25  # cases in one transaction, so that a device waits for at most one
_LASTS = timedelta(minutes=30)
_LONGEST = 64  # what is longer is no number but a remark


@dataclass(frozen=True)
class Erased:
    """What was done: cases erased, cases that should have been long ago, and whether no page keeps anything.

    `undecided` of the erased had no outcome; of `told` it is told that theirs will go; `kept` are under a legal hold.
    """

    cases: int
    overdue: int
    is_tidy: bool
    undecided: int = 0
    told: int = 0
    kept: int = 0


def erase(office: Office, after: timedelta = AFTER, every: timedelta = timedelta()) -> Erased | None:
    """Erase what is due; None while another process does, or when it was done less than `every` ago.

    Raises Trouble; what was erased until then stays erased, and the rest is done the next time.
    """
    if not timedelta() < after <= MOST:
        raise ValueError("bodies are kept from 1 to 90 days")
    with writing(office.engine) as connection:
        if not turns.take(connection, ERASE, office.clock(), _LASTS, every):
            return None
    is_done = False
    try:
        count, undecided = _erase_all(office, after)
        is_tidy = _tidy(office)
        is_done = True
    finally:
        with writing(office.engine) as connection:
            turns.give_back(connection, ERASE, office.clock(), done=is_done)
    with reading(office.engine) as connection:
        late, told = overdue(connection, office.clock()), last_call.told(connection)
        kept = legal_hold.standing(connection)
    return Erased(count + undecided, late, is_tidy, undecided, told, kept)


def _erase_all(office: Office, after: timedelta) -> tuple[int, int]:
    """How many cases had had their outcome, and how many never got one."""
    with reading(office.engine) as connection:
        everywhere, booked = streams(connection), appointing.streams(connection)
    for stream in booked:
        with writing(office.engine) as connection:
            if appointing.forget_past(connection, stream, office.clock()):
                turns.remember(connection, TIDY, office.clock())
    count = sum(_erase_stream(office, stream, after) for stream in everywhere)
    return count, sum(_erase_undecided(office, stream) for stream in everywhere)


def _erase_undecided(office: Office, stream: str) -> int:
    """Tell of what comes near the hard maximum, and erase what has reached it; each is on record as a deed."""
    with writing(office.engine) as connection:
        locked_stream(connection, stream)
        last_call.announce(connection, stream, office.clock())
        subjects = last_call.over(connection, stream, office.clock())
    count = 0
    for at in range(0, len(subjects), _AT_ONCE):
        with writing(office.engine) as connection:
            locked_stream(connection, stream)
            now = office.clock()
            still = set(last_call.over(connection, stream, now)).intersection(subjects[at : at + _AT_ONCE])
            for subject in sorted(still):
                _forget(connection, stream, subject, now)
                deeds.note(connection, HARD_MAXIMUM, now, stream=stream, subject=subject)
            last_call.announce(connection, stream, now)
            turns.remember(connection, TIDY, now)
            count += len(still)
    return count


def _erase_stream(office: Office, stream: str, after: timedelta) -> int:
    count = 0
    while True:
        with reading(office.engine) as connection:
            held = legal_hold.kept(connection, stream)
            subjects = due(connection, stream, office.clock(), after, _LOOKED_FOR, kept=held)
        if not subjects:
            return count
        for at in range(0, len(subjects), _AT_ONCE):
            count += _erase_some(office, stream, after, subjects[at : at + _AT_ONCE])


def _erase_some(office: Office, stream: str, after: timedelta, subjects: tuple[str, ...]) -> int:
    with writing(office.engine) as connection:
        locked_stream(connection, stream)  # nothing is taken in about them meanwhile
        held = legal_hold.kept(connection, stream)
        still = due(connection, stream, office.clock(), after, len(subjects), among=subjects, kept=held)
        for subject in still:
            _forget(connection, stream, subject, office.clock())
        turns.remember(connection, TIDY, office.clock())
    return len(still)


def _forget(connection: Connection, stream: str, subject: str, now: datetime) -> None:
    number = forget(connection, stream, subject)
    kept = number if len(number) <= _LONGEST and "\0" not in number else ""  # which no server keeps
    values = {"stream": stream, "number": subject, "register_number": kept, "erased_at": write_time(now)}
    if not insert_new(connection, outcomes, **values) and kept:
        here = (outcomes.c.stream == stream) & (outcomes.c.number == subject)
        connection.execute(outcomes.update().where(here).values(register_number=kept))
    _forget_attachments(connection, stream, subject)


def _forget_attachments(connection: Connection, stream: str, subject: str) -> None:
    """Chunks go with the last case that names them."""
    of_case = (wanted.c.stream == stream) & (wanted.c.subject == subject)
    digests = {row["digest"] for row in connection.execute(wanted.select().where(of_case)).mappings()}
    connection.execute(wanted.delete().where(of_case))
    for digest in digests:
        still = (wanted.c.stream == stream) & (wanted.c.digest == digest)
        if connection.execute(wanted.select().where(still).limit(1)).first() is None:
            for table in (chunks, blobs):
                here = (table.c.stream == stream) & (table.c.digest == digest)
                connection.execute(table.delete().where(here))


def _tidy(office: Office) -> bool:
    """Take what was erased out of every page and log; kept over restarts until it is done."""
    with reading(office.engine) as connection:
        if not turns.is_remembered(connection, TIDY):
            return True
    if not rewrite(office.engine):
        return False
    with writing(office.engine) as connection:
        turns.strike(connection, TIDY)
    return True
