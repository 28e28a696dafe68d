"""A problem is named by its field, its person and its sentence."""

import pytest

from mobile_office.desk import Desk
from mobile_office.domain import text
from mobile_office.domain.service import Problem, Severity
from mobile_office.ui import words
from mobile_office.ui.problems import is_known, problem_place, problem_sentence


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


OWN = {"de": "Bitte bis {last} melden ({source}).", "en": "Please tell us by {last} ({source})."}


def test_a_rule_without_a_sentence_in_the_program_brings_its_own() -> None:
    words.use("en")
    found = Problem("a", "no_such_code", details={"last": "30.11.2026", "source": "§ 1 X"}, sentence=OWN)
    assert problem_sentence(found) == "Please tell us by 30.11.2026 (§ 1 X)."


def test_a_sentence_of_the_program_is_never_replaced() -> None:
    assert problem_sentence(Problem("a", "required", sentence=OWN)) == problem_sentence(
        Problem("a", "required")
    )


def test_a_code_nobody_knows_names_the_field_and_the_paragraph(desk: Desk) -> None:
    service = next(item for item in desk.services() if item.id == "registration")
    source = {"source": "§ 1 X"}
    unknown = Problem("street", "no_such_code", details=source)
    assert problem_sentence(unknown, service) == "„Straße“ bitte prüfen (§ 1 X)."
    assert problem_sentence(Problem("street", "no_such_code")) == "„Diese Angabe“ bitte prüfen."
    broken = {"de": "{last} {", "en": "{last} {"}
    for said in (broken, {"de": "{last}", "en": "{last}"}, {"de": "{source.x}", "en": ""}):
        found = Problem("persons.1.family_name", "no_such_code", details=source, sentence=said)
        assert problem_place(service, found) == "Person 2, Familienname: „Familienname“ bitte prüfen (§ 1 X)."


@pytest.mark.parametrize(("language", "asks"), [("de", "begründen"), ("en", "reason")])
def test_what_goes_on_with_a_reason_says_so_in_its_own_sentence(desk: Desk, language: str, asks: str) -> None:
    words.use(language)
    rules = {rule.code: rule for service in desk.services() for rule in service.rules}
    told = {
        code: problem_sentence(Problem("a", code, details={"source": "§ 1 X"}))
        for code, rule in rules.items()
        if rule.severity is Severity.OVERRIDABLE and is_known(Problem("a", code))
    }
    assert len(told) > 15
    assert " ".join(code for code, sentence in told.items() if asks not in sentence) == ""
