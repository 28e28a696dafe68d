"""Pairs: the bare thing and ours, measured in turn so that a busy machine slows both alike.

The order is ABBA: raw, ours, ours, raw. What drifts over a pair of pairs falls on both sides equally.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Measure = Callable[[], float]


@dataclass(frozen=True)
class Pairs:
    """What both sides needed, in the order of measuring; seconds or bytes."""

    raw: tuple[float, ...]
    ours: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times the bare thing ours is, by the medians."""
        return median(self.ours) / median(self.raw)

    @property
    def added(self) -> float:
        """The median of what ours adds to its neighbour in time."""
        return median(ours - raw for raw, ours in zip(self.raw, self.ours, strict=True))


def alternate(raw: Measure, ours: Measure, pairs: int) -> Pairs:
    """Measure both sides `pairs` times in the order ABBA, after one turn each that does not count.

    A single pair is a look, not a measurement; it gets no turn before.
    """
    if pairs > 1:
        raw()
        ours()
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(pairs):
        turns = ((0, raw), (1, ours)) if number % 2 == 0 else ((1, ours), (0, raw))
        for side, measure in turns:
            found[side].append(measure())
    return Pairs(tuple(found[0]), tuple(found[1]))


def timed(work: Callable[[], object]) -> Measure:
    """A measure: the seconds that some work takes."""

    def measure() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return measure


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
