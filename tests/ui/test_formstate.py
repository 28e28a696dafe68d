"""Where a form stands is said in words, and only about what was looked at."""

import pytest

from mobile_office.desk import Desk
from mobile_office.ui.formstate import FormState


@pytest.fixture
def state(desk: Desk) -> FormState:
    service = next(item for item in desk.services() if item.id == "registration")
    state = FormState(desk, service, desk.start(service.id, service.sample))
    state.start("")
    return state


def test_the_head_names_person_step_and_the_time_of_saving(state: FormState) -> None:
    at = f"{state.draft.saved_at.astimezone():%H:%M:%S}"
    assert state.head().startswith("Person 1 von 2 · Schritt 1 von ")
    assert state.head().endswith(f"auf diesem Laptop gespeichert, {at}")


def test_persons_are_called_by_the_services_own_label(state: FormState) -> None:
    section = state.here.section
    assert section is not None
    assert state.names(section)[0] == "1 Mustermann, Erika Maria"


def test_a_problem_is_told_only_where_somebody_looked(desk: Desk, state: FormState) -> None:
    state.reckon(desk.save(state.draft.id, "persons.0.given_names", None))
    state.touched.discard("persons.0.given_names")
    assert state.problem_at("persons.0.given_names") == ("", False)
    state.touched.add("persons.0.given_names")
    assert state.problem_at("persons.0.given_names")[0]


def test_what_only_a_reason_allows_says_so(desk: Desk, state: FormState) -> None:
    state.reckon(desk.save(state.draft.id, "persons.1.relation", "other"))
    sentence, hint = state.problem_at("persons.1.relation")
    assert "sonst begründen" in sentence
    assert "Mit Begründung trotzdem möglich" not in sentence  # that is for a rule newer than the program
    assert not hint
    assert state.unreasoned() == ("persons.1.relation",)
    state.overrides["persons.1.relation"] = "Pflegekind"
    assert state.unreasoned() == ()


def test_a_further_person_shares_the_family_name(state: FormState) -> None:
    assert state.further_person() == {"persons.2.family_name": "Mustermann"}


def test_the_keyboard_returns_to_what_was_typed_not_to_what_the_form_filled_in(
    desk: Desk, state: FormState
) -> None:
    assert state.start("street") == "street"
    assert state.start("town") == ""  # Hannover is the file's default
    assert state.here.key == "new_home"


def test_a_section_is_finished_when_it_was_seen_and_nothing_is_open(state: FormState) -> None:
    before = {stop.key: stop.finished for stop in state.stops()}
    assert not before["new_home"]
    state.touched.update(path for path in state.paths)
    after = {stop.key: stop.finished for stop in state.stops()}
    assert after["new_home"]


def test_what_has_not_changed_is_not_judged_again(desk: Desk, state: FormState) -> None:
    before = state.problems
    state.reckon(desk.park(state.draft.id))
    assert state.problems is before
    state.reckon(desk.save(state.draft.id, "street", None))
    assert state.problems != before
