"""Conditions of a service are tried before it is used."""

from dataclasses import replace

import pytest

from mobile_office.domain.service import FeeRule, Rule, Severity
from mobile_office.domain.service_conditions import conditions, gather_conditions, inspect_conditions
from mobile_office.domain.toml_values import Flaw, Gathered
from tests.domain.shelf import NAMES, lists, service


@pytest.mark.parametrize("name", NAMES)
def test_the_real_services_pass(name: str) -> None:
    inspect_conditions(service(name), lists())


def test_every_condition_is_walked() -> None:
    found = {what for what, _, source in conditions(service("registration")) if source}
    assert {"rule 'move_in_future'", "field 'birth_state'", "evidence 'civil_status'"} <= found
    assert "section 'guardians'" in {what for what, _, source in conditions(service("id_card")) if source}


@pytest.mark.parametrize(
    ("each", "problem"),
    [
        ("persons", "item.move_in_date == ''"),
        ("", "item.family_name == ''"),
        ("", "answers.family_name == ''"),
        ("", "days(answers.move_in_date, today) > 3"),  # absent: has() is missing
        ("", "answers.persons[1].family_name == ''"),
    ],
)
def test_a_rule_that_would_fail_later_fails_now(each: str, problem: str) -> None:
    rule = Rule("bad", "persons", problem, Severity.HINTS, "§", each)
    with pytest.raises(Flaw, match="bad"):
        inspect_conditions(replace(service("registration"), rules=(rule,)), lists())


@pytest.mark.parametrize(("each", "when"), [("", "answers.persons > 3"), ("persons", "item.age > 3")])
def test_so_does_a_fee(each: str, when: str) -> None:
    fee = FeeRule("registration", when, each)
    with pytest.raises(Flaw, match="registration"):
        inspect_conditions(replace(service("registration"), fees=(fee,)), lists())


def test_every_broken_condition_is_told_at_once() -> None:
    bad = [
        Rule(name, "persons", problem, Severity.HINTS, "§") for name, problem in (("a", "x"), ("b", "1 = "))
    ]
    found = Gathered()
    gather_conditions(replace(service("registration"), rules=tuple(bad)), lists(), found)
    assert [flaw.code for flaw in found.flaws] == ["condition_variable_unknown", "condition_syntax"]
    assert [flaw.gaps["where"] for flaw in found.flaws] == ["a", "b"]


def test_what_fills_a_gap_is_looked_at_by_name_but_not_tried_on_nothing() -> None:
    registration = service("registration")

    def told(gap: str) -> list[str]:
        rule = Rule("late", "move_in_date", "false", Severity.HINTS, "§", gaps={"last": gap})
        found = Gathered()
        gather_conditions(replace(registration, rules=(rule,)), lists(), found)
        return [flaw.code for flaw in found.flaws]

    assert told("two_weeks_after(answers.move_in_date)") == []
    assert told("two_weeks_after(answers.moved_in)") == ["condition_answer_unknown"]
    assert told("three_weeks_after(answers.move_in_date)") == ["condition_function_unknown"]
    assert told("two_weeks_after(") == ["condition_syntax"]
