"""Periods: two weeks, working days and weekdays, around every feast that ever moved a deadline."""

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from mobile_office.domain.periods import (
    easter,
    holidays,
    is_holiday,
    months_after,
    two_weeks_after,
    weekday_after,
    working_day,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("year", range(1995, 2100))
def test_the_holidays_are_those_of_the_library_in_every_year(year: int) -> None:
    assert holidays(year) == set(country_holidays("DE", subdiv="NI", years=year))


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1818, "1818-03-22"),  # the earliest there is
        (2038, "2038-04-25"),  # the latest
        (2024, "2024-03-31"),
        (2026, "2026-04-05"),
        (2049, "2049-04-18"),  # the 19-year cycle's exceptions
        (2076, "2076-04-19"),
    ],
)
def test_easter_is_where_the_calendar_has_it(year: int, sunday: str) -> None:
    assert easter(year) == day(sunday)


@pytest.mark.parametrize(
    ("event", "last"),
    [
        ("2026-11-02", "2026-11-16"),  # Monday to Monday
        ("2026-11-08", "2026-11-23"),  # ends on a Sunday
        ("2026-11-07", "2026-11-23"),  # ends on a Saturday
        ("2026-12-11", "2026-12-28"),  # Christmas Day is a Friday; then Saturday and Sunday
        ("2026-12-12", "2026-12-28"),  # Second Day of Christmas, a Saturday
        ("2026-12-18", "2027-01-04"),  # New Year is a Friday
        ("2025-12-18", "2026-01-02"),  # New Year is a Thursday
        ("2025-12-11", "2025-12-29"),  # Thursday, Friday, weekend
        ("2026-03-20", "2026-04-07"),  # Good Friday: not before Tuesday after Easter
        ("2026-03-23", "2026-04-07"),  # Easter Monday
        ("2026-04-17", "2026-05-04"),  # 1 May is a Friday
        ("2026-04-30", "2026-05-15"),  # Ascension
        ("2026-05-11", "2026-05-26"),  # Whit Monday
        ("2025-10-17", "2025-11-03"),  # Reformation Day is a Friday
        ("2029-10-17", "2029-11-01"),  # a Wednesday
        ("2016-10-17", "2016-10-31"),  # not yet a holiday in Lower Saxony
        ("2017-10-17", "2017-11-01"),  # once in all of Germany
        ("2028-02-15", "2028-02-29"),  # leap day
        ("2027-02-15", "2027-03-01"),
        ("2028-02-29", "2028-03-14"),
        ("2026-05-21", "2026-06-04"),  # Corpus Christi is no holiday in Lower Saxony
        ("2025-12-23", "2026-01-06"),  # neither is Epiphany
    ],
)
def test_two_weeks_end_on_the_same_weekday_or_the_next_working_day(event: str, last: str) -> None:
    assert two_weeks_after(day(event)) == day(last)


def test_two_weeks_are_never_shorter_and_never_end_on_a_day_off() -> None:
    for number in range(366 * 8):
        event = date(2024, 1, 1) + timedelta(days=number)
        last = two_weeks_after(event)
        assert 14 <= (last - event).days <= 14 + 5
        assert last.weekday() < 5
        assert not is_holiday(last)
        assert working_day(last) == last


@pytest.mark.parametrize(
    ("declared", "third"),
    [
        ("2026-11-23", "2026-11-26"),  # Monday: Thursday
        ("2026-11-26", "2026-11-30"),  # Thursday: Friday, Saturday, Monday
        ("2026-11-21", "2026-11-25"),
        ("2026-12-23", "2026-12-29"),  # 24, 28, 29: the 25th, the 26th and Sunday do not count
        ("2026-10-30", "2026-11-04"),  # Saturday 31 October is Reformation Day
        ("2028-02-28", "2028-03-02"),
    ],
)
def test_the_third_weekday_counts_saturdays_but_no_holidays(declared: str, third: str) -> None:
    assert weekday_after(day(declared), 3) == day(third)


@pytest.mark.parametrize(
    ("event", "count", "last"),
    [
        ("2026-08-22", 3, "2026-11-22"),
        ("2026-11-30", 3, "2027-02-28"),  # the month has no such day
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(event: str, count: int, last: str) -> None:
    assert months_after(day(event), count) == day(last)


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert two_weeks_after(date.max) == working_day(date.max) == weekday_after(date.max, 3) == date.max
    assert months_after(date.max, 3) == date.max
