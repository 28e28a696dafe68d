"""Search words: every name and birth date of every person."""

from mobile_office.domain.finding import words
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
