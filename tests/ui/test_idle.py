"""Idle: locks when nobody is here, not while somebody types."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.ui.idle import Idle


def test_the_screen_locks_when_nobody_is_here(qtbot: QtBot) -> None:
    line, locked = QLineEdit(), []
    qtbot.addWidget(line)
    Idle(line, 0.001, lambda: locked.append(True))
    qtbot.waitUntil(lambda: locked == [True], timeout=2000)


def test_typing_keeps_it_open(qtbot: QtBot) -> None:
    line, locked = QLineEdit(), []
    qtbot.addWidget(line)
    Idle(line, 0.005, lambda: locked.append(True))
    for _ in range(6):
        qtbot.wait(100)
        qtbot.keyClick(line, Qt.Key.Key_A)
    assert locked == []
