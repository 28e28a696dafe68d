"""Typing at a desk: every field durable, labels for lists, problems and what is visible."""

from collections.abc import Callable

from mobile_office.desk import Desk
from mobile_office.domain.service import Severity
from tests.house import Laptop
from tests.samples import fill_sample


def test_each_field_is_there_for_whoever_opens_the_store_next(desk: Desk, laptop: Laptop) -> None:
    draft = desk.start("registration")
    desk.save(draft.id, "persons.0.family_name", "Łukasiewicz-M̂bala")
    kept = laptop.place.drafts.get(draft.id)
    assert kept.answers["persons"][0]["family_name"] == "Łukasiewicz-M̂bala"
    assert kept.label.startswith("Łukasiewicz")
    assert kept.field == "persons.0.family_name"
    assert kept.hands == (desk.actor.person,)


def test_a_sample_has_no_problem_that_blocks(desk: Desk) -> None:
    for service in desk.services():
        blocking = [
            problem
            for problem in desk.problems(fill_sample(desk, service.id))
            if problem.severity is Severity.BLOCKS
        ]
        assert blocking == []


def test_problems_stand_at_their_field(desk: Desk) -> None:
    draft = desk.save(fill_sample(desk, "registration").id, "persons.0.family_name", "Иванова")
    problems = {problem.field for problem in desk.problems(draft)}
    assert "persons.0.family_name" in problems


def test_what_does_not_apply_is_not_visible(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    assert "persons.0.birth_state" not in desk.visible(draft)
    draft = desk.save(draft.id, "persons.0.born_abroad", True)
    assert "persons.0.birth_state" in desk.visible(draft)


def test_evidence_is_noted_by_whom_and_taken_back(desk: Desk) -> None:
    draft = desk.see(desk.start("id_exemption").id, "identity", "valid", "T478", "")
    (seen,) = draft.evidence
    assert (seen.kind, seen.state, seen.last, seen.person) == ("identity", "valid", "T478", desk.actor.person)
    assert desk.unsee(draft.id, "identity").evidence == ()


def test_an_item_taken_out_moves_the_others_up(desk: Desk) -> None:
    draft = desk.remove_item(fill_sample(desk, "registration").id, "persons", 0)
    assert [person["family_name"] for person in draft.answers["persons"]] == ["Łukasiewicz-M̂bala"]
    assert draft.label.startswith("Łukasiewicz")


def test_a_discarded_draft_is_gone(desk: Desk) -> None:
    draft = desk.start("registration")
    desk.discard(draft.id)
    assert desk.today().drafts == ()


def test_the_colleagues_are_those_the_office_certified(desk_of: Callable[[str], Desk]) -> None:
    names = [colleague.name for colleague in desk_of("Weber").colleagues()]
    assert names == ["Albrecht, Test", "Berger, Test", "Thiele, Test", "Weber, Test"]
