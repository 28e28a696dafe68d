"""Inputs tell about Enter and leaving, ignore the wheel, help with letters, and come apart without a sound."""

import gc
import unicodedata

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain import letters
from mobile_office.ui.finders import FindEditor
from mobile_office.ui.inputs import Box, Combo, Line, Lines
from mobile_office.ui.longlist import LongList
from tests.ui.opened import type_text


class Ear:
    """Hears what an input tells."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def takes_key(self, event: QKeyEvent) -> bool:
        self.heard.append(event.key())
        return event.key() == Qt.Key.Key_Return

    def leave(self) -> None:
        self.heard.append("left")


@pytest.mark.parametrize("kind", [Line, Lines, Combo, Box])
def test_keys_and_leaving_are_told(qtbot: QtBot, kind: type[Line | Lines | Combo | Box]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second, ear = kind(), Line(), Ear()
    for widget in (first, second):
        column.addWidget(widget)
    first.listener = ear
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    second.setFocus()
    assert ear.heard == [Qt.Key.Key_Return, "left"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen popups
def test_a_form_can_go_while_a_list_of_suggestions_is_open(qtbot: QtBot, desk: Desk) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    editor = FindEditor("state", LongList(desk.codelists, "countries", "state"))
    column.addWidget(editor.widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.focus.setFocus()
    type_text(editor.combo, "Po")
    window.close()
    window.deleteLater()
    del window, column, editor
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QApplication.processEvents()


# -- the typing help

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def written(line: Line | Lines) -> str:
    return line.text() if isinstance(line, Line) else line.toPlainText()


@pytest.fixture(params=[Line, Lines])
def line(request: pytest.FixtureRequest, qtbot: QtBot) -> Line | Lines:
    """An input with the keyboard in it."""
    made: Line | Lines = request.param()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_alt_full_stop_goes_through_the_variants_and_back(qtbot: QtBot, line: Line | Lines) -> None:
    type_text(line, "Yildiz")
    for expected in ("Yildiź", "Yildiż", "Yildiž"):
        qtbot.keyClick(line, Qt.Key.Key_Period, ALT)
        assert written(line) == expected
    for key, expected in ((Qt.Key.Key_Colon, "Yildiż"), (Qt.Key.Key_Greater, "Yildiź")):
        qtbot.keyClick(line, key, ALT | SHIFT)
        assert written(line) == expected
    qtbot.keyClick(line, Qt.Key.Key_Period, ALT | SHIFT)
    assert written(line) == "Yildiz"


def test_one_undo_takes_back_one_change_and_then_what_was_typed(qtbot: QtBot, line: Line | Lines) -> None:
    type_text(line, "Lec")
    for _ in range(2):
        qtbot.keyClick(line, Qt.Key.Key_Period, ALT)
    seen = []
    for _ in range(3):
        qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
        seen.append(written(line))
    assert seen[:2] == ["Leç", "Lec"]
    assert seen[2] == ""


def test_each_change_is_told_once(qtbot: QtBot, line: Line | Lines) -> None:
    type_text(line, "L")
    said: list[str] = []
    signal = line.textEdited if isinstance(line, Line) else line.textChanged
    signal.connect(lambda *_: said.append(written(line)))
    qtbot.keyClick(line, Qt.Key.Key_Period, ALT)
    assert said == ["Ł"]
    type_text(line, " ")
    qtbot.keyClick(line, Qt.Key.Key_Period, ALT)  # nothing to change
    assert said == ["Ł", "Ł "]


def test_the_letter_before_the_cursor_is_meant_also_behind_signs_of_two_units(
    qtbot: QtBot, line: Line | Lines
) -> None:
    type_text(line, "\U0001f600a\u030c 1")  # an emoji, and ǎ as two characters
    for _ in range(2):
        qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, Qt.Key.Key_Period, ALT)
    assert written(line) == "\U0001f600ǟ 1"
    type_text(line, "x")
    assert written(line) == "\U0001f600ǟx 1"


def test_in_a_second_line_of_text_the_cursor_is_counted_from_its_beginning(qtbot: QtBot) -> None:
    text = Lines()
    qtbot.addWidget(text)
    text.setPlainText("eins\nzwei c")
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(text, Qt.Key.Key_Period, ALT)
    assert text.toPlainText() == "eins\nzwei ç"


def test_every_variant_typed_by_key_is_composed(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    line.setText("K")
    seen = []
    for _ in range(len(letters.variants("K")) + 1):
        qtbot.keyClick(line, Qt.Key.Key_Period, ALT)
        seen.append(line.text())
    assert seen == [*letters.variants("K"), "K"]
    assert all(unicodedata.is_normalized("NFC", one) for one in seen)


def test_a_field_of_digits_and_a_fixed_one_keep_the_keys_as_they_are(qtbot: QtBot) -> None:
    for line in (Line(), Line()):
        qtbot.addWidget(line)
        line.setText("a")
        line.takes_letters = False
        qtbot.keyClick(line, Qt.Key.Key_Period, ALT)
        assert "ą" not in line.text()
    line.takes_letters = True
    line.setText("a")
    line.setReadOnly(True)
    qtbot.keyClick(line, Qt.Key.Key_Period, ALT)
    assert line.text() == "a"


def test_dead_keys_and_input_methods_write_as_ever(qtbot: QtBot, line: Line | Lines) -> None:
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(line, event)
    qtbot.keyClick(line, Qt.Key.Key_Period)
    qtbot.keyClick(line, Qt.Key.Key_Comma)
    assert written(line) == "é.,"
    qtbot.keyClick(line, Qt.Key.Key_Period, ALT | CTRL)  # AltGr on some systems
    assert written(line).startswith("é.,")


def test_other_words_in_place_of_all_are_one_step_of_undo(qtbot: QtBot, line: Line | Lines) -> None:
    type_text(line, "Оlga")
    line.retype("Olga")
    assert written(line) == "Olga"
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert written(line) == "Оlga"


def test_the_quiet_word_at_the_end_needs_the_keyboard_and_room(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    line.resize(300, 36)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    line.setFocus()

    def end() -> QImage:
        # Without the cursor, which blinks: only the right half.
        return line.grab(line.rect().adjusted(150, 3, -3, -3)).toImage()

    plain = end()
    line.mark = "ą: Alt+."
    assert end() != plain
    line.setText("ein sehr langer Name " * 5)
    line.home(False)  # else the cursor blinks in the very half that is looked at
    full = end()
    line.mark = ""
    assert end() == full
