"""When to try again: a pure function of the time, the failures so far and the office's hint.

Full jitter from 1 s, capped at 5 min, so that twenty buses coming out of one tunnel do not knock
together; a Retry-After is honoured up to 1 h (sync.md 6).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

FIRST = 1.0
CAP = 300.0
LONGEST_HINT = 3600.0


def next_try(
    now: datetime, failures: int, retry_after: float | None, random: Callable[[], float]
) -> datetime:
    """The time of the next try after `failures` failed ones in a row; `now` when there were none.

    `retry_after` is the office's hint in seconds. `random` gives a number from 0 up to 1.
    """
    if failures <= 0:
        return now
    span = min(CAP, FIRST * 2.0 ** min(failures - 1, 20))
    hint = min(max(retry_after or 0.0, 0.0), LONGEST_HINT)
    return now + timedelta(seconds=hint + random() * span)
