"""What a service file names must be there: every name that is not is told at once."""

from dataclasses import replace

import pytest

from mobile_office.domain.service import FeeRule, Rule, Service, Severity
from mobile_office.domain.service_fit import fit, paths_of
from mobile_office.domain.toml_values import Gathered
from tests.domain.shelf import NAMES, service


def codes(changed: Service, items: set[str] | None = None) -> list[str]:
    found = Gathered()
    fit(changed, items, found)
    return [flaw.code for flaw in found.flaws]


@pytest.mark.parametrize("name", NAMES)
def test_the_real_services_fit(name: str) -> None:
    assert codes(service(name)) == []


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    changed = replace(
        service("registration"),
        label=("persons.0.nickname",),
        rules=(
            Rule("a", "nothing", "true", Severity.HINTS, "§"),
            Rule("b", "family_name", "true", Severity.HINTS, "§", each="people"),
        ),
        fees=(FeeRule("registrations", each="people"),),
        counter_samples=({"set": {}}, {"code": "x", "sets": {}}),
        sample_evidence={"identity": "eaten", "nothing": "seen"},
    )
    assert sorted(codes(changed, {"registration"})) == sorted(
        [
            "label_unknown",
            "rule_field_unknown",
            "rule_each_unknown",
            "fee_item_unknown",
            "fee_each_unknown",
            "counter_shape",
            "key_unknown",
            "evidence_state_unknown",
            "evidence_state_unknown",
        ]
    )


def test_without_a_sample_or_a_counter_sample_nothing_can_be_proved() -> None:
    assert (
        codes(replace(service("objections"), sample={}, counter_samples=()))
        == [
            "part_missing",
            "part_missing",
            "evidence_state_unknown",
        ][:2]
    )


def test_a_repeated_path_is_general_and_one_that_is_there_twice_a_flaw() -> None:
    found = service("registration")
    assert "persons.*.family_name" in paths_of(found)
    assert "field_twice" in codes(replace(found, sections=(*found.sections, found.sections[0])))
