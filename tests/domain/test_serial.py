"""Serial numbers of German documents: the alphabet, the check digit, and what is misread for what."""

import random

import pytest

from mobile_office.domain.serial import check_digit, plain, problem, same

SPECIMENS = {"L01X00T47": "1", "T22000129": "3", "LZ6311T47": "5", "C01X00T47": "8"}


@pytest.mark.parametrize(("number", "digit"), SPECIMENS.items())
def test_a_serial_is_taken_with_and_without_its_check_digit(number: str, digit: str) -> None:
    assert check_digit(number) == digit
    assert problem(number) is None
    assert problem(number + digit) is None
    assert problem(f" {number.lower()} {digit} ") is None
    for other in "0123456789".replace(digit, ""):
        found = problem(number + other)
        assert found
        assert found.code == "serial_check_digit"


@pytest.mark.parametrize(
    ("typed", "code", "meant"),
    [
        ("LOIXPVMEJ", "serial_letter_meant", "0"),
        ("L01X00T4S", "serial_letter_meant", "5"),
        ("L01X00TE4", "serial_letter", ""),
        ("L01X00T4Ä", "serial_letter", ""),
        ("L01X00T4", "serial_length", None),
        ("L01X00T4711", "serial_length", None),
        ("", "serial_length", None),
    ],
)
def test_what_is_wrong_is_named(typed: str, code: str, meant: str | None) -> None:
    found = problem(typed)
    assert found
    assert (found.code, found.details.get("meant")) == (code, meant)


def test_a_provisional_document_has_a_letter_and_seven_digits() -> None:
    assert problem("A1234567") is None
    assert problem("A1234567<") is None
    assert problem("1A234567") is not None


def test_numbers_are_the_same_with_or_without_check_digit() -> None:
    assert same("l01x00t47", "L01X00T471")
    assert same("L01X00T471", "L01X 00T47")
    assert not same("L01X00T472", "L01X00T47")
    assert not same("L01X00T48", "L01X00T47")
    assert not same("", "0")
    assert not same("Ä", "Ä0")


def test_random_text_raises_nothing() -> None:
    chance = random.Random(9303)
    for _ in range(20_000):
        text = "".join(
            chr(chance.choice((chance.randrange(48, 91), chance.randrange(0x3000)))) for _ in range(9)
        )
        problem(text)
        same(text, plain(text) + "0")
