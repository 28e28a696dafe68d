"""Dates are read in every spelling of the counter, and never guessed."""

import pytest

from mobile_office.ui.dates import date_text, read_date, read_partial_date


@pytest.mark.parametrize("typed", ["12.08.1964", "12081964", "1964-08-12", "12.8.1964", " 12. 08. 1964 "])
def test_a_full_date_is_read_in_every_spelling(typed: str) -> None:
    assert read_date(typed) == "1964-08-12"


@pytest.mark.parametrize("typed", ["12.08.64", "31.02.2026", "00.00.1964", "1964", "gestern", ""])
def test_what_is_no_full_date_is_not_guessed(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1964", "1964-00-00"),
        ("00.00.1964", "1964-00-00"),
        ("00001964", "1964-00-00"),
        ("08.1964", "1964-08-00"),
        ("00.08.1964", "1964-08-00"),
        ("12.08.1964", "1964-08-12"),
        ("00.00.0000", "0000-00-00"),
    ],
)
def test_unknown_parts_are_kept_as_zeros(typed: str, kept: str) -> None:
    assert read_partial_date(typed) == kept


@pytest.mark.parametrize("typed", ["12.00.1964", "13.1964", "64", "31.02.1964"])
def test_an_impossible_partial_date_is_not_read(typed: str) -> None:
    assert read_partial_date(typed) is None


def test_dates_are_shown_day_first_and_the_rest_as_typed() -> None:
    assert date_text("1964-08-12") == "12.08.1964"
    assert date_text("1964-00-00") == "00.00.1964"
    assert date_text("irgendwann") == "irgendwann"
