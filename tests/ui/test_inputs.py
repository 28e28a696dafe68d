"""Inputs tell about Enter and leaving, ignore the wheel, and come apart without a sound."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.choosers import CountryEditor
from mobile_office.ui.inputs import Box, Combo, Line, Lines
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
def test_a_form_can_go_while_a_list_of_suggestions_is_open(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    editor = CountryEditor("state", {"152": "Polen", "153": "Portugal"})
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
