"""The worklist by keyboard: typed in, opened, left out, taken twice, deleted and taken back."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.domain.residents import Resident, Turn
from mobile_office.ui.background import Background
from mobile_office.ui.residents import ResidentsPage
from tests.screens.rounds import HOME, submit, wishes

Open = Callable[[int], ResidentsPage]


@pytest.fixture
def drafts() -> list[Draft]:
    return []


@pytest.fixture
def open_page(qtbot: QtBot, desk: Desk, background: Background, drafts: list[Draft]) -> Open:
    """The page with so many who asked."""

    def open_page(many: int) -> ResidentsPage:
        desk.residents.begin("Heim Am Markte", HOME)
        desk.residents.add(wishes()[:many])
        page = ResidentsPage(desk, background)
        page.draft_wanted.connect(drafts.append)
        qtbot.addWidget(page)
        page.resize(1134, 707)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.setFocus()
        background.drain()
        return page

    return open_page


def lines(desk: Desk) -> tuple[Resident, ...]:
    current = desk.residents.round()
    return current.residents if current else ()


def press(qtbot: QtBot, page: QWidget, *keys: Qt.Key | str) -> None:
    for key in keys:
        target = page.focusWidget() or page
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def test_a_list_is_typed_in_with_enter_alone(
    qtbot: QtBot, open_page: Open, desk: Desk, background: Background
) -> None:
    page = open_page(0)
    assert page.empty.isVisible()
    enter = Qt.Key.Key_Return
    press(qtbot, page, "Mustermann", enter, "Erika", enter, "12.08.1934", enter, "101", enter, enter)
    press(qtbot, page, "Gabler", enter, "Max", enter, enter, enter, enter)
    qtbot.waitUntil(lambda: len(lines(desk)) == 2)
    assert [one.name for one in lines(desk)] == ["Mustermann, Erika", "Gabler, Max"]
    assert (lines(desk)[0].answers["birth_date"], lines(desk)[0].room) == ("1934-08-12", "101")
    background.drain()
    press(qtbot, page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.line.isVisible())


def test_what_is_wrong_is_said_at_once_and_nothing_is_kept(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    page = open_page(1)
    page.enter_line()
    enter = Qt.Key.Key_Return
    press(qtbot, page, "Gabler", enter, "Max", enter, "31.02.1940", enter, enter, enter)
    assert "Geburtsdatum" in page.line.error.text()
    assert page.line.cells["birth_date"].focus.hasFocus()
    page.line.clear()
    page.line.start()
    press(qtbot, page, "Mustermann", enter, "Erika", enter, "12.08.1934", enter, enter, enter)
    assert "schon auf der Liste" in page.line.error.text()
    assert len(lines(desk)) == 1


def test_several_lines_pasted_are_looked_at_first(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(0)
    pasted: list[str] = []
    page.preview_wanted.connect(pasted.append)
    QGuiApplication.clipboard().setText("Mustermann\tErika\nGabler\tMax\n")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted == ["Mustermann\tErika\nGabler\tMax"]
    QGuiApplication.clipboard().setText("Mustermann")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.line.cells["family_name"].value() == "Mustermann"


def test_one_key_opens_the_next_and_after_it_the_one_behind(
    qtbot: QtBot, open_page: Open, desk: Desk, drafts: list[Draft]
) -> None:
    page = open_page(3)
    press(qtbot, page, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: len(drafts) == 1)
    assert drafts[0].label.startswith("Mustermann")
    submit(desk, drafts[0].id)
    page.settle()
    qtbot.waitUntil(lambda: lines(desk)[0].turn is Turn.DONE)
    qtbot.waitUntil(lambda: page.table.resident() == lines(desk)[1])
    assert page.head.progress.text() == "1 von 3 fertig"
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(drafts) == 2)
    assert drafts[1].label.startswith("Łukasiewicz")


def test_somebody_is_left_out_with_a_digit_and_taken_up_again(
    qtbot: QtBot, open_page: Open, desk: Desk
) -> None:
    page = open_page(2)
    press(qtbot, page, Qt.Key.Key_F3)
    qtbot.waitUntil(page.questions.isVisible)
    press(qtbot, page, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: lines(desk)[0].reason == "asleep")
    qtbot.waitUntil(lambda: page.table.resident() == lines(desk)[1])
    page.table.select(lines(desk)[0].id)
    press(qtbot, page, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: lines(desk)[0].turn is Turn.WAITING)


def test_the_next_one_is_who_is_next_once_all_before_is_written(
    qtbot: QtBot, open_page: Open, desk: Desk, background: Background, drafts: list[Draft]
) -> None:
    page, free = open_page(3), Event()
    press(qtbot, page, Qt.Key.Key_F3)
    qtbot.waitUntil(page.questions.isVisible)
    background.write(lambda: free.wait(20))
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_F2, Qt.Key.Key_F2)
    free.set()
    qtbot.waitUntil(lambda: len(drafts) == 1)
    background.drain()
    assert [one.turn for one in lines(desk)] == [Turn.LEFT_OUT, Turn.BEGUN, Turn.WAITING]
    assert [draft.id for draft in drafts] == [lines(desk)[1].draft]


def test_another_service_stands_behind_the_first(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    page = open_page(2)
    press(qtbot, page, Qt.Key.Key_F4)
    qtbot.waitUntil(page.questions.isVisible)
    press(qtbot, page, "Verlust", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(lines(desk)) == 3)
    assert [one.service for one in lines(desk)] == ["id_exemption", "loss_report", "id_exemption"]
    assert lines(desk)[0].visit == lines(desk)[1].visit


def test_what_is_deleted_can_be_taken_back(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    page = open_page(2)
    before = lines(desk)
    press(qtbot, page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: lines(desk) == before[1:])
    assert "Rückgängig" in page.notice.label.text()
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: lines(desk) == before)


def test_a_registration_says_what_a_good_clerk_knows(open_page: Open, desk: Desk) -> None:
    page = open_page(4)
    assert not page.hint.isVisible()
    page.table.select(lines(desk)[3].id)
    assert "§ 32 BMG" in page.hint.label.text()


def test_the_list_is_deleted_after_a_second_word(
    qtbot: QtBot, open_page: Open, desk: Desk, background: Background
) -> None:
    page = open_page(2)
    page.verbs.menu.forget.emit()
    press(qtbot, page, Qt.Key.Key_Return)
    background.drain()
    assert len(lines(desk)) == 2, "Enter keeps"
    page.verbs.menu.forget.emit()
    with qtbot.waitSignal(page.left):
        page.questions.findChildren(QWidget, "sure.do")[-1].click()  # type: ignore[attr-defined]
    assert desk.residents.round() is None
