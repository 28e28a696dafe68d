"""The draw (Stichprobe): which cases of a service reviewed as `drawn` a second person looks at.

Drawn by HMAC-SHA-256 under a secret of the office's day over the digest of the revision, so that nobody can tell
before, and anybody afterwards: the secret is published the next day, signed (docs/protocol.md).
"""

import hashlib
import hmac
import secrets
from datetime import UTC, date, datetime, timedelta

from mobile_office.backoffice.tables import Connection, Engine, draws
from mobile_office.canonical import write_time
from mobile_office.domain.errors import NotAllowed
from mobile_office.store.insertion import insert_new
from mobile_office.store.transactions import reading, writing

_SHAPE = "2026-11-22"
_BYTES = 6  # 48 bits are a whole number that every language's floating point divides exactly


def day_of(now: datetime) -> str:
    """The day of a draw at a time, as `2026-11-22`; by UTC, as the receipt says it."""
    return now.astimezone(UTC).date().isoformat()


def is_drawn(salt: str, digest: str, share: float) -> bool:
    """Whether a revision is drawn: the first six bytes of the HMAC, divided by 2^48, lie below the share."""
    mac = hmac.digest(bytes.fromhex(salt), digest.encode("ascii"), hashlib.sha256)
    return int.from_bytes(mac[:_BYTES]) / float(2 ** (8 * _BYTES)) < share


def salt_of(connection: Connection, stream: str, day: str) -> str:
    """The secret of a day (32 bytes, hex), made at its first use; of two processes at once one makes it."""
    insert_new(connection, draws, stream=stream, day=day, salt=secrets.token_hex(32))
    here = (draws.c.stream == stream) & (draws.c.day == day)
    return str(connection.execute(draws.select().where(here)).one().salt)


def published(engine: Engine, stream: str, day: str, now: datetime) -> str:
    """The secret of a day that is over; empty when nothing was drawn that day. Notes when it was first told.

    Raises NotAllowed("draw_secret") while the day lasts, and ("draw_unknown") for what is no day.
    """
    try:
        over = date.fromisoformat(day) + timedelta(days=1)
        if len(day) != len(_SHAPE):
            raise ValueError("a day is written in one way")
    except (ValueError, OverflowError):
        raise NotAllowed("draw_unknown") from None
    if day_of(now) < over.isoformat():
        raise NotAllowed("draw_secret")
    here = (draws.c.stream == stream) & (draws.c.day == day)
    with reading(engine) as connection:
        row = connection.execute(draws.select().where(here)).one_or_none()
    if row is None:
        return ""
    if row.published_at is None:
        with writing(engine) as connection:
            first = here & draws.c.published_at.is_(None)
            connection.execute(draws.update().where(first).values(published_at=write_time(now)))
    return str(row.salt)
