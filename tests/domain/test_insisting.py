"""By which day a case has to be delivered: over weekends, Christmas, Easter and Reformation Day."""

from datetime import date

import pytest

from mobile_office.domain.insisting import Insistence, deliver_by, insist


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("declared", "by"),
    [
        (
            "2026-11-23",
            "2026-11-25",
        ),  # Monday: on Thursday it has to be told on, so on Wednesday it must be there
        (
            "2026-11-25",
            "2026-11-27",
        ),  # Wednesday: Saturday is a weekday (Werktag) too, and nobody delivers then
        (
            "2026-11-26",
            "2026-11-27",
        ),  # Thursday: the third weekday is Monday, so Friday evening is the last chance
        ("2026-11-27", "2026-11-30"),  # Friday evening: Monday
        ("2026-11-28", "2026-12-01"),  # a library's Saturday
        ("2026-12-22", "2026-12-24"),  # Christmas is Friday and Saturday; the third weekday is Monday 28
        ("2026-12-23", "2026-12-28"),
        ("2026-12-24", "2026-12-29"),
        ("2025-12-23", "2025-12-24"),  # Christmas is Thursday and Friday
        ("2026-12-30", "2026-12-31"),  # New Year is a Friday
        ("2026-04-01", "2026-04-02"),  # Wednesday before Easter: not on Good Friday, nor at the weekend
        ("2026-04-02", "2026-04-07"),  # Maundy Thursday: Tuesday after Easter
        ("2026-10-28", "2026-10-30"),  # Saturday 31 October is Reformation Day
        ("2026-10-30", "2026-11-03"),
        ("2025-10-29", "2025-10-30"),  # Friday 31 October is
        ("2026-05-12", "2026-05-15"),  # Ascension is a Thursday
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_it_has_to_be_there_on_the_last_working_day_before_the_third_weekday(declared: str, by: str) -> None:
    assert deliver_by(day(declared)) == day(by)


def test_nothing_is_insisted_on_before_its_day_and_what_is_due_is_counted() -> None:
    declared = [day("2026-11-23"), day("2026-11-24"), day("2026-11-25")]
    assert insist(declared, day("2026-11-24")) is None
    assert insist(declared, day("2026-11-25")) == Insistence(1, day("2026-11-26"))
    assert insist(declared, day("2026-11-27")) == Insistence(3, day("2026-11-26"))
    assert insist([], day("2026-11-27")) is None


def test_the_sentence_follows_the_day() -> None:
    insistence = Insistence(1, day("2026-11-26"))
    stages = [insistence.stage(day(f"2026-11-{n}")) for n in (25, 26, 27)]
    assert stages == ["today", "last", "over"]
