"""Alarms for what has not been delivered: it exists on one laptop only (security.md 5).

Who is registered late is fined, and the office must pass it on in three working days (BMG § 33).
"""

from datetime import datetime, timedelta
from typing import Literal

WARN_AFTER = timedelta(hours=24)
ESCALATE_AFTER = timedelta(hours=48)

Alarm = Literal["none", "warn", "escalate"]


def overdue(oldest_unsent_at: datetime | None, now: datetime) -> Alarm:
    """How urgent delivery is: from 24 h on it warns, from 48 h on it escalates.

    `oldest_unsent_at` is when the oldest entry without a receipt was written (UTC), None when there is none.
    """
    if oldest_unsent_at is None:
        return "none"
    waited = now - oldest_unsent_at
    if waited >= ESCALATE_AFTER:
        return "escalate"
    return "warn" if waited >= WARN_AFTER else "none"
