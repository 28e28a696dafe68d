"""One case, complete."""

import pytest
from sqlalchemy import Engine

from mobile_office.domain.case import Action, Status
from mobile_office.domain.overview import Delivery
from mobile_office.domain.people import Actor
from mobile_office.store.pages import page
from tests.store.hand import ALBRECHT, ANSWERS, BERGER, STREAM, THIELE, Hand, Person, submission

NUMBER = "B-2026-00001-A"


def actor(person: Person) -> Actor:
    return Actor(person.id, person.id, person.roles, "bus-1", STREAM)


def test_a_fresh_case_shows_what_was_submitted(engine: Engine, hand: Hand) -> None:
    hand.submit(NUMBER)
    shown = page(engine, NUMBER, actor(THIELE))
    assert (shown.label, shown.answers, shown.previous_answers) == ("Erika Mustermann", ANSWERS, None)
    assert shown.evidence[0].kind == "identity"
    assert shown.overrides == {"persons.0.birth_date": "sworn"}
    assert not shown.erased
    assert shown.comments == {}
    assert Action.APPROVE in shown.allowed


def test_who_typed_is_not_offered_the_decision(engine: Engine, hand: Hand) -> None:
    hand.submit(NUMBER, BERGER)
    assert Action.APPROVE not in page(engine, NUMBER, actor(BERGER)).allowed


def test_a_returned_case_shows_its_comments_until_it_is_corrected(engine: Engine, hand: Hand) -> None:
    hand.submit(NUMBER)
    comments = {"persons.0.family_name": "As in the passport?"}
    hand.decide(NUMBER, Action.RETURN, comments=comments)
    hand.append(BERGER, NUMBER, Action.NOTE, reason="asked by phone")
    assert page(engine, NUMBER, actor(BERGER)).comments == comments
    changed = {"persons": [{"family_name": "Musterfrau"}]}
    hand.append(BERGER, NUMBER, Action.CORRECT, **{**submission("Erika Musterfrau"), "answers": changed})
    shown = page(engine, NUMBER, actor(BERGER))
    assert (shown.comments, shown.label) == ({}, "Erika Musterfrau")
    assert (shown.answers, shown.previous_answers) == (changed, ANSWERS)


def test_the_history_tells_who_did_what_and_where_it_is(engine: Engine, hand: Hand) -> None:
    hand.submit(NUMBER)
    hand.decide(NUMBER, Action.APPROVE)
    hand.decide(NUMBER, Action.TAKE_OVER, ALBRECHT, register_number="4711")
    shown = page(engine, NUMBER, actor(BERGER))
    assert shown.case.status is Status.TAKEN_OVER
    assert [(line.action, line.person) for line in shown.history] == [
        (Action.SUBMIT, "berger"),
        (Action.APPROVE, "thiele"),
        (Action.TAKE_OVER, "albrecht"),
    ]
    last = shown.history[-1]
    assert (last.register_number, last.delivery, last.seq) == ("4711", Delivery.SAVED, None)


def test_a_case_that_is_not_there_is_a_key_error(engine: Engine) -> None:
    with pytest.raises(KeyError):
        page(engine, NUMBER, actor(BERGER))
