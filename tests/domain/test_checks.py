"""The whole check of answers, on the real services."""

import time
from typing import Any

import pytest

from mobile_office.domain import checks
from mobile_office.domain.service import Severity
from tests.domain.shelf import DAY, codes, lists, problems, put, seen, service

CHILD = {
    "relation": "child", "family_name": "Mustermann", "given_names": "Max", "birth_date": "2014-05-05",
    "birth_place": "Köln", "sex": "m", "nationalities": ["000"], "religion": "oa", "marital_status": "LD",
}  # fmt: skip


def test_the_sample_has_nothing_to_complain_about() -> None:
    assert problems("registration") == ()


def test_an_empty_form_says_what_is_missing_in_the_order_of_the_form() -> None:
    found = checks.problems(service("registration"), {}, {}, DAY, lists())
    paths = [problem.field for problem in found]
    assert paths[:2] == ["persons.0.family_name", "persons.0.given_names"]
    assert paths.index("persons.0.sex") < paths.index("move_in_date") < paths.index("former_homes.0.where")
    assert paths[-2:] == ["evidence.identity", "evidence.landlord"]
    assert {problem.code for problem in found} == {"required", "evidence_missing"}


def test_what_is_hidden_is_neither_asked_nor_checked_nor_submitted() -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.0.birth_state", "???")
    assert "persons.0.birth_state" not in checks.visible(registration, answers, DAY)
    assert checks.problems(registration, answers, seen(registration.sample_evidence), DAY, lists()) == ()
    assert "birth_state" not in checks.shown(registration, answers, DAY)["persons"][0]
    abroad = put(answers, "persons.0.born_abroad", True)
    assert "persons.0.birth_state" in checks.visible(registration, abroad, DAY)


def test_hiding_one_field_hides_what_depends_on_it() -> None:
    registration = service("registration")
    answers = put(registration.sample, "former_homes.0.kept", True)
    assert "former_homes.0.kept_as" in checks.visible(registration, answers, DAY)
    answers = put(answers, "former_homes.0.where", "no_fixed_abode")
    hidden = checks.visible(registration, answers, DAY)
    assert not {"former_homes.0.kept", "former_homes.0.kept_as", "former_homes.0.move_out_date"} & hidden


def test_a_person_with_one_name_needs_no_given_names() -> None:
    changes: dict[str, Any] = {
        "persons.0.one_name_only": True, "persons.0.given_names": "", "persons.0.usual_given_name": "",
    }  # fmt: skip
    assert codes("registration", changes) == []
    assert checks.label(service("registration"), {"persons": [{"family_name": " Suharto "}]}) == "Suharto"


def test_unsubmitted_rubbish_is_left_behind_and_letters_are_composed() -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.0.family_name", " Mu\u0308ller ") | {"shoe_size": 42}
    shown = checks.shown(registration, answers, DAY)
    assert shown["persons"][0]["family_name"] == "Müller"
    assert "shoe_size" not in shown
    assert shown["persons"][0]["objections"] == ["5", "13"]
    assert shown["former_homes"][0]["kept"] is False


@pytest.mark.parametrize(
    ("family", "code", "position"),
    [
        ("Mu\ud800", "lone_surrogate", "3"),
        ("Mu\0", "nul_character", "3"),
        ("Mu\x07", "control_character", "3"),
    ],
)
def test_bad_characters_are_a_problem_at_the_field(family: str, code: str, position: str) -> None:
    found = [p for p in problems("registration", {"persons.1.family_name": family}) if p.code == code]
    assert [(p.field, p.details["position"]) for p in found] == [("persons.1.family_name", position)]


def test_late_registration_and_a_missing_confirmation_never_block() -> None:
    changes = {"move_in_date": "2026-01-05", "former_homes.0.move_out_date": "2026-01-04"}
    for state in ("missing", "refused"):
        found = problems("registration", changes, {"landlord": state})
        assert [p.code for p in found] == ["registered_late", f"landlord_{state}"]
        assert {p.severity for p in found} == {Severity.HINTS}


@pytest.mark.parametrize(("day", "late"), [("2026-11-07", False), ("2026-11-06", True)])
def test_the_two_weeks_begin_the_day_after_the_move_and_end_on_a_working_day(day: str, late: bool) -> None:
    assert ("registered_late" in codes("registration", {"move_in_date": day})) is late


def test_moving_in_today_is_not_the_future() -> None:
    assert codes("registration", {"move_in_date": "2026-11-22"}) == []
    assert codes("registration", {"move_in_date": "2026-11-23"}) == ["move_in_future"]


def test_a_code_of_the_landlord_asks_for_the_code() -> None:
    assert "evidence_note_missing" in codes("registration", {}, {"landlord": "code"})
    assert problems("registration", {}, {"landlord": "code"}, note="WG-2026-77") == ()
    found = problems("registration", {}, {"landlord": "code"}, note="WG\0")
    assert ("evidence.landlord", "nul_character") in [(p.field, p.code) for p in found]


def test_twins_are_a_hint_and_the_same_person_twice_needs_a_reason() -> None:
    twin = CHILD | {"given_names": "Moritz"}
    found = problems("registration", {"persons.2": CHILD, "persons.3": twin})
    assert [(p.field, p.code, p.severity) for p in found] == [
        ("persons.2.birth_date", "twins_or_double", Severity.HINTS),
        ("persons.3.birth_date", "twins_or_double", Severity.HINTS),
    ]
    double = CHILD | {"given_names": "MAX"}
    found = problems("registration", {"persons.2": CHILD, "persons.3": double})
    assert {p.code for p in found if p.severity is Severity.OVERRIDABLE} == {"same_person_twice"}


def test_exactly_one_main_home() -> None:
    kept = {"former_homes.0.kept": True, "former_homes.0.kept_as": "secondary"}
    assert codes("registration", {"home_status": "main", **kept}) == []
    kept["former_homes.0.kept_as"] = "main"
    assert codes("registration", {"home_status": "secondary", **kept}) == []
    assert codes("registration", {"home_status": "main", **kept}) == ["two_main_homes"]


def test_somebody_alone_needs_no_instruction() -> None:
    registration = service("registration")
    one = registration.sample | {"persons": registration.sample["persons"][:1]}
    assert not {"instruction_202a", "assurance"} & checks.visible(registration, one, DAY)


def test_thirteen_people_are_too_many_for_one_form() -> None:
    changes = {f"persons.{n}": CHILD | {"birth_date": f"20{n:02d}-01-01"} for n in range(2, 13)}
    assert [(p.field, p.code) for p in problems("registration", changes) if p.code == "too_many"] == [
        ("persons", "too_many")
    ]


def test_a_child_gets_its_custodians_section() -> None:
    card = service("id_card")
    answers = put(card.sample, "birth_date", "2016-05-05")
    shown = checks.visible(card, answers, DAY)
    assert {"guardians.0.family_name", "evidence.custody"} <= shown
    assert "guardians.0.family_name" not in checks.visible(card, card.sample, DAY)
    found = checks.problems(card, answers, seen(card.sample_evidence), DAY, lists())
    assert {"guardians.0.family_name", "evidence.custody"} <= {p.field for p in found}


def test_required_marks_follow_the_conditions() -> None:
    registration = service("registration")
    before = checks.required(registration, registration.sample, DAY, seen({"landlord": "missing"}))
    after = checks.required(registration, registration.sample, DAY, seen({"landlord": "present"}))
    assert "landlord_name" not in before
    assert {"landlord_name", "evidence.identity", "persons.1.relation"} <= after
    assert "persons.0.relation" not in after


def test_evidence_is_checked_for_state_and_length() -> None:
    assert codes("registration", {}, {"identity": "eaten"}) == ["evidence_state_unknown"]
    assert codes("id_exemption", {"represented_by": "proxy"}, {"representation": "missing"})[-1] == (
        "evidence_not_satisfied"
    )
    card = service("id_card")
    long = {"identity": seen({"identity": "valid"})["identity"]}
    long["identity"] = type(long["identity"])(
        "identity", "valid", "T2200012", "", "anna", long["identity"].at
    )
    found = checks.problems(card, card.sample, long, DAY, lists())
    assert [p.code for p in found] == ["evidence_last_too_long"]


@pytest.mark.parametrize("rubbish", [None, 7, "x", ["x"], {"a": {"b": []}}, True])
def test_answers_of_any_shape_are_checked_without_a_crash(rubbish: Any) -> None:
    for name in ("registration", "id_card", "id_exemption"):
        chosen = service(name)
        for section in chosen.sections:
            for path in {section.repeat or section.fields[0].key, *(f.key for f in section.fields)}:
                answers = chosen.sample | {path: rubbish}
                checks.problems(chosen, answers, {}, DAY, lists())
                checks.shown(chosen, answers, DAY)
                checks.label(chosen, answers)


def test_a_family_of_four_is_checked_in_a_few_milliseconds() -> None:
    registration = service("registration")
    people = [*registration.sample["persons"], CHILD, CHILD | {"given_names": "Moritz"}]
    answers = registration.sample | {"persons": people}
    evidence = seen(registration.sample_evidence)
    best = 1.0
    for _ in range(10):
        start = time.perf_counter()
        checks.problems(registration, answers, evidence, DAY, lists())
        best = min(best, time.perf_counter() - start)
    assert best < 0.03  # about 4 ms on a desk; a busy test machine gets room
