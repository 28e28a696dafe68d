"""Choosing: by key and by click, codes in and codes out, no change by accident."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.choosers import (
    ChoiceEditor,
    ChoicesEditor,
    YesNoEditor,
)
from mobile_office.ui.editors import Editor

Place = Callable[[Editor], list[object]]
SEX = {"w": "weiblich", "m": "männlich", "d": "divers"}


@pytest.fixture
def placed(qtbot: QtBot) -> Place:
    """Shows an editor above another field and returns what it reports."""
    windows: list[QWidget] = []

    def place(editor: Editor) -> list[object]:
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


def test_a_letter_finds_the_choice(qtbot: QtBot, placed: Place) -> None:
    editor = ChoiceEditor("sex", SEX)
    said = placed(editor)
    assert editor.value() is None
    qtbot.keyClicks(editor.combo, "d")
    assert said == ["d"]


def test_the_mouse_wheel_changes_nothing(qtbot: QtBot, placed: Place) -> None:
    editor = ChoiceEditor("sex", SEX)
    said = placed(editor)
    no = Qt.KeyboardModifier.NoModifier
    point, turn = QPointF(5, 5), QPoint(0, -120)
    wheel = QWheelEvent(
        point, point, turn, turn, Qt.MouseButton.NoButton, no, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(editor.combo, wheel)
    assert said == []


def test_a_code_no_longer_in_the_list_stays_visible(qtbot: QtBot, placed: Place) -> None:
    editor = ChoiceEditor("sex", SEX)
    placed(editor)
    editor.show_value("x")
    assert (editor.value(), editor.combo.currentText()) == ("x", "x")


def test_yes_or_no_is_ticked_by_space_and_by_a_click_on_its_words(qtbot: QtBot, placed: Place) -> None:
    editor = YesNoEditor("born_abroad", "Im Ausland geboren")
    said = placed(editor)
    qtbot.keyClick(editor.row.box, Qt.Key.Key_Space)
    qtbot.mouseClick(editor.row, Qt.MouseButton.LeftButton)
    assert said == [True, False]
    assert editor.row.box.accessibleName() == "Im Ausland geboren"


def test_several_choices_keep_the_order_of_the_list(qtbot: QtBot, placed: Place) -> None:
    editor = ChoicesEditor("objections", {"2": "zwei", "5": "fünf", "7": "sieben"})
    said = placed(editor)
    for code in ("7", "2"):
        box = editor.widget.findChild(QWidget, f"objections.{code}")
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert said[-1] == ["2", "7"]


def test_a_choice_that_has_ended_is_shown_by_name_and_cannot_be_chosen_anew(
    qtbot: QtBot, placed: Place
) -> None:
    editor = ChoiceEditor("sex", SEX, {"x": "früher (nicht mehr gültig)"}.__getitem__)
    said = placed(editor)
    editor.show_value("x")
    assert (editor.value(), editor.combo.currentText()) == ("x", "früher (nicht mehr gültig)")
    qtbot.keyClicks(editor.combo, "d")
    assert said == ["d"]
    qtbot.keyClicks(editor.combo, "f")
    qtbot.keyClick(editor.combo, Qt.Key.Key_End)
    assert editor.value() == "d"


def test_an_ended_code_among_several_stays_until_it_is_taken_out(qtbot: QtBot, placed: Place) -> None:
    editor = ChoicesEditor("objections", {"2": "zwei", "5": "fünf"}, "{} (nicht mehr gültig)".format)
    said = placed(editor)
    editor.show_value(["2", "10"])
    assert editor.rows["10"].label.text() == "10 (nicht mehr gültig)"
    qtbot.keyClick(editor.rows["5"].box, Qt.Key.Key_Space)
    qtbot.keyClick(editor.rows["10"].box, Qt.Key.Key_Space)
    assert said == [["2", "5", "10"], ["2", "5"]]
    assert not editor.rows["10"].box.isEnabled()


def test_showing_a_choice_is_not_an_edit(qtbot: QtBot, placed: Place) -> None:
    for editor, value in (
        (ChoiceEditor("a", SEX), "d"),
        (ChoicesEditor("b", SEX), ["w", "x"]),
    ):
        said = placed(editor)
        editor.show_value(value)
        assert said == []
        assert editor.value() == value
