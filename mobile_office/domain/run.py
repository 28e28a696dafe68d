"""One run of delivery (Übertragung): what was owed before it, what became of each, and what the next will be like.

A run names cases by their number and never a citizen. Whether something was handed over without an answer is not
known, so it counts as still waiting.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ENOUGH = 64 * 1024  # bytes; with fewer, or in a run that was cut, mostly waiting is measured
_SLOWEST = 200.0  # bytes in a second; the same


@dataclass(frozen=True)
class RunItem:
    """What became of one subject: a case by its number, or a day on the road.

    `entries` were owed and `receipted` of them got numbers of the office, `first` to `last` (0 for none). Where only
    scans were owed, these are the numbers of the entries that name them: an earlier run brought those.
    `scans` were owed and `scans_done` of them are there whole. `refused` is a code, or empty. `bytes` is what was owed.
    """

    subject: str
    entries: int
    receipted: int
    first: int
    last: int
    refused: str
    scans: int
    scans_done: int
    bytes: int

    @property
    def is_done(self) -> bool:
        """True when the office has all of it."""
        return not self.refused and self.receipted == self.entries and self.scans_done == self.scans


@dataclass(frozen=True)
class Run:
    """A run from its beginning to its end; `trouble` is the code that ended it early, or empty.

    `bytes` is the ciphertext and the entries that provably arrived.
    """

    began: datetime
    ended: datetime
    items: tuple[RunItem, ...]
    bytes: int
    trouble: str = ""

    @property
    def rate(self) -> float | None:
        """Bytes in a second; None where too little arrived to say, or the run was cut."""
        seconds = (self.ended - self.began).total_seconds()
        if self.trouble or seconds <= 0 or self.bytes < ENOUGH or self.bytes / seconds < _SLOWEST:
            return None
        return self.bytes / seconds


@dataclass(frozen=True)
class Forecast:
    """What the next run would carry. `lasts` is None while no run has been measured.

    `refused` names what the office will refuse as far as this laptop can know: subject and code.
    """

    cases: int
    days: int
    scans: int
    bytes: int
    lasts: timedelta | None
    refused: tuple[tuple[str, str], ...] = ()


def lasting(size: int, rate: float | None) -> timedelta | None:
    """How long `size` bytes take at `rate` bytes in a second."""
    return None if rate is None else timedelta(seconds=size / rate)
