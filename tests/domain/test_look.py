"""One look at answers, shared by all questions about them."""

from typing import Any

import pytest

from mobile_office.domain import checks, fees
from mobile_office.domain.conditions import Circumstances
from mobile_office.domain.look import Look
from tests.domain.shelf import DAY, lists, put, seen, service
from tests.domain.test_fees import tables


def look(name: str, answers: dict[str, Any] | None = None) -> Look:
    chosen = service(name)
    told = chosen.sample if answers is None else answers
    return Look(chosen, told, seen(chosen.sample_evidence), DAY, lists())


def test_all_questions_get_the_answers_they_would_get_alone() -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.0.birth_state", "???")
    evidence = seen(registration.sample_evidence)
    shared = look("registration", answers)
    assert checks.problems_of(shared) == checks.problems(registration, answers, evidence, DAY, lists())
    assert checks.shown_of(shared) == checks.shown(registration, answers, DAY, evidence)
    assert shared.visible == checks.visible(registration, answers, DAY, evidence)
    assert shared.required == checks.required(registration, answers, DAY, evidence)
    card = service("id_card")
    assert look("id_card").required == checks.required(card, card.sample, DAY, seen(card.sample_evidence))


def test_what_is_hidden_is_neither_visible_nor_required() -> None:
    hidden = look("registration").hidden
    assert "persons.0.birth_state" in hidden
    assert not hidden & (look("registration").visible | look("registration").required)


def test_a_hidden_answer_hides_what_hangs_on_it() -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.0.birth_state", "152")
    assert look("registration", answers).view["persons"][0]["birth_state"] == ""
    abroad = put(answers, "persons.0.born_abroad", True)
    assert look("registration", abroad).view["persons"][0]["birth_state"] == "152"


def test_conditions_are_looked_at_once_where_nothing_hidden_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    holds = Circumstances.holds

    def counted(self: Circumstances, source: str, empty: bool = True) -> bool:
        asked.append(source)
        return holds(self, source, empty)

    monkeypatch.setattr(Circumstances, "holds", counted)
    look("registration")
    once = len(asked)
    asked.clear()
    look("registration", put(service("registration").sample, "persons.0.birth_state", "152"))
    assert len(asked) == 2 * once


def test_the_answer_at_each_place_is_known_with_what_is_wrong_with_it() -> None:
    found = look("registration", put(service("registration").sample, "move_in_date", "2026-02-30"))
    place = next(place for place in found.places if place.path == "move_in_date")
    assert (place.value, place.item) == ("2026-02-30", 0)
    assert found.wrong == {"move_in_date": ("not_a_date", {})}
    assert "move_in_date" not in found.view


def test_without_lists_every_code_passes() -> None:
    registration = service("registration")
    answers = put(registration.sample, "persons.0.nationalities", ["???"])
    assert Look(registration, answers, {}, DAY).wrong == {}
    assert set(Look(registration, answers, {}, DAY, lists()).wrong) == {"persons.0.nationalities"}


def test_fees_are_taken_from_the_same_look() -> None:
    shared = look("id_card")
    card = service("id_card")
    alone = fees.fees(card, card.sample, DAY, tables(), lists(), seen(card.sample_evidence))
    assert fees.fees_of(shared, tables()) == alone
