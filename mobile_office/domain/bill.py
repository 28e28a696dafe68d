"""A bill (Gebührenaufstellung): lines with amount and paragraph, their sum, and how a case keeps them.

Complete in itself, so that no table is needed to read it years later. `fees` makes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mobile_office.domain.service import Text


@dataclass(frozen=True)
class FeeLine:
    """One line. `cents` is None where the office sets the amount, negative for a reduction.

    `once` is the item's group; `shared` marks a line paid with another document of the same visit (its
    cents are 0). `reason` is why it is reduced, in the words of whoever chose it, beside its `grounds` (the
    table's names for them); `proposed` while somebody else has to decide it with the case.
    """

    key: str
    label: Text
    cents: int | None
    paragraph: str
    expected: bool
    once: str = ""
    shared: bool = False
    reason: str = ""
    grounds: tuple[Text, ...] = ()
    proposed: bool = False


@dataclass(frozen=True)
class Fees:
    """What a citizen pays. `day` decides age and table; `table` is its name, "" when none was in force.

    `open` names the paths of required answers still missing that may change the lines.
    """

    lines: tuple[FeeLine, ...]
    day: date
    table: str
    open: tuple[str, ...] = ()

    @property
    def so_far(self) -> int:
        """The sum of the amounts known, in cents."""
        return sum(line.cents for line in self.lines if line.cents is not None)

    @property
    def total(self) -> int | None:
        """The sum in cents; None while an amount is set by the office or an answer is still open."""
        return None if self.open or any(line.cents is None for line in self.lines) else self.so_far


def in_euros(cents: int) -> dict[str, str]:
    """What fills the gaps of an amount's sentence: -4650 is {"sign": "−", "euros": "46", "cents": "50"}."""
    return {
        "sign": "−" if cents < 0 else "",
        "euros": f"{abs(cents) // 100}",
        "cents": f"{abs(cents) % 100:02d}",
    }


def as_body(found: Fees) -> dict[str, Any]:
    """The fees as a case stores them (body key `fees`): complete, so that no table is needed to read them."""
    lines = [
        {
            "key": line.key,
            "label": line.label,
            "cents": line.cents,
            "paragraph": line.paragraph,
            "expected": line.expected,
            "once": line.once,
            "shared": line.shared,
            "reason": line.reason,
            "grounds": list(line.grounds),
            "proposed": line.proposed,
        }
        for line in found.lines
    ]
    return {"day": found.day.isoformat(), "table": found.table, "open": list(found.open), "lines": lines}


def from_body(stored: Mapping[str, Any]) -> Fees | None:
    """The inverse of `as_body`; None for a case without fees, or with fees this program cannot read."""
    try:
        lines = tuple(
            FeeLine(**{**line, "grounds": tuple(line.get("grounds", ()))}) for line in stored["lines"]
        )
        if not all(line.cents is None or isinstance(line.cents, int) for line in lines):
            return None
        return Fees(lines, date.fromisoformat(stored["day"]), stored["table"], tuple(stored["open"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
