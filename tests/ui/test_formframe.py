"""The frame keeps its buttons in sight and moves the side where there is room."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.formstate import FormState
from mobile_office.ui.side import Side


@pytest.fixture
def frame(qtbot: QtBot, desk: Desk) -> FormFrame:
    service = next(item for item in desk.services() if item.id == "registration")
    state = FormState(desk, service, desk.start(service.id))
    state.start("")
    frame = FormFrame("Anmeldung", Side(service), correction=False)
    qtbot.addWidget(frame)
    frame.resize(1134, 707)
    frame.show()
    frame.show_state(state, evidence=False, summary=False)
    frame.show_body(QLabel("\n" * 200))
    QApplication.processEvents()
    return frame


def test_the_side_stands_right_and_moves_below_where_it_is_narrow(frame: FormFrame) -> None:
    assert frame.side.mapTo(frame, frame.side.rect().topLeft()).x() > 700
    frame.resize(600, 707)
    QApplication.processEvents()
    assert frame.side.mapTo(frame, frame.side.rect().topLeft()).x() < 100


def test_the_buttons_are_in_sight_however_long_the_body_is(frame: FormFrame) -> None:
    for button in (frame.back, frame.park, frame.next):
        assert frame.rect().contains(button.mapTo(frame, button.rect().bottomRight()))


def test_on_narrow_windows_the_button_is_short_but_its_name_is_whole(frame: FormFrame) -> None:
    assert frame.next.text() == "Weiter: Neue Wohnung  (Strg+↵)"
    frame.resize(600, 707)
    QApplication.processEvents()
    assert frame.next.text() == "Weiter  (Strg+↵)"
    assert frame.next.accessibleName() == "Weiter: Neue Wohnung"


def test_nothing_but_the_result_is_left_at_the_end(frame: FormFrame) -> None:
    frame.show_only(QLabel("B-2026-00001-K"))
    assert frame.side.isHidden()
    assert frame.next.isHidden()
