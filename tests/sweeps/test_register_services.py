"""What only the services of the residence register must keep: who is asked what, when, and what it costs."""

import re
from datetime import timedelta

import pytest

from mobile_office.demo.day.stories import FAMILY
from mobile_office.domain import checks
from mobile_office.domain.conditions import Circumstances
from mobile_office.domain.view import seen as view_of
from tests.domain.shelf import DAY, NAMES, lists, put, seen, service


def test_nothing_in_public_tells_that_somebody_hides() -> None:
    found = service("information_block")
    telling = re.compile("sperr|block|gefahr|danger|schutz|bedroh|threat|§ 51", re.IGNORECASE)
    for said in (found.short, found.next_steps, found.fee):
        assert not [text for text in said.values() if telling.search(text)]


def test_nobody_is_offered_an_objection_that_the_law_no_longer_has() -> None:
    assert set(lists().labels("objections")) == {
        "2",
        "5",
        "7",
        "13",
    }  # 10, the Bundeswehr's, is void since 2026


@pytest.mark.parametrize("name", ["deregistration", "secondary_home_end"])
def test_of_a_single_home_that_stays_nobody_asks_what_it_will_be(name: str) -> None:
    found = service(name)
    answers = put({**found.sample, "other_home_kept": True}, "homes.0.town", "Hannover")
    path = "homes.0.kept_as"
    assert "homes.0.street" in checks.visible(found, answers, DAY)
    assert path not in checks.visible(found, answers, DAY)
    assert path in checks.required(found, put(answers, "homes.1.town", "Köln"), DAY)


@pytest.mark.parametrize("days", [7, 0, -14])
def test_leaving_is_declared_from_a_week_before_to_two_weeks_after(days: int) -> None:
    for name in ("deregistration", "secondary_home_end"):
        found = service(name)
        answers = put(found.sample, "move_out_date", (DAY + timedelta(days)).isoformat())
        assert checks.problems(found, answers, seen(found.sample_evidence), DAY, lists()) == ()


@pytest.mark.parametrize(
    ("form", "kind", "item"),
    [
        ("electronic", "simple", "certificate_electronic"),
        ("electronic", "extended", "certificate_electronic"),
        ("paper", "simple", "certificate_paper"),
        ("paper", "extended", "certificate_paper_extended"),
    ],
)
def test_a_certificate_costs_what_its_form_costs(form: str, kind: str, item: str) -> None:
    found = service("registration_certificate")
    answers = found.sample | {"form": form, "kind": kind}
    view = Circumstances(view_of(found, answers, DAY, lists()), {}, DAY)
    assert [fee.item for fee in found.fees if view.holds(fee.when)] == [item]


def test_a_family_without_further_documents_or_relatives_is_asked_nothing_more() -> None:
    registration = service("registration")
    answers = registration.sample | {"persons": [*FAMILY]}
    del answers["documents"], answers["documents_listed"]
    assert checks.problems(registration, answers, seen(registration.sample_evidence), DAY, lists()) == ()
    shown = checks.visible(registration, answers, DAY)
    assert {"documents_listed", "children_elsewhere"} <= shown
    assert not {path for path in shown if path.startswith(("documents.", "children.", "spouse_"))}
    assert not {path for path in shown if path.endswith(("stage_name", "former_given_names"))}


@pytest.mark.parametrize(
    ("statuses", "relation", "asked", "needed"),
    [
        (("VH", "VH"), "spouse", False, False),
        (("LP", "LP"), "partner", False, False),
        (("VH", "LD"), "child", True, True),
        (("LD", "VH"), "parent", True, True),
        (("VH", "VH"), "parent", True, False),  # perhaps married to somebody else on the form
        (("LD", "LD"), "child", False, False),
    ],
)
def test_a_spouse_who_does_not_move_along_is_asked_for(
    statuses: tuple[str, str], relation: str, asked: bool, needed: bool
) -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.1.relation", relation)
    for place, status in enumerate(statuses):
        answers = put(answers, f"persons.{place}.marital_status", status)
    assert ("spouse_family_name" in checks.visible(registration, answers, DAY)) is asked
    assert ("spouse_family_name" in checks.required(registration, answers, DAY)) is needed


def test_only_the_register_asks_for_the_sex_of_a_representative() -> None:
    for name in NAMES:
        asked = {field.key for section in service(name).sections for field in section.fields}
        assert ("representative_sex" in asked) is (name == "registration")
        assert "representative_family_name" in asked


@pytest.mark.parametrize(
    ("status", "asked"), [("VW", True), ("GS", True), ("LE", True), ("VH", False), ("LD", False)]
)
def test_an_ended_marriage_is_asked_for_its_ground(status: str, asked: bool) -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.0.marital_status", status)
    path = "persons.0.marriage_end_ground"
    assert (path in checks.visible(registration, answers, DAY)) is asked
