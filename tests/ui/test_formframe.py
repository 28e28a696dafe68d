"""The frame keeps its buttons in sight and moves the side where there is room."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.devices.camera import SimulatedCamera
from mobile_office.devices.capturing import CaptureDevices
from mobile_office.domain.errors import NotAllowed
from mobile_office.ui.codes import CodeEditor
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.formstate import FormState
from mobile_office.ui.pieces import Notice
from mobile_office.ui.side import Side
from tests.samples import capture_sample


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


def test_a_captured_form_says_from_which_paper_and_day(qtbot: QtBot, desk: Desk) -> None:
    draft = capture_sample(desk, date(2026, 11, 20))
    service = desk.service(draft.service, draft.version)
    frame = FormFrame("Anmeldung", Side(service), correction=False)
    qtbot.addWidget(frame)
    state = FormState(desk, service, draft)
    state.start("")
    frame.show_state(state, evidence=False, summary=False)
    strip = frame.findChild(Notice, "form.strip")
    assert strip is not None
    assert strip.label.text() == f"Nacherfassung · Formular {draft.form} · erklärt am 20.11.2026"


def test_a_refusal_that_asks_for_a_signature_leads_to_the_paper(frame: FormFrame) -> None:
    frame.activateWindow()
    frame.show_refusal(NotAllowed("problems_remain"))
    assert frame.focusWidget() is not frame.side.paper
    frame.show_refusal(NotAllowed("sign_anew"))
    assert frame.focusWidget() is frame.side.paper


def test_what_is_in_the_way_leaves_room_on_narrow_windows(frame: FormFrame) -> None:
    frame.show_trouble("\n" * 12)
    frame.resize(600, 500)
    QApplication.processEvents()
    assert frame.rect().contains(frame.next.mapTo(frame, frame.next.rect().bottomRight()))


def test_on_a_narrow_window_the_button_of_the_evidence_still_says_where_it_leads(
    qtbot: QtBot, desk: Desk
) -> None:
    draft = desk.start("registration")
    service = desk.service(draft.service, draft.version)
    frame = FormFrame("Anmeldung", Side(service), correction=False)
    qtbot.addWidget(frame)
    frame.resize(700, 600)
    frame.show()
    state = FormState(desk, service, draft)
    state.start("")
    frame.show_state(state, evidence=True, summary=False)
    assert frame.next.text().startswith("Zum Formular")
    frame.show_state(state, evidence=False, summary=False)
    assert frame.next.text().startswith("Weiter")


def test_what_is_made_later_reads_codes_with_the_devices_of_the_form(frame: FormFrame, qtbot: QtBot) -> None:
    frame.devices, editor, late = CaptureDevices(SimulatedCamera), CodeEditor("code"), QWidget()
    qtbot.addWidget(late)
    QVBoxLayout(late).addWidget(editor.widget)
    frame.equip(late)
    assert editor.devices is frame.devices
