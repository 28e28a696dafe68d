"""The parts of a service file: what is shared is taken over, what has a flaw stands in or is left out."""

import pytest

from mobile_office.domain import service_parts
from mobile_office.domain.service import FeeRule, Severity
from mobile_office.domain.toml_values import Flaw, Gathered
from tests.domain.shelf import fields, lists

WORDS = {"de": "Ja", "en": "Yes"}


def test_a_field_may_be_the_name_of_a_shared_one_or_a_table() -> None:
    assert service_parts.field("family_name", fields(), lists()).dsmeld == "0101"
    own = service_parts.field({"use": "family_name", "key": "keeper_name"}, fields(), lists())
    assert (own.key, own.dsmeld) == ("keeper_name", "0101")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (3, "not_a_field"),
        ("famly_name", "shared_missing"),
        ({"key": "sure", "kind": "maybe", "label": WORDS}, "not_one_of"),
        ({"key": "sure", "kind": "yes_no", "lable": WORDS}, "key_unknown"),
        ({"key": "sure", "kind": "yes_no", "label": {"de": "Ja"}}, "languages_missing"),
        ({"key": "sure", "kind": "choice", "label": WORDS}, "list_unknown"),
        ({"key": "sure", "kind": "yes_no", "label": WORDS, "width": 3}, "default_or_width"),
    ],
)
def test_a_field_that_cannot_be_asked_is_a_flaw(given: object, code: str) -> None:
    with pytest.raises(Flaw) as caught:
        service_parts.field(given, fields(), lists())
    assert caught.value.code == code


def test_the_nearest_word_is_named_with_the_flaw() -> None:
    with pytest.raises(Flaw) as caught:
        service_parts.field("famly_name", fields(), lists())
    assert "family_name" in str(caught.value.gaps["meant"]).split(", ")


def test_a_section_gathers_the_flaws_of_all_its_fields_and_keeps_their_names() -> None:
    found = Gathered()
    values = {
        "key": "x",
        "label": WORDS,
        "fields": ["famly_name", "given_names", {"key": "sure", "kind": "x"}],
    }
    section = service_parts.section(values, fields(), lists(), found)
    assert [flaw.code for flaw in found.flaws] == ["shared_missing", "not_one_of"]
    assert [field.key for field in section.fields] == ["famly_name", "given_names", "sure"]


def test_rules_fees_and_evidence_are_read() -> None:
    rule = service_parts.rule({"use": "identity_not_valid"}, fields())
    assert (rule.code, rule.severity) == ("identity_not_valid", Severity.HINTS)
    assert service_parts.fee({"item": "registration"}) == FeeRule("registration")
    assert "valid" in service_parts.evidence({"use": "identity"}, fields()).states
    with pytest.raises(Flaw) as caught:
        service_parts.evidence({"use": "identity", "satisfied": ["eaten"]}, fields())
    assert caught.value.code == "evidence_states"


def test_a_rule_may_bring_its_sentence_and_what_fills_it() -> None:
    given = {
        "use": "declared_late",
        "code": "permit_late",
        "sentence": {"de": "Bis {last}.", "en": "By {last}."},
    }
    rule = service_parts.rule(given, fields())
    assert (rule.code, rule.sentence["en"]) == ("permit_late", "By {last}.")
    assert rule.gaps == {"last": "two_weeks_after(answers.move_out_date)"}
    for wrong in (3, {"last": ""}, {"last": 3}):
        with pytest.raises(Flaw) as caught:
            service_parts.rule({**given, "gaps": wrong}, fields())
        assert caught.value.code == "gaps_shape"
    with pytest.raises(Flaw) as caught:
        service_parts.rule({**given, "sentence": {"de": "Bis {last}."}}, fields())
    assert caught.value.code == "languages_missing"
