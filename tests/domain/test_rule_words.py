"""The words of a rule: its own sentence or the program's, with gaps that something fills."""

import pytest

from mobile_office.domain import rule_words
from mobile_office.domain.service import Rule, Severity, Text

KNOWN = {
    "de": {"late": "Bis {last} ({source}).", "broken": "{last"},
    "en": {"late": "By {last} ({source}).", "broken": "{last"},
}
OWN = {"de": "Bitte prüfen ({source}).", "en": "Please check ({source})."}
LAST = {"last": "two_weeks_after(answers.day)"}


def told(code: str, sentence: Text | None = None, gaps: dict[str, str] | None = None) -> list[str]:
    rule = Rule(code, "day", "true", Severity.HINTS, "§ 1 X", sentence=sentence or {}, gaps=gaps or {})
    return [flaw.code for flaw in rule_words.of_rule(rule, KNOWN)]


def test_a_code_of_the_program_needs_no_sentence_but_its_gaps() -> None:
    assert told("late", gaps=LAST) == []
    assert told("late") == ["sentence_gap", "sentence_gap"]  # once for each language


def test_a_new_code_brings_its_sentence() -> None:
    assert told("house_rule", OWN) == []
    assert told("house_rule") == ["sentence_missing"]


def test_a_sentence_of_the_program_cannot_be_replaced() -> None:
    assert told("late", OWN, LAST) == ["sentence_taken"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Bis {last}.", "sentence_gap"),
        ("Bis {source", "sentence_brackets"),
        ("Bis {}.", "sentence_brackets"),
        ("Bis {source.x}.", "sentence_brackets"),
        ("Bis {source!r}.", "sentence_brackets"),
        ("Bis {source:>3}.", "sentence_brackets"),
    ],
)
def test_gaps_hold_a_name_that_something_fills(said: str, code: str) -> None:
    assert told("house_rule", {**OWN, "de": said}) == [code]


def test_what_is_worked_out_stands_in_both_languages() -> None:
    assert told("house_rule", {"de": "Bis {last}.", "en": "Please check."}, LAST) == ["gap_unused"]
    assert told("broken", gaps=LAST) == ["sentence_brackets"]
