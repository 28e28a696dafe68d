"""The tax identification number: its specimens, and every single digit changed."""

import pytest

from mobile_office.domain.idnr import check_digit, problem

VALID = "36574261809 86095742719 47036892816 65929970489 57549285017 25768131411 26954371827".split()


@pytest.mark.parametrize("number", VALID)
def test_the_specimens_pass_and_no_changed_digit_does(number: str) -> None:
    assert problem(number) == ""
    assert problem(f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}") == ""
    for place in range(11):
        for digit in "0123456789".replace(number[place], ""):
            assert problem(number[:place] + digit + number[place + 1 :]) != ""


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("36574261890", "idnr_check_digit"),
        ("3657426180", "idnr_length"),
        ("03657426180", "idnr_length"),
        ("3657426180a", "idnr_length"),
        ("٣6574261809", "idnr_length"),
        ("", "idnr_length"),
        ("12345678901", "idnr_digits"),  # no digit of the ten occurs twice
        ("11223456789", "idnr_digits"),  # two do
        ("11112345678", "idnr_digits"),  # four times
        ("11123456780", "idnr_digits"),  # three times in a row
    ],
)
def test_what_is_wrong_is_named(number: str, code: str) -> None:
    assert problem(number) == code


def test_three_times_but_not_in_a_row_is_possible() -> None:
    ten = "1123145678"
    assert problem(ten + check_digit(ten)) == ""
