"""Periods (Fristen): the last day of two weeks, working days, and the public holidays of Lower Saxony.

Pure arithmetic without a table to keep: the rules of §§ 187, 188, 193 BGB and § 31 VwVfG, and the days of § 2 NFeiertagsG.
A test compares the holidays day by day with the library `holidays`, which costs too much to be loaded on a laptop.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_FIXED = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))  # New Year, 1 May, German Unity, Christmas
_FROM_EASTER = (-2, 1, 39, 50)  # Good Friday, Easter Monday, Ascension, Whit Monday
_REFORMATION_SINCE = 2017  # 31 October: all of Germany once in 2017, Lower Saxony since 2018
_SATURDAY, _SUNDAY = 5, 6


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """The public holidays (gesetzliche Feiertage) of Lower Saxony in a year from 1995 on."""
    sunday = easter(year)
    found = {date(year, month, day) for month, day in _FIXED}
    found |= {sunday + timedelta(days=days) for days in _FROM_EASTER}
    if year >= _REFORMATION_SINCE:
        found.add(date(year, 10, 31))
    return frozenset(found)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the golden number and the century's corrections."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday in Lower Saxony."""
    return day in holidays(day.year)


def working_day(day: date) -> date:
    """The day itself, or the next that is no Saturday, Sunday or public holiday (§ 193 BGB, § 31 Abs. 3 VwVfG)."""
    while day.weekday() in (_SATURDAY, _SUNDAY) or is_holiday(day):
        day = _later(day, 1)
    return day


def two_weeks_after(event: date) -> date:
    """The last day of the two weeks after an event, moved on to a working day.

    The day of the event does not count (§ 187 Abs. 1 BGB), so they end on the same weekday (§ 188 Abs. 2 BGB).
    """
    return working_day(_later(event, 14))


def months_after(event: date, count: int) -> date:
    """The last day of so many months after an event: the same number, or the month's last day (§ 188 Abs. 2, 3 BGB)."""
    months = min(event.year * 12 + event.month - 1 + count, date.max.year * 12 + 11)
    year, month = divmod(months, 12)
    days = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(event.day, days))


def weekday_after(day: date, count: int) -> date:
    """The `count`th weekday (Werktag) after a day: Monday to Saturday without public holidays.

    The third is the last for the message to the former authority (Rückmeldung, § 33 Abs. 1 BMG).
    """
    for _ in range(count):
        day = _later(day, 1)
        while day.weekday() == _SUNDAY or is_holiday(day):
            day = _later(day, 1)
    return day


def _later(day: date, days: int) -> date:
    """A later day; the calendar's last stays the last (Friday, 31 December 9999)."""
    return day + timedelta(days=min(days, (date.max - day).days))
