"""Carrying a case over: every answer with one key, the number, a question, or not possible."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from mobile_office.ui.background import Background
from mobile_office.ui.carry import CarryView, Item
from mobile_office.ui.pieces import Table
from mobile_office.ui.rows import RowsModel
from mobile_office.ui.words import say
from tests.house import passphrase
from tests.samples import decide, submit_sample

Desks = Callable[[str], Desk]


@pytest.fixture
def number(desk_of: Desks) -> str:
    number = submit_sample(desk_of("Berger"))
    decide(desk_of("Thiele"), number, Action.APPROVE, "Thiele")
    return number


def open_view(
    qtbot: QtBot, desk: Desk, background: Background, number: str
) -> tuple[CarryView, list[str], list[str]]:
    back: list[str] = []
    opened: list[str] = []
    view = CarryView(desk, background, number, back.append, opened.append)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    view.activateWindow()  # shortcuts need it
    qtbot.waitUntil(view.isActiveWindow)
    return view, back, opened


def said(view: CarryView, name: str = "carry.said") -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.text()


def click(qtbot: QtBot, view: CarryView, name: str) -> None:
    button = view.findChild(QPushButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_table_is_filled_where_it_stands(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill, stood = RowsModel.set_rows, list[bool]()

    def filled(model: RowsModel[Item], rows: list[Item]) -> None:
        table = model.parent()
        assert isinstance(table, Table)
        stood.append(isinstance(table.window(), CarryView))
        fill(model, rows)

    monkeypatch.setattr(RowsModel, "set_rows", filled)
    view, _, _ = open_view(qtbot, desk_of("Albrecht"), background, number)
    assert stood == [True]
    assert view.table.rows.rows


def test_enter_and_ctrl_c_copy_one_answer_after_the_other(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str
) -> None:
    view, _, _ = open_view(qtbot, desk_of("Albrecht"), background, number)
    rows = view.table.rows.rows
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == rows[0].text
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == rows[1].text
    assert said(view) == f"Kopiert: {rows[1].label} (2 von {len(rows)})"
    for _ in rows[2:]:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert said(view) == say("intake.all_copied", total=len(rows))
    assert view.panel is not None
    assert view.window().focusWidget() is view.panel.register_number


def test_the_clipboard_is_emptied_on_leaving(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str
) -> None:
    view, _, _ = open_view(qtbot, desk_of("Albrecht"), background, number)
    view.copy()
    view.hide()
    assert QGuiApplication.clipboard().text() == ""


def test_the_registers_number_takes_the_case_over(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str
) -> None:
    desk = desk_of("Albrecht")
    view, back, _ = open_view(qtbot, desk, background, number)
    assert view.panel is not None
    qtbot.keyClicks(view.panel.register_number, "R-2026-17")
    qtbot.keyClick(view.panel.register_number, Qt.Key.Key_Return)
    qtbot.keyClicks(view.panel.passphrase, passphrase("Albrecht"))
    qtbot.keyClick(view.panel.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(back))
    assert number in back[0]
    page = desk.page(number)
    assert page.case.status is Status.TAKEN_OVER
    assert page.history[-1].register_number == "R-2026-17"


def test_a_question_is_pinned_to_the_answer_clicked(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str
) -> None:
    desk = desk_of("Albrecht")
    view, back, _ = open_view(qtbot, desk, background, number)
    click(qtbot, view, "act.query")
    place = view.table.rows.place("street")
    assert place is not None
    spot = view.table.visualRect(view.table.rows.index(place, 0)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.panel is not None
    qtbot.keyClicks(view.panel.comment, "Am Markt?")
    qtbot.keyClicks(view.panel.passphrase, passphrase("Albrecht"))
    qtbot.keyClick(view.panel.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(back))
    assert desk.page(number).comments == {"street": "Am Markt?"}


def test_not_possible_names_its_ground(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str
) -> None:
    desk = desk_of("Albrecht")
    view, back, _ = open_view(qtbot, desk, background, number)
    click(qtbot, view, "act.not_possible")
    assert view.panel is not None
    qtbot.keyClicks(view.panel.reason, "Wohnt in Laatzen")
    qtbot.keyClicks(view.panel.passphrase, passphrase("Albrecht"))
    view.panel.confirm()
    qtbot.waitUntil(lambda: bool(back))
    assert desk.page(number).history[-1].reason == "not_responsible: Wohnt in Laatzen"


def test_escape_leaves_the_question_first_and_then_the_case(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str
) -> None:
    view, back, opened = open_view(qtbot, desk_of("Albrecht"), background, number)
    click(qtbot, view, "act.query")
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.panel is not None
    assert view.panel.action is Action.TAKE_OVER
    assert back == []
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert back == [""]
    click(qtbot, view, "intake.history")
    assert opened == [number]


def test_a_case_held_back_shows_the_supervisors_reason(
    qtbot: QtBot, desk_of: Desks, background: Background
) -> None:
    number = submit_sample(desk_of("Berger"))
    decide(desk_of("Thiele"), number, Action.HOLD_BACK, "Thiele", reason="Ausweis zweifelhaft")
    view, _, _ = open_view(qtbot, desk_of("Albrecht"), background, number)
    texts = [label.text() for label in view.findChildren(QLabel)]
    assert say("intake.held_back", reason="Ausweis zweifelhaft") in texts


def test_a_note_stays_in_the_case(qtbot: QtBot, desk_of: Desks, background: Background, number: str) -> None:
    view, back, _ = open_view(qtbot, desk_of("Albrecht"), background, number)
    click(qtbot, view, "act.note")
    assert view.panel is not None
    qtbot.keyClicks(view.panel.reason, "Termin vereinbart")
    view.panel.confirm()
    told = say("case.done", what=say("history.note"))
    qtbot.waitUntil(lambda: told in [label.text() for label in view.findChildren(QLabel)])
    assert back == []


def test_what_the_office_must_know_at_once_stands_above_the_answers(
    qtbot: QtBot, desk_of: Desks, background: Background, number: str
) -> None:
    block, clerk, intake = (
        submit_sample(desk_of("Berger"), "information_block"),
        desk_of("Berger"),
        desk_of("Albrecht"),
    )
    clerk.deliver(force=True)
    for case, noted in ((block, True), (number, False)):
        view, _, _ = open_view(qtbot, intake, background, case)
        said = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
        assert any("sofort wie gesperrt" in text for text in said) is noted
