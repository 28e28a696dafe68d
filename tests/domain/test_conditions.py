"""Conditions: their functions, what they may name, and that they fail loudly."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mobile_office.domain.conditions import (
    ITEM_NAMES,
    NAMES,
    Circumstances,
    ConditionBroken,
    age,
    contains_name,
    days,
    inspect,
    iso,
    midnight,
    surely_before,
    surely_under,
)

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def holds(source: str, answers: dict[str, Any] | None = None) -> bool:
    return Circumstances(answers or {}, {"landlord": "present"}, DAY).holds(source)


@pytest.mark.parametrize(
    ("birth", "years"),
    [
        ("2010-11-22", 16),
        ("2010-11-23", 15),
        ("2010-11-00", 15),  # perhaps the 30th
        ("2010-00-00", 15),
        ("2009-00-00", 16),
        ("0000-00-00", 120),
        ("", 120),
        ("2027-01-01", 0),
        ("2004-02-29", 22),
    ],
)
def test_age_counts_what_is_unknown_as_youngest(birth: str, years: int) -> None:
    assert age(birth, NOW) == years


@pytest.mark.parametrize(
    ("birth", "under"),
    [
        ("2010-11-22", False),
        ("2010-11-23", True),
        ("2010-11-00", False),  # perhaps the 1st
        ("2010-12-00", True),
        ("2010-00-00", False),
        ("2011-00-00", True),
        ("0000-00-00", False),
        ("", False),
        ("2027-01-01", True),
    ],
)
def test_somebody_is_surely_under_an_age_when_no_unknown_part_could_say_otherwise(
    birth: str, under: bool
) -> None:
    assert surely_under(birth, 16, NOW) is under


def test_age_takes_a_full_date_too() -> None:
    assert age(midnight(date(2010, 11, 23)), NOW) == 15


def test_days_run_from_start_to_end() -> None:
    assert days(midnight(date(2026, 11, 8)), NOW) == 14
    assert days(NOW, midnight(date(2026, 11, 8))) == -14
    assert iso(NOW) == "2026-11-22"


@pytest.mark.parametrize(
    ("given", "usual", "inside"),
    [
        ("Erika Maria", "Maria", True),
        ("Anna-Lena Maria", "Anna", True),
        ("Anna-Lena Maria", "Anna-Lena", True),
        ("Anna Lena Maria", "Anna-Lena", True),
        ("Annabell", "Anna", False),
        ("Erika", "Petra", False),
    ],
)
def test_the_usual_name_is_one_of_the_given_names(given: str, usual: str, inside: bool) -> None:
    assert contains_name(given, usual) is inside


def test_conditions_see_answers_evidence_and_the_day() -> None:
    assert holds("answers.a == 'x' && evidence.landlord == 'present'", {"a": "x"})
    assert holds("has(answers.day) && days(answers.day, today) == 2", {"day": midnight(date(2026, 11, 20))})
    assert holds("")
    assert not Circumstances({}, {}, DAY).holds("", empty=False)
    assert holds("true")
    assert not holds("false")


def test_an_item_knows_its_place_and_the_whole() -> None:
    whole = Circumstances({"limit": 1}, {}, DAY)
    assert whole.at({"n": 2}, 3).holds("item.n > answers.limit && index == 3")
    assert whole.at({"n": 2}, 3).holds("item.n == 2")


@pytest.mark.parametrize("source", ["answers.a > 1", "answers.x == 1", "1 +", "1", "answers.a == "])
def test_a_condition_that_cannot_be_answered_is_an_error(source: str) -> None:
    with pytest.raises(ConditionBroken):
        holds(source, {"a": "text"})


@pytest.mark.parametrize(
    "source", ["person.a == 1", "item.a == 1", "exec(answers.a)", "answers.a.foo()", "1 +", "has(x)"]
)
def test_unknown_names_are_found_before_use(source: str) -> None:
    with pytest.raises(ConditionBroken):
        inspect(source, NAMES)


def test_names_bound_in_the_condition_are_known() -> None:
    inspect("answers.persons.exists(p, p.a == item.a && size(p.b) > index)", ITEM_NAMES)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("two_weeks_after(answers.day)", "28.12.2026"),
        ("working_day(answers.day)", "11.12.2026"),
        ("weekday_after(answers.day, 3)", "15.12.2026"),
        ("months_after(answers.day, 3)", "11.03.2027"),
        ("answers.day - duration('168h')", "04.12.2026"),
        ("answers.name", "Erika"),
        ("days(today, answers.day)", "19"),
    ],
)
def test_what_fills_a_gap_is_a_text_a_number_or_a_day(source: str, said: str) -> None:
    answers = {"day": midnight(date(2026, 12, 11)), "name": "Erika"}
    assert Circumstances(answers, {}, DAY).told(source) == said


@pytest.mark.parametrize(
    "source", ["answers.name == 'x'", "[1]", "1.5", "answers.none", "two_weeks_after('x')"]
)
def test_anything_else_fills_no_gap(source: str) -> None:
    with pytest.raises(ConditionBroken):
        Circumstances({"name": "Erika"}, {}, DAY).told(source)


def test_periods_are_asked_in_conditions() -> None:
    day = {"day": midnight(date(2026, 11, 7))}  # ends on Saturday the 21st, so on Monday the 23rd
    assert not holds("today > two_weeks_after(answers.day)", day)
    assert holds("today > two_weeks_after(answers.day)", {"day": midnight(date(2026, 11, 6))})
    assert holds("working_day(today) != today")  # a Sunday
    assert holds("weekday_after(today, 1000000) > today && months_after(today, 1000000) > today")


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [
        ("1950-01-01", "1964-08-12", True),
        ("1964-08-12", "1964-08-12", False),
        ("1964-00-00", "1964-08-12", False),  # perhaps in December
        ("1963-00-00", "1964-08-12", True),
        ("1964-07-00", "1964-08-00", True),
        ("1964-08-00", "1964-08-00", False),
        ("0000-00-00", "1964-08-12", False),
        ("1964-08-12", "0000-00-00", False),
        ("", "1964-08-12", False),
    ],
)
def test_unknown_parts_of_a_date_never_make_it_earlier(first: str, second: str, sure: bool) -> None:
    assert surely_before(first, second) is sure


def test_items_and_the_whole_are_looked_at_in_turn_and_none_sees_another() -> None:
    people = [{"age": 3}, {"age": 40}]
    whole = Circumstances({"persons": people}, {}, date(2026, 11, 22))
    child, grown = (whole.at(person, place) for place, person in enumerate(people))
    for _ in range(2):
        assert child.holds("item.age < 18 && answers.persons.size() == 2 && index == 0")
        assert grown.holds("item.age > 18 && answers.persons.size() == 2 && index == 1")
        assert whole.holds("answers.persons.exists(p, p.age == 3)")
        assert not child.holds("item.age > 18")
