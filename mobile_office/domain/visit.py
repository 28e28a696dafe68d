"""A visit (Vorsprache): the same people at the desk, several services, one id that their cases share.

Frozen values: the cases there are so far, in the order they were submitted, and what they cost together.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mobile_office.domain.bill import Fees
from mobile_office.domain.overview import Evidence


@dataclass(frozen=True)
class VisitCase:
    """One case of a visit, as last declared. `withdrawn` ones cost nothing and pay for nobody."""

    number: str
    service: str
    version: int
    label: str
    answers: dict[str, Any]
    evidence: tuple[Evidence, ...]
    fees: Fees | None
    submitted_at: datetime
    withdrawn: bool = False


@dataclass(frozen=True)
class Visit:
    """The cases of a visit so far; no cases for one that has only begun."""

    id: str
    cases: tuple[VisitCase, ...] = ()

    @property
    def due(self) -> tuple[Fees, ...]:
        """The bills that count."""
        return tuple(case.fees for case in self.cases if case.fees is not None and not case.withdrawn)

    @property
    def so_far(self) -> int:
        """The sum of the amounts known, in cents."""
        return sum(fees.so_far for fees in self.due)

    @property
    def total(self) -> int | None:
        """The sum in cents; None while the office sets an amount of one of them."""
        return None if any(fees.total is None for fees in self.due) else self.so_far

    def up_to(self, number: str) -> "Visit":
        """The visit as it was when this case had been submitted; no cases where it is none of them."""
        numbers = [case.number for case in self.cases]
        return Visit(self.id, self.cases[: numbers.index(number) + 1] if number in numbers else ())
