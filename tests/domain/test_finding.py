"""Search words: every name and birth date of every person, and how a date may be typed."""

import pytest

from mobile_office.domain.finding import finds, wanted, words
from tests.domain.shelf import service


def test_everybody_in_a_household_is_found_by_name_and_birth_date() -> None:
    answers = {
        "persons": [
            {"family_name": "Müller", "given_names": "Zoë", "birth_date": "1964-08-12", "sex": "w"},
            {"family_name": "Łukasiewicz", "birth_date": "1961-00-00"},
        ],
        "street": "Am Markte",
    }
    found = words(service("registration"), answers, "B-2026-00042-7").split()
    assert {"MUELLER", "ZOE", "LUKASIEWICZ", "1964", "08", "12"} <= set(found)
    assert "MARKTE" not in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("muell zoe", True),
        ("Müller Max", False),
        ("12.8.1964", True),
        ("12. 8. 1964", True),
        ("12081964", True),
        ("8.1964", True),
        ("18.1964", False),
        ("b-2026-00042-7", True),
        ("1964-08-12", True),
        ("12.08.1965", False),
        ("00042", True),
        ("99081964", False),  # no day: a number, and not this one
    ],
)
def test_every_word_typed_begins_a_word_of_what_is_looked_for(typed: str, found: bool) -> None:
    asked = {"family_name": "Müller", "given_names": "Zoë", "birth_date": "1964-08-12"}
    kept = words(service("registration"), {"persons": [asked]}, "B-2026-00042-7")
    assert finds(kept, typed) is found


def test_eight_digits_may_be_a_number_too() -> None:
    assert wanted("12081964") == ((("12081964",), ("12", "08", "1964")),)
    assert finds("B 2026 00001 3 12081964", "12081964")
    assert wanted("  ") == ()
    assert not finds("anything", " ")
