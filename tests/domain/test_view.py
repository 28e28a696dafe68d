"""What conditions see of answers."""

from datetime import date

from mobile_office.domain.conditions import midnight
from mobile_office.domain.view import first_answers, first_item, items, seen, value_at
from tests.domain.shelf import DAY, lists, service


def test_missing_answers_have_a_value_that_can_be_compared() -> None:
    view = seen(service("registration"), {}, DAY, lists())
    person = view["persons"][0]
    assert (person["family_name"], person["born_abroad"], person["objections"]) == ("", False, [])
    assert person["birth_date"] == ""
    assert "move_in_date" not in view
    assert len(view["former_homes"]) == 1


def test_dates_are_times_and_impossible_answers_are_missing() -> None:
    answers = {"move_in_date": "2026-11-15", "home_status": 7, "persons": "Erika"}
    view = seen(service("registration"), answers, DAY, lists())
    assert view["move_in_date"] == midnight(date(2026, 11, 15))
    assert view["home_status"] == ""
    assert view["persons"][0]["family_name"] == ""
    assert "move_in_date" not in seen(service("registration"), {"move_in_date": "2026-02-30"}, DAY, lists())


def test_hidden_answers_are_missing() -> None:
    answers = {"persons": [{"birth_state": "152"}]}
    shown = seen(service("registration"), answers, DAY, lists())
    hidden = seen(service("registration"), answers, DAY, lists(), ["persons.0.birth_state"])
    assert (shown["persons"][0]["birth_state"], hidden["persons"][0]["birth_state"]) == ("152", "")


def test_an_answer_is_found_by_its_path() -> None:
    answers = {"persons": [{"family_name": "Mustermann"}], "town": "Hannover"}
    assert value_at(answers, "persons.0.family_name") == "Mustermann"
    assert value_at(answers, "town") == "Hannover"
    for nowhere in ("persons.1.family_name", "persons.x", "town.x", "nothing"):
        assert value_at(answers, nowhere) is None


def test_a_new_draft_begins_with_the_defaults() -> None:
    answers = first_answers(service("registration"))
    assert (answers["ags"], answers["town"], answers["persons"]) == ("03241001", "Hannover", [{}])
    card = next(section for section in service("id_card").sections if section.key == "person")
    assert first_item(card) == {"nationalities": ["000"]}


def test_a_plain_section_is_its_own_one_item() -> None:
    household, home = service("registration").sections[:2]
    assert items(home, {"a": 1}) == [{"a": 1}]
    assert items(household, {"persons": [{"a": 1}, "x"]}) == [{"a": 1}, {}]
