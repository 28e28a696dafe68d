"""A signature's strokes (Schriftzug): where a pen went on a surface three times as wide as high, how firmly, and when.

Points are fractions of the surface, pressure is 0 to 1, time is milliseconds since the pen first touched it. All of it
is bounded: what is beyond, is not taken. Nothing here is compared with anybody's other signature (decision 023).
"""

import json
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

WIDE = 3  # the surface is so many times as wide as it is high
MOST_STROKES = 200
MOST_POINTS = 10_000  # of all strokes; a pen gives about 200 in a second
LONGEST = 600_000  # milliseconds
SHORTEST = 0.1  # of the surface's width: less ink than that is a slip of the hand, three crosses are more
NEAREST = 0.001  # of the surface: what is nearer to the last point is where the pen was already
_FACTOR = 10_000  # whole numbers are written down: fractions of the surface and of pressure, times this


@dataclass(frozen=True)
class Point:
    """Where the pen was: `x` and `y` of the surface from its left and top, `pressure` 0 to 1, `at` milliseconds."""

    x: float
    y: float
    pressure: float
    at: int


Stroke = tuple[Point, ...]
Strokes = tuple[Stroke, ...]


class Surface:
    """What somebody draws on: strokes in the order they were drawn, the last of them perhaps not ended."""

    def __init__(self) -> None:
        self._strokes: list[list[Point]] = []
        self._is_down = False

    @property
    def strokes(self) -> Strokes:
        """What is drawn so far."""
        return tuple(map(tuple, self._strokes))

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken."""
        return len(self._strokes) >= MOST_STROKES or sum(map(len, self._strokes)) >= MOST_POINTS

    @property
    def is_enough(self) -> bool:
        """Whether it can be meant as a signature: more than a slip of the hand."""
        return length(self.strokes) >= SHORTEST

    def down(self, point: Point) -> None:
        """The pen touches the surface."""
        self._is_down = not self.is_full and _is_one(point)
        if self._is_down:
            self._strokes.append([_within(point)])

    def move(self, point: Point) -> None:
        """The pen goes on; a move without a touch is none."""
        if not self._is_down or not _is_one(point) or sum(map(len, self._strokes)) >= MOST_POINTS:
            return
        stroke, here = self._strokes[-1], _within(point)
        if _distance(stroke[-1], here) >= NEAREST:
            stroke.append(here)

    def up(self) -> None:
        """The pen is lifted."""
        self._is_down = False

    def undo(self) -> None:
        """Take the last stroke away."""
        self._is_down = False
        if self._strokes:
            self._strokes.pop()

    def clear(self) -> None:
        """Take everything away."""
        self._is_down = False
        self._strokes.clear()


def length(strokes: Strokes) -> float:
    """How far the pen went on the surface, in widths of it."""
    return sum(_distance(before, after) for stroke in strokes for before, after in pairwise(stroke))


def to_text(strokes: Strokes) -> str:
    """The strokes as JSON of whole numbers: `[[[x, y, pressure, ms], ...], ...]`, fractions times 10,000."""
    return json.dumps([list(map(_row, stroke)) for stroke in strokes], separators=(",", ":"))


def from_text(text: str) -> Strokes:
    """The strokes of such a text. Raises ValueError for anything else, quoting nothing of it."""
    try:
        found = tuple(tuple(map(_point, stroke)) for stroke in json.loads(text))
    except (TypeError, ValueError, RecursionError):
        raise ValueError("no strokes") from None
    if len(found) > MOST_STROKES or sum(map(len, found)) > MOST_POINTS or not all(found):
        raise ValueError("too many strokes, or an empty one")
    return found


def _row(point: Point) -> list[int]:
    return [*(round(part * _FACTOR) for part in (point.x, point.y, point.pressure)), point.at]


def _point(row: Any) -> Point:
    x, y, pressure, at = row
    if any(type(part) is not int for part in row):
        raise TypeError
    if not all(0 <= part <= _FACTOR for part in (x, y, pressure)) or not 0 <= at <= LONGEST:
        raise ValueError
    return Point(x / _FACTOR, y / _FACTOR, pressure / _FACTOR, at)


def _is_one(point: Point) -> bool:
    return all(map(math.isfinite, (point.x, point.y, point.pressure)))


def _within(point: Point) -> Point:
    x, y, pressure = (round(min(max(part, 0.0), 1.0), 4) for part in (point.x, point.y, point.pressure))
    return Point(x, y, pressure, min(max(point.at, 0), LONGEST))


def _distance(first: Point, second: Point) -> float:
    return math.hypot(first.x - second.x, (first.y - second.y) / WIDE)
