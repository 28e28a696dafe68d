"""Insisting: what is declared and not delivered before the third weekday gets a notice that does not go away.

The registration authority has to tell the former one within three weekdays (Werktage: Monday to Saturday without
holidays) of the declaration (Rückmeldung, § 33 Abs. 1 BMG). So it must be there a day before, on which people work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mobile_office.domain.periods import is_holiday, weekday_after

WEEKDAYS = 3
_SATURDAY = 5


@dataclass(frozen=True)
class Insistence:
    """So many cases have to be delivered today; for the first of them the period `ends` that day."""

    cases: int
    ends: date

    def stage(self, today: date) -> str:
        """`today` while there is time, `last` on the last day, `over` after it: the key of a sentence."""
        return "over" if today > self.ends else "last" if today == self.ends else "today"


def deliver_by(declared: date) -> date:
    """The last day, Monday to Friday and no holiday of Lower Saxony, before the third weekday after a declaration."""
    day = weekday_after(declared, WEEKDAYS) - timedelta(days=1)
    while day > declared and (day.weekday() >= _SATURDAY or is_holiday(day)):
        day -= timedelta(days=1)
    return max(day, declared)


def insist(declared: Iterable[date], today: date) -> Insistence | None:
    """What to insist on today, given the legal day of each case that is not delivered; None for nothing."""
    due = [day for day in declared if deliver_by(day) <= today]
    return Insistence(len(due), min(weekday_after(day, WEEKDAYS) for day in due)) if due else None
