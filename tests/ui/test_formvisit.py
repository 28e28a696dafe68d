"""A form in a visit: what was taken over is marked, what was seen is one key away, F4 begins another service."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.household import Person
from mobile_office.domain.overview import Draft
from mobile_office.domain.reduction import FEE_REDUCTION
from mobile_office.ui.background import Background
from tests.domain import family
from tests.samples import fill_sample
from tests.ui.opened import Opened, open_form

Open = Callable[[Draft], Opened]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, background: Background) -> Open:
    return lambda draft: open_form(qtbot, desk, background, draft)


def following(desk: Desk, person: Person = family.ERIKA, service: str = "id_card") -> Draft:
    """A service that follows the family's registration."""
    draft = desk.start("registration", family.answers())
    for kind, state in {"identity": "valid", "landlord": "present"}.items():
        desk.see(draft.id, kind, state, "0129")
    desk.submit(draft.id)
    return desk.visiting.go_on(draft.visit, person, service)


def test_what_was_taken_over_is_said_once_for_each_section(desk: Desk, opened: Open) -> None:
    form = opened(following(desk))
    assert form.text("visit.carried") == (
        "Übernommen: Familienname, Geburtsname, Vornamen, Geburtsdatum, Geburtsort, Staatsangehörigkeiten."
    )
    form.page.jump("street")
    assert form.text("visit.carried").endswith(
        "Die neue Anschrift ist erst angemeldet, noch nicht im Melderegister."
    )
    form.page.jump("height")
    marks = form.page.findChildren(QLabel, "visit.carried")
    assert not any(mark.isVisible() for mark in marks)


def test_what_is_emptied_is_no_longer_said_to_be_taken_over(desk: Desk, opened: Open) -> None:
    form = opened(desk.save(following(desk).id, "birth_name", ""))
    assert "Geburtsname" not in form.text("visit.carried")


def test_one_key_takes_over_the_identity_seen_before_and_it_can_be_taken_back(
    desk: Desk, opened: Open
) -> None:
    draft = following(desk)
    form = opened(draft)
    form.key(Qt.Key.Key_F6)
    assert form.text("visit.seen").endswith("gesehen: übernehmen  (F5)")
    form.key(Qt.Key.Key_F5)
    form.settle()
    (seen,) = desk.draft(draft.id).evidence
    assert (seen.kind, seen.state, seen.last) == ("identity", "valid", "0129")
    assert seen.note.startswith("in dieser Vorsprache gesehen um ")
    assert form.text("visit.seen") == ""


def test_nobody_else_s_identity_is_proposed(desk: Desk, opened: Open) -> None:
    form = opened(following(desk, family.LEO))
    form.key(Qt.Key.Key_F6)
    assert form.text("visit.seen") == ""


def test_f4_asks_for_another_service_when_everything_is_saved(desk: Desk, opened: Open) -> None:
    draft = desk.start("id_card")
    form = opened(draft)
    form.type("family_name", "Mustermann")
    with form.qtbot.waitSignal(form.page.visit.another_wanted) as wanted:
        form.key(Qt.Key.Key_F4)
    assert wanted.args == [draft.visit]
    assert desk.draft(draft.id).answers["family_name"] == "Mustermann"


def test_after_the_submit_the_form_closes_before_the_next_service(desk: Desk, opened: Open) -> None:
    draft = fill_sample(desk, "id_card")
    form = opened(draft)
    for _ in range(2):
        form.page.hand_in()
        form.settle()
    form.qtbot.waitUntil(lambda: form.text("result.number") != "")
    assert form.text("visit.another") == "Weitere Leistung in dieser Vorsprache  (F4)"
    with form.qtbot.waitSignal(form.page.visit.another_wanted) as wanted:
        form.key(Qt.Key.Key_F4)
    assert wanted.args == [draft.visit]
    assert len(form.ended) == 1


def test_a_correction_belongs_to_nobody_who_is_there(desk: Desk, opened: Open) -> None:
    number = desk.submit(fill_sample(desk, "id_card").id)
    draft = desk.visiting.begin("id_card")
    form = opened(desk.draft(draft.id))
    assert form.text("visit.short") != ""
    assert desk.page(number).visit != draft.visit


def test_a_reduction_chosen_under_the_bill_is_kept_and_taken_back(desk: Desk, opened: Open) -> None:
    draft = fill_sample(desk, "passport")
    form = opened(draft)
    form.click("reduction.open")
    form.key(Qt.Key.Key_Space)
    form.type("reduction.reason", "Bescheid gesehen")
    form.click("reduction.take")
    assert desk.fees(desk.draft(draft.id)).total == 0
    form.click("reduction.open")
    form.click("reduction.back")
    assert desk.fees(desk.draft(draft.id)).total == 7000
    assert all(item.kind != FEE_REDUCTION for item in desk.draft(draft.id).evidence)
