"""The answers as a person reads them, from the real services and code lists."""

from mobile_office.desk import Desk
from mobile_office.domain.service import Field
from mobile_office.ui import answers


def groups_of(
    desk: Desk, changed: dict[str, str] | None = None, comments: dict[str, str] | None = None
) -> tuple[answers.Group, ...]:
    service = next(item for item in desk.services() if item.id == "registration")
    first, *others = service.sample["persons"]
    now = {**service.sample, "persons": [{**first, **(changed or {})}, *others]}
    return answers.groups(service, now, service.sample, comments or {}, desk.codelists)


def test_answers_stand_in_the_order_of_the_service_under_their_sections(desk: Desk) -> None:
    groups = groups_of(desk)
    assert groups[0].key == "persons.0"
    assert groups[0].title == "Person 1"
    rows = {row.path: row for row in groups[0].rows}
    assert rows["persons.0.family_name"].label == "Familienname"
    assert not any(row.text == "" for group in groups for row in group.rows)


def test_codes_are_shown_as_their_labels(desk: Desk) -> None:
    rows = {row.path: row.text for group in groups_of(desk) for row in group.rows}
    service = next(item for item in desk.services() if item.id == "registration")
    code = service.sample["persons"][0]["sex"]
    assert rows["persons.0.sex"] == desk.codelists.label("sex", code, "de")
    keys = service.sample["persons"][0]["nationalities"]
    shown = rows["persons.0.nationalities"]
    assert shown == ", ".join(desk.codelists.label("countries", key, "de") for key in keys)


def test_what_changed_since_the_previous_revision_says_what_stood_there_before(desk: Desk) -> None:
    groups = groups_of(desk, {"family_name": "Łukasiewicz"})
    service = next(item for item in desk.services() if item.id == "registration")
    row = next(row for row in groups[0].rows if row.path == "persons.0.family_name")
    assert (row.text, row.before) == ("Łukasiewicz", service.sample["persons"][0]["family_name"])
    assert answers.changed(groups) == 1


def test_an_answer_taken_away_stays_visible_with_what_it_was(desk: Desk) -> None:
    groups = groups_of(desk, {"birth_place": ""})
    row = next(row for row in groups[0].rows if row.path == "persons.0.birth_place")
    assert row.text == ""
    assert row.before


def test_a_first_revision_marks_nothing_as_changed(desk: Desk) -> None:
    service = next(item for item in desk.services() if item.id == "registration")
    groups = answers.groups(service, service.sample, None, {}, desk.codelists)
    assert answers.changed(groups) == 0


def test_a_comment_stands_at_its_field_even_when_that_is_empty(desk: Desk) -> None:
    groups = groups_of(desk, comments={"persons.0.doctors_degree": "Urkunde gesehen?"})
    row = next(row for row in groups[0].rows if row.path == "persons.0.doctors_degree")
    assert row.comment == "Urkunde gesehen?"


def test_labels_that_stand_twice_carry_their_section(desk: Desk) -> None:
    labels = answers.labels(groups_of(desk))
    service = next(item for item in desk.services() if item.id == "registration")
    assert len(service.sample["persons"]) > 1
    assert labels["persons.1.family_name"] == "Person 2: Familienname"


def test_dates_are_written_the_german_way_and_unknown_parts_left_out() -> None:
    assert answers.german_date("1964-08-12") == "12.08.1964"
    assert answers.german_date("1964-08-00") == "08.1964"
    assert answers.german_date("1964-00-00") == "1964"
    assert answers.german_date("irgendwann") == "irgendwann"


def test_yes_and_no_are_words(desk: Desk) -> None:
    field = Field("x", "yes_no", {"de": "x"})
    assert answers.plain(field, True, desk.codelists) == "ja"
    assert answers.plain(field, False, desk.codelists) == "nein"


def test_looking_up_a_path_that_is_not_there_gives_nothing() -> None:
    given = {"persons": [{"family_name": "Mustermann"}], "street": "Am Markt"}
    assert answers.look_up(given, "persons.0.family_name") == "Mustermann"
    assert answers.look_up(given, "persons.1.family_name") is None
    assert answers.look_up(given, "street.number") is None
