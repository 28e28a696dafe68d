"""Wrong one-time codes, counted: whoever guesses is made to wait, from one place and all together.

Kept in this process only: with several processes each counts for itself, which allows as many times more. A code has
128 bits; the limit is there so that guessing costs the office nothing, not because guessing could succeed.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from mobile_office.domain.errors import NotAllowed

WINDOW = timedelta(minutes=15)  # as long as a code lives
MOST_OF_ONE = 10  # wrong codes from one address; behind a proxy that hides it, everybody is one
MOST_OF_ALL = 300


class Guesses:
    """The wrong codes of the last quarter of an hour. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._wrong: deque[tuple[datetime, str]] = deque()

    def check(self, source: str) -> None:
        """Raises NotAllowed("too_many_codes") while this source, or all of them, must wait."""
        with self._lock:
            self._forget()
            of_one = sum(known == source for _, known in self._wrong)
            if of_one >= MOST_OF_ONE or len(self._wrong) >= MOST_OF_ALL:
                raise NotAllowed("too_many_codes")

    def wrong(self, source: str) -> None:
        """A code the office does not know has come from there."""
        with self._lock:
            self._forget()
            self._wrong.append((self._clock(), source))

    def _forget(self) -> None:
        now = self._clock()
        while self._wrong and now - self._wrong[0][0] >= WINDOW:
            self._wrong.popleft()
