"""A problem is named by its field, its person and its sentence."""

from mobile_office.desk import Desk
from mobile_office.domain import text
from mobile_office.domain.service import Problem
from mobile_office.ui.problems import problem_place, problem_sentence


def test_a_problem_says_where_it_is(desk: Desk) -> None:
    service = next(item for item in desk.services() if item.id == "registration")
    sentence = problem_sentence(Problem("a", "required"))
    places = {
        "persons.1.family_name": f"Person 2, Familienname: {sentence}",
        "street": f"Straße: {sentence}",
        "evidence.landlord": f"Bestätigung des Wohnungsgebers: {sentence}",
        "persons": f"Ganzer Vorgang: {sentence}",
    }
    for path, said in places.items():
        assert problem_place(service, Problem(path, "required")) == said


def test_a_letter_that_is_refused_is_called_by_its_name() -> None:
    for typed, said in (
        ("Sq̂a", "q mit Zirkumflex"),
        ("Иванова", "kyrillischer Buchstabe"),
        ("Olga 2", "Ziffer"),
    ):
        found = text.check(typed)
        assert found is not None
        assert f"({said})" in problem_sentence(Problem("a", found.code, details=found.details))
