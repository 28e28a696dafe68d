"""How often somebody may ask: token buckets in this process, filled by a clock that never goes back.

Generous, for a whole fleet comes home at 17:00 through one address; there to slow down what runs wild. Who is refused
is told when to come back, and nobody is refused for ever.
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

MOST_KEPT = (
    20_000  # buckets; beyond that the ones asked for longest ago are forgotten, which is as if they were full
)


@dataclass(frozen=True)
class Rate:
    """So many requests at once, and so many each second in the long run."""

    burst: float
    per_second: float


@dataclass(frozen=True)
class Rates:
    """The limits of one process.

    `device` is for each device at each address: nobody uses up another's by giving its id. `source` is for each
    address, `code` for each address where one-time codes are tried.
    """

    device: Rate = Rate(3000, 500)
    source: Rate = Rate(20_000, 5000)
    code: Rate = Rate(60, 2)


@dataclass
class _Bucket:
    tokens: float
    at: float


class Limits:
    """Counts requests. For one thread."""

    def __init__(self, rates: Rates | None = None, clock: Callable[[], float] = monotonic) -> None:
        self._rates = rates or Rates()
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, ...], _Bucket] = OrderedDict()

    def ask(self, source: str, device: str, *, with_code: bool = False) -> int:
        """Count a request; 0, or the seconds until it may be asked again (then it was not counted)."""
        asked: list[tuple[tuple[str, ...], Rate]] = [(("source", source), self._rates.source)]
        if with_code:
            asked.append((("code", source), self._rates.code))
        elif device:
            asked.append((("device", source, device[:64]), self._rates.device))
        found = [(self._bucket(key, rate), rate) for key, rate in asked]
        wait = max((1 - bucket.tokens) / rate.per_second for bucket, rate in found)
        if wait > 0:
            return math.ceil(wait)
        for bucket, _ in found:
            bucket.tokens -= 1
        return 0

    def _bucket(self, key: tuple[str, ...], rate: Rate) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(rate.burst, now)
            if len(self._buckets) > MOST_KEPT:
                self._buckets.popitem(last=False)
        bucket.tokens = min(rate.burst, bucket.tokens + (now - bucket.at) * rate.per_second)
        bucket.at = now
        self._buckets.move_to_end(key)
        return bucket
