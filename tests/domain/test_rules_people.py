"""Golden cases about people: main homes, children and custodians, ages at their birthdays, incomplete dates."""

from typing import Any

import pytest

from mobile_office.domain.service import Severity
from tests.domain.shelf import NAMES, problems, written

CHILD = {
    "persons.1.relation": "child",
    "persons.1.birth_date": "2015-01-01",
    "persons.1.marital_status": "LD",
}


SIGNED_INSTEAD = [name for name in NAMES if 'use_section = "assistance"' in written(name)]


def severity(service: str, changes: dict[str, Any], code: str) -> Severity | None:
    """What that problem does; None where there is none. The day is 22 November 2026."""
    found = [each for each in problems(service, changes) if each.code == code]
    return found[0].severity if found else None


@pytest.mark.parametrize(
    ("here", "kept", "code"),
    [
        ("main", "main", "two_main_homes"),
        ("secondary", "secondary", "no_main_home"),
        ("sole", "secondary", "sole_but_other_home"),
        ("main", "secondary", None),
        ("secondary", "main", None),
    ],
)
def test_of_several_homes_exactly_one_is_the_main_home(here: str, kept: str, code: str | None) -> None:
    """§ 21 Abs. 1, 2 BMG."""
    changes = {"home_status": here, "former_homes.0.kept": True, "former_homes.0.kept_as": kept}
    for each in ("two_main_homes", "no_main_home", "sole_but_other_home"):
        assert severity("registration", changes, each) == (Severity.BLOCKS if each == code else None)


def test_a_move_that_is_still_to_come_needs_a_reason() -> None:
    """§ 17 Abs. 1 BMG; that it never goes before is practice."""
    assert severity("registration", {"move_in_date": "2026-11-23"}, "move_in_future") is Severity.OVERRIDABLE
    assert severity("registration", {"move_in_date": "2026-11-22"}, "move_in_future") is None


@pytest.mark.parametrize(
    ("birth", "alone"),
    [("2010-11-22", False), ("2010-11-23", True), ("2010-12-00", True), ("2011-00-00", True)],
)
def test_a_child_is_registered_by_whoever_takes_it_in_until_it_is_sixteen(birth: str, alone: bool) -> None:
    """§ 17 Abs. 3 BMG."""
    both = {"persons.0.birth_date": birth, "persons.1.birth_date": "2016-01-01"}
    assert (severity("registration", both, "child_alone") is Severity.BLOCKS) is alone
    assert (severity("deregistration", both, "child_leaves_alone") is Severity.BLOCKS) is alone
    assert severity("registration", {**both, "represented_by": "custodian"}, "child_alone") is None


@pytest.mark.parametrize("birth", ["2010-11-00", "2010-00-00"])
def test_who_is_perhaps_sixteen_already_is_not_turned_away(birth: str) -> None:
    """What is unknown of a birth date is no proof against anybody: a reason is written down instead."""
    both = {"persons.0.birth_date": birth, "persons.1.birth_date": "2016-01-01"}
    for service, code in (("registration", "child_alone"), ("deregistration", "child_leaves_alone")):
        assert severity(service, both, code) is None
        assert severity(service, both, f"{code}_unsure") is Severity.OVERRIDABLE
        assert severity(service, {**both, "represented_by": "custodian"}, f"{code}_unsure") is None
        assert severity(service, {"persons.0.birth_date": "2010-11-22"}, f"{code}_unsure") is None
    exempt = {"birth_date": birth}
    assert severity("id_exemption", exempt, "under_16_no_duty") is None
    assert severity("id_exemption", exempt, "under_16_unsure") is Severity.OVERRIDABLE


@pytest.mark.parametrize("birth", ["0000-00-00", "2009-00-00"])
def test_nobody_is_taken_for_a_child_without_any_sign_of_it(birth: str) -> None:
    both = {"persons.0.birth_date": birth, "persons.1.birth_date": "2016-01-01"}
    for code in ("child_alone", "child_alone_unsure"):
        assert severity("registration", both, code) is None


@pytest.mark.parametrize("service", SIGNED_INSTEAD)
def test_a_representative_signs_only_where_somebody_represents(service: str) -> None:
    """§ 14 VwVfG: the paper would name the signature of somebody who does not exist."""
    signs = {
        "assistance": ["cannot_sign"],
        "cannot_sign_why": "lasting",
        "signed_by": "representative",
        "signed_by_name": "Muster",
    }
    assert severity(service, signs, "representative_signs_for_nobody") is Severity.BLOCKS
    assert severity(service, {**signs, "signed_by": "witness"}, "representative_signs_for_nobody") is None
    represented = {**signs, "represented_by": "custodian"}
    assert severity(service, represented, "representative_signs_for_nobody") is None


@pytest.mark.parametrize("service", ["id_card", "passport", "provisional_id_card", "provisional_passport"])
def test_custodians_who_apply_may_sign_too(service: str) -> None:
    child = {"birth_date": "2016-01-01", "guardians.0.family_name": "Muster", "signed_by": "representative"}
    helps = {"assistance": ["cannot_sign"], **child}
    assert severity(service, helps, "representative_signs_for_nobody") is None


@pytest.mark.parametrize(("birth", "told"), [("2008-11-22", False), ("2008-11-23", True)])
def test_the_main_home_of_a_minor_is_that_of_the_custodians(birth: str, told: bool) -> None:
    """§ 22 BMG."""
    both = {"persons.0.birth_date": birth, "persons.1.birth_date": "2010-01-01"}
    found = severity("registration", both, "main_home_of_minors")
    assert found is (Severity.OVERRIDABLE if told else None)


def test_the_consent_of_the_second_custodian_is_asked_for_and_never_demanded() -> None:
    """Practice, hence a hint: a child whose main home changes with one grown-up only."""
    assert severity("registration", CHILD, "second_custodian") is Severity.HINTS
    assert severity("registration", {}, "second_custodian") is None
    grown = {"persons.1.birth_date": "2008-11-22"}
    assert severity("registration", {**CHILD, **grown}, "second_custodian") is None
    elsewhere = {"home_status": "secondary", "former_homes.0.kept": True, "former_homes.0.kept_as": "main"}
    assert severity("registration", {**CHILD, **elsewhere}, "second_custodian") is None


@pytest.mark.parametrize("service", ["id_card", "passport"])
def test_fingers_from_six_and_a_signature_from_ten(service: str) -> None:
    """§ 9 Abs. 3 PAuswG, § 4 Abs. 4a PassG; what only the application's day decides hints."""
    for birth, under, office in (("2020-11-22", Severity.BLOCKS, None), ("2020-11-23", None, Severity.HINTS)):
        assert (
            severity(service, {"birth_date": birth, "fingerprints": "under_six"}, "fingerprints_needed")
            is under
        )
        assert (
            severity(service, {"birth_date": birth, "fingerprints": "office"}, "fingerprints_too_young")
            is office
        )
    for birth, under, office in (("2016-11-22", Severity.BLOCKS, None), ("2016-11-23", None, Severity.HINTS)):
        assert severity(service, {"birth_date": birth, "signature": "under_ten"}, "signature_needed") is under
        assert (
            severity(service, {"birth_date": birth, "signature": "office"}, "signature_too_young") is office
        )


@pytest.mark.parametrize(
    ("service", "day_before", "birthday"),
    [("id_card", "2010-11-23", "2010-11-22"), ("passport", "2008-11-23", "2008-11-22")],
)
def test_custodians_apply_until_sixteen_or_eighteen(service: str, day_before: str, birthday: str) -> None:
    """§ 9 Abs. 2 PAuswG, § 6 Abs. 1 PassG; that one of them is present and the other agrees needs a reason."""
    absent = {
        "guardians.0.family_name": "Mustermann",
        "guardians.0.present": False,
        "guardians.0.consent": False,
    }
    for code in ("no_guardian_present", "guardian_consent_missing"):
        assert severity(service, {"birth_date": day_before, **absent}, code) is Severity.OVERRIDABLE
        assert severity(service, {"birth_date": birthday, **absent}, code) is None


@pytest.mark.parametrize(
    ("service", "code", "young", "old_enough"),
    [
        ("id_card", "delivery_too_young", "2010-11-23", "2010-11-22"),
        ("passport", "passport_delivery_too_young", "2008-11-23", "2008-11-22"),
    ],
)
def test_delivery_has_its_conditions(service: str, code: str, young: str, old_enough: str) -> None:
    """§ 18 PAuswV, § 17 PassV."""
    wanted = {"direct_delivery": True}
    assert severity(service, {**wanted, "birth_date": young}, code) is Severity.BLOCKS
    assert severity(service, {**wanted, "birth_date": old_enough}, code) is None
    assert (
        severity(service, {**wanted, "main_home_here": False}, "delivery_not_main_home")
        is Severity.OVERRIDABLE
    )
    for missing in ("delivery_consent_missing", "delivery_other_id_missing"):
        assert severity(service, wanted, missing) is Severity.BLOCKS
    there = {**wanted, "delivery_other_id": True}
    for until, expired, short in (
        ("2026-11-21", Severity.BLOCKS, None),
        ("2026-11-22", None, Severity.HINTS),
        ("2027-01-02", None, Severity.HINTS),
        ("2027-01-03", None, None),
    ):
        changes = {**there, "delivery_other_id_until": until}
        assert severity(service, changes, "delivery_other_id_expired") is expired
        assert severity(service, changes, "delivery_other_id_short") is short
    old = {**wanted, "old_document": "present", "delivery_invalidation_told": True}
    assert severity(service, old, "delivery_old_stays_valid") is Severity.BLOCKS
    assert (
        severity(service, {**old, "delivery_invalidation_agreed": True}, "delivery_old_stays_valid") is None
    )


def test_express_and_delivery_exclude_each_other() -> None:
    both = {"direct_delivery": True, "express": True}
    assert severity("passport", both, "delivery_not_express") is Severity.BLOCKS


def test_a_card_that_is_still_valid_asks_for_an_interest() -> None:
    """§ 6 Abs. 2 PAuswG."""
    assert severity("id_card", {"old_document": "present"}, "early_renewal") is Severity.HINTS
    assert severity("id_card", {"old_document": "present", "reason": "name"}, "early_renewal") is None
    assert severity("id_card", {"reason": "other"}, "required") is Severity.BLOCKS  # which interest


@pytest.mark.parametrize("service", ["id_card", "passport", "provisional_id_card", "provisional_passport"])
def test_another_authority_must_authorise(service: str) -> None:
    """§ 8 Abs. 4 PAuswG, § 19 PassG."""
    assert severity(service, {"main_home_here": False}, "not_competent") is Severity.OVERRIDABLE
    assert severity(service, {}, "not_competent") is None


@pytest.mark.parametrize(
    ("birth", "hinted"), [("1964-08-12", None), ("1964-08-00", "x"), ("1964-00-00", "x"), ("0000-00-00", "x")]
)
def test_an_incomplete_birth_date_is_told_where_an_age_decides(birth: str, hinted: str | None) -> None:
    for service in ("id_card", "passport"):
        found = severity(service, {"birth_date": birth}, "birth_date_incomplete")
        assert found is (Severity.HINTS if hinted else None)


@pytest.mark.parametrize(
    ("birth", "married", "wrong"),
    [
        ("1964-08-12", "1964-08-11", True),
        ("1964-08-12", "1964-00-00", False),
        ("1964-08-12", "1963-00-00", True),
        ("1964-00-00", "1964-01-01", False),
        ("0000-00-00", "1950-01-01", False),
    ],
)
def test_an_incomplete_date_is_no_contradiction(birth: str, married: str, wrong: bool) -> None:
    """DSMeld 1402, 0601: an unknown part may be any."""
    changes = {"persons.0.birth_date": birth, "persons.0.marriage_date": married}
    found = severity("registration", changes, "marriage_before_birth")
    assert found is (Severity.BLOCKS if wrong else None)


@pytest.mark.parametrize(("kind", "field"), [("09", "serial"), ("01", "serial"), ("07", "foreign_serial")])
def test_a_foreign_document_s_number_never_holds_a_loss_report_up(kind: str, field: str) -> None:
    """Letters and check digits of foreign numbers are not those of § 5 Abs. 2 PAuswG."""
    said = {"document_kind": kind, "serial": "AE1234567", "foreign_serial": "AE1234567"}
    wrong = {each.field for each in problems("loss_report", said) if each.severity is Severity.BLOCKS}
    assert wrong == ({"serial"} if field == "serial" else set())
