"""The values a service is made of."""

from dataclasses import FrozenInstanceError

import pytest

from mobile_office.domain.service import FeeRule, Field, Problem, Section, Severity

NAME = Field("family_name", "name", {"de": "Familienname", "en": "Family name"})


def test_a_repeated_section_numbers_its_paths() -> None:
    plain = Section("person", {}, (NAME,))
    repeated = Section("household", {}, (NAME,), repeat="persons", most=12)
    assert plain.path(NAME) == "family_name"
    assert repeated.path(NAME, 2) == "persons.2.family_name"


def test_a_problem_blocks_unless_it_says_otherwise() -> None:
    problem = Problem("town", "required")
    assert problem.severity is Severity.BLOCKS
    assert problem.details == {}
    with pytest.raises(FrozenInstanceError):
        problem.code = "other"  # type: ignore[misc]


def test_a_fee_is_always_due_unless_it_says_otherwise() -> None:
    assert FeeRule("registration") == FeeRule("registration", when="", each="")
