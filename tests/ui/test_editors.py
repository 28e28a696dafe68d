"""Editors: what is typed becomes a clean value, and nothing typed is thrown away."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.editors import (
    DateEditor,
    Editor,
    LineEditor,
    LongTextEditor,
    NumberEditor,
    PartialDateEditor,
    clean,
)
from tests.ui.opened import type_text

Place = Callable[[Editor], list[object]]


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


def test_text_is_kept_composed_and_without_stray_blanks() -> None:
    assert clean("  Zoe\u0308   Magdalena ") == "Zoë Magdalena"
    assert clean("a \n\nb ", lines=True) == "a\n\nb"


def test_a_lone_surrogate_becomes_a_visible_mark() -> None:
    assert clean("a\ud800b") == "a\ufffdb"


def test_each_keystroke_is_reported_and_leaving_tidies(qtbot: QtBot, placed: Place) -> None:
    editor = LineEditor("name")
    said = placed(editor)
    type_text(editor.line, "Zoe\u0308 ")
    assert said[-1] == "Zoë"
    qtbot.keyClick(editor.line, Qt.Key.Key_Tab)
    assert editor.line.text() == "Zoë"


def test_an_emptied_field_is_no_answer(qtbot: QtBot, placed: Place) -> None:
    editor = LineEditor("name")
    said = placed(editor)
    type_text(editor.line, "M")
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert said == ["M", None]


@pytest.mark.parametrize(
    ("editor_type", "typed", "kept", "shown"),
    [
        (DateEditor, "12081964", "1964-08-12", "12.08.1964"),
        (DateEditor, "12.08.64", "12.08.64", "12.08.64"),
        (PartialDateEditor, "1964", "1964-00-00", "00.00.1964"),
        (NumberEditor, "42", 42, "42"),
        (NumberEditor, "viele", "viele", "viele"),
    ],
)
def test_a_value_is_read_while_typing_and_shown_when_left(
    qtbot: QtBot, placed: Place, editor_type: type[LineEditor], typed: str, kept: object, shown: str
) -> None:
    editor = editor_type("field")
    said = placed(editor)
    type_text(editor.line, typed)
    assert said[-1] == kept
    qtbot.keyClick(editor.line, Qt.Key.Key_Tab)
    assert editor.line.text() == shown


def test_showing_a_value_is_not_an_edit(qtbot: QtBot, placed: Place) -> None:
    for editor in (DateEditor("a"), LongTextEditor("b")):
        said = placed(editor)
        editor.show_value("1964-08-12")
        assert said == []


def test_enter_asks_for_the_next_field_but_writes_a_line_in_long_text(qtbot: QtBot, placed: Place) -> None:
    line, text = LineEditor("a"), LongTextEditor("b")
    placed(line)
    with qtbot.waitSignal(line.entered):
        qtbot.keyClick(line.line, Qt.Key.Key_Return)
    said = placed(text)
    type_text(text.text, "a")
    qtbot.keyClick(text.text, Qt.Key.Key_Return)
    type_text(text.text, "b")
    assert said[-1] == "a\nb"


def test_another_window_coming_forward_is_not_leaving(qtbot: QtBot, placed: Place) -> None:
    editor = LineEditor("name")
    placed(editor)
    left: list[bool] = []
    editor.left.connect(lambda: left.append(True))
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    QApplication.processEvents()
    assert left == []


def test_in_a_long_text_one_goes_on_where_one_was(qtbot: QtBot) -> None:
    editor = LongTextEditor("note")
    qtbot.addWidget(editor.widget)
    editor.show_value("Erste Zeile\nzweite")
    editor.go_to(12)
    assert editor.cursor() == 12
    editor.go_to(99)
    assert editor.cursor() == len("Erste Zeile\nzweite")
