"""A figure of the report: what was measured, its goal, and whether it is met.

A missed goal is a fact to be told, not an error; an error is only what could not be measured.
"""

from dataclasses import dataclass
from typing import Any

from tests.bench.pairs import Pairs, percentile

MILLISECONDS, MEGABYTES = 1e3, 1e-6
_NAMES = {MILLISECONDS: "ms", MEGABYTES: "mb"}


@dataclass(frozen=True)
class Figure:
    """`key` is `measurement.what`. At most `goal` (or `at_least` that), or no goal; `unit` turns the pairs' values."""

    key: str
    value: float
    goal: float | None = None
    pairs: Pairs | None = None
    unit: float = MILLISECONDS
    note: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """None where nothing was promised."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    @property
    def promise(self) -> str:
        """The goal as people write it; empty where there is none."""
        return "" if self.goal is None else f"{'>=' if self.at_least else '<='} {self.goal:g}"

    def to_json(self) -> dict[str, Any]:
        """As it stands in the report."""
        found: dict[str, Any] = {"value": round(self.value, 3), "goal": self.goal, "met": self.met}
        if self.at_least:
            found["at_least"] = True
        if self.pairs is not None:
            found["pairs"] = len(self.pairs.raw)
            for side, values in (("raw", self.pairs.raw), ("ours", self.pairs.ours)):
                for name, share in (("p50", 0.5), ("p99", 0.99)):
                    found[f"{side}_{name}_{_NAMES[self.unit]}"] = round(
                        percentile(values, share) * self.unit, 3
                    )
        return {**found, "note": self.note} if self.note else found
