"""Long lists by keyboard: typed in any spelling, arrows, Enter, Esc; nothing is taken that was not meant."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.finders import FindEditor, FindSeveralEditor
from mobile_office.ui.longlist import LongList
from tests.ui.opened import type_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen popups
Place = Callable[[FindEditor], list[object]]


@pytest.fixture
def states(desk: Desk) -> LongList:
    return LongList(desk.codelists, "countries", "state", is_sorted=True)


@pytest.fixture
def placed(qtbot: QtBot) -> Place:
    """Shows an editor above another field and returns what it reports."""
    windows: list[QWidget] = []

    def place(editor: FindEditor) -> list[object]:
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        column.addWidget(editor.widget)
        column.addWidget(QLineEdit())
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        editor.focus.setFocus()
        said: list[object] = []
        editor.edited.connect(said.append)
        return said

    return place


@pytest.mark.parametrize("typed", ["Tuerkei", "turk", "TUR", "163"])
def test_enter_takes_the_best_of_what_is_found(
    qtbot: QtBot, placed: Place, states: LongList, typed: str
) -> None:
    editor = FindEditor("state", states)
    said, entered = placed(editor), list[bool]()
    editor.entered.connect(lambda: entered.append(True))
    type_text(editor.combo, typed)
    assert editor.marked == "163"
    qtbot.keyClick(editor.combo, Qt.Key.Key_Return)
    assert (said[-1], editor.line.text(), entered, editor.offered) == ("163", "Türkei", [True], ())


def test_an_arrow_goes_to_another_and_what_is_typed_stays_until_it_is_taken(
    qtbot: QtBot, placed: Place, states: LongList
) -> None:
    editor = FindEditor("state", states)
    said = placed(editor)
    type_text(editor.combo, "po")
    first, second = editor.offered[:2]
    popup = editor.combo.window().focusWidget()
    assert editor.marked == first
    assert editor._list is not None
    qtbot.keyClick(editor._list, Qt.Key.Key_Down)
    assert (editor.marked, editor.line.text(), said[-1]) == (second, "po", "po")
    qtbot.keyClick(editor._list, Qt.Key.Key_Return)
    assert (said[-1], editor.value()) == (second, second)
    assert popup is not None


def test_escape_closes_the_list_and_words_that_mean_several_stay_as_typed(
    qtbot: QtBot, placed: Place, states: LongList
) -> None:
    editor = FindEditor("state", states)
    said = placed(editor)
    type_text(editor.combo, "po")
    assert editor.offered
    qtbot.keyClick(editor.combo, Qt.Key.Key_Escape)
    assert editor.offered == ()
    editor.leave()
    assert (said[-1], editor.line.text()) == ("po", "po")


def test_leaving_takes_what_can_mean_nothing_else(placed: Place, states: LongList) -> None:
    editor = FindEditor("state", states)
    said = placed(editor)
    type_text(editor.combo, "tuerk")
    editor.leave()
    assert (said[-1], editor.line.text(), editor.offered) == ("163", "Türkei", ())


def test_a_state_that_has_ended_stays_until_something_else_is_typed(placed: Place, states: LongList) -> None:
    editor = FindEditor("state", states)
    said = placed(editor)
    editor.show_value("120")
    assert said == []
    editor.leave()
    assert (editor.value(), editor.line.text()) == ("120", "Jugoslawien (nicht mehr gültig)")


def test_nationalities_become_tokens_and_go_by_backspace_or_click(
    qtbot: QtBot, placed: Place, desk: Desk
) -> None:
    editor = FindSeveralEditor("nationalities", LongList(desk.codelists, "countries", "nationality"))
    said = placed(editor)
    for name in ("deutsch", "POL"):
        type_text(editor.combo, name)
        qtbot.keyClick(editor.combo, Qt.Key.Key_Return)
    assert said[-1] == ["000", "152"]
    qtbot.keyClick(editor.combo, Qt.Key.Key_Backspace)
    assert said[-1] == ["000"]
    token = editor.widget.findChild(QPushButton, "nationalities.token.000")
    qtbot.mouseClick(token, Qt.MouseButton.LeftButton)
    assert said[-1] is None


def test_an_ended_nationality_is_a_token_that_can_be_taken_out(placed: Place, desk: Desk) -> None:
    editor = FindSeveralEditor("nationalities", LongList(desk.codelists, "countries", "nationality"))
    said = placed(editor)
    editor.show_value(["000", "120"])
    token = editor.widget.findChild(QPushButton, "nationalities.token.120")
    assert isinstance(token, QPushButton)
    assert "nicht mehr gültig" in token.text()
    token.click()
    type_text(editor.combo, "Jugoslawien")
    assert editor.offered == ()
    assert said[0] == ["000"]
