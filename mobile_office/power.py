"""How long the battery lasts (Akkulaufzeit): from how fast it has gone down on this laptop, never from a promise.

Pure, but for two facts kept in `local`: the rate measured, and whether somebody wants to save power.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from mobile_office.store.local import Local

CALM, LAST, NOW = 20.0, 5.0, 2.0  # percent: say so; park and lock after a countdown; at once
RATE, SAVING = "battery_rate", "save_power"  # facts of this device
_SPAN = timedelta(minutes=5)  # a rate is measured over no less
_GAP = timedelta(minutes=2)  # between two looks; more is sleep, and says nothing about work
_WEIGHT = 0.3  # of the newest measurement
_LONGEST = 60.0  # minutes between two cases; more is a break
_CASES = 3  # pauses between so many are needed before today counts


@dataclass(frozen=True)
class Use:
    """What is known of how the battery is used. `rate` is percent an hour, smoothed; None before the first."""

    rate: float | None = None
    mark: tuple[datetime, float] | None = None  # since when it is measured, and the percent then
    last: datetime | None = None


def observed(use: Use, percent: float, is_plugged: bool, now: datetime) -> Use:
    """The use after another look; `rate` changes where five minutes on the battery have taken at least a percent."""
    is_new = use.mark is None or use.last is None or not timedelta() <= now - use.last <= _GAP
    if is_plugged:
        return replace(use, mark=None, last=now)
    if is_new or use.mark is None or percent > use.mark[1]:
        return replace(use, mark=(now, percent), last=now)
    since, before = use.mark
    if now - since < _SPAN or before - percent < 1:
        return replace(use, last=now)
    fresh = (before - percent) / ((now - since) / timedelta(hours=1))
    rate = fresh if use.rate is None else use.rate + _WEIGHT * (fresh - use.rate)
    return Use(rate, (now, percent), now)


def minutes_left(use: Use, percent: float) -> float | None:
    """Minutes until it parks and locks; None while nothing has been measured."""
    return None if not use.rate else max(0.0, percent - LAST) / use.rate * 60


def minutes_each(submitted: Sequence[datetime], services: Sequence[int]) -> float | None:
    """Minutes a case takes: today's middle pause between two of them, else the middle of what the services say."""
    pauses = [(late - early) / timedelta(minutes=1) for early, late in pairwise(sorted(submitted))]
    working = [pause for pause in pauses if 0 < pause <= _LONGEST]
    if len(working) >= _CASES:
        return median(working)
    return median(services) if services else None


def cases_left(minutes: float | None, each: float | None) -> int | None:
    """How many cases are still possible, rounded down; None where nobody can tell."""
    return None if minutes is None or not each else int(minutes // each)


def recall(local: Local) -> Use:
    """What was measured before on this laptop."""
    rate = local.get(RATE)
    return Use(rate=float(rate) if isinstance(rate, int | float) and rate > 0 else None)
