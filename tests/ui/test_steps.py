"""The way through a form follows the service, the persons and what applies."""

from dataclasses import replace

from mobile_office.desk import Desk
from mobile_office.domain.service import Field, Section, Service
from mobile_office.ui.steps import SUMMARY, find_field, sections_of, step_of, steps


def registration(desk: Desk) -> Service:
    return next(service for service in desk.services() if service.id == "registration")


def test_each_person_is_a_step_and_the_summary_is_the_last(desk: Desk) -> None:
    service = registration(desk)
    draft = desk.start(service.id, {"persons": [{}, {}, {}]})
    way = steps(service, draft.answers, desk.visible(draft))
    assert [(step.key, step.index) for step in way[:4]] == [
        ("household", 0),
        ("household", 1),
        ("household", 2),
        ("new_home", None),
    ]
    assert way[-1] == SUMMARY
    assert sections_of(way)[:2] == ("household", "new_home")


def test_a_section_with_nothing_to_ask_is_left_out(desk: Desk) -> None:
    service = registration(desk)
    assert steps(service, {}, {"street"})[0].key == "new_home"
    assert len(steps(service, {}, {"street"})) == 2


def test_neighbouring_sections_of_one_list_are_walked_person_by_person(desk: Desk) -> None:
    name = Field("name", "name", {"de": "Name"})
    birth = Field("birth", "date", {"de": "Geburt"})
    sections = tuple(
        Section(field.key, field.label, (field,), repeat="persons", most=3) for field in (name, birth)
    )
    service = replace(registration(desk), sections=sections)
    answers: dict[str, object] = {"persons": [{}, {}]}
    visible = {f"persons.{place}.{key}" for place in (0, 1) for key in ("name", "birth")}
    way = steps(service, answers, visible)
    assert [(step.key, step.index) for step in way[:-1]] == [
        ("name", 0),
        ("birth", 0),
        ("name", 1),
        ("birth", 1),
    ]


def test_a_path_leads_to_its_step_and_its_field(desk: Desk) -> None:
    service = registration(desk)
    draft = desk.start(service.id, {"persons": [{}, {}]})
    way = steps(service, draft.answers, desk.visible(draft))
    step = step_of("persons.1.family_name", way)
    assert step is not None
    assert step.index == 1
    assert step_of("nothing", way) is None
    found = find_field(service, "persons.1.family_name")
    assert found is not None
    assert found[1].key == "family_name"
    assert find_field(service, "persons.1.nothing") is None
