"""What is typed into a hidden line is told to nobody, however it gets in or out; how much it is, is."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.ui.secret import SecretLine


class Bus:
    """What would go to the bus of screen readers, and whether anything of Qt's own could just now."""

    def __init__(self, line: SecretLine) -> None:
        self.told: list[str] = []
        self.heard_after: list[bool] = []
        line.textChanged.connect(lambda: self.heard_after.append(QAccessible.isActive()))

    def hear(self, event: Any) -> None:
        """Take an event."""
        removed = event.type() is QAccessible.Event.TextRemoved
        self.told.append(f"-{event.textRemoved()}" if removed else f"+{event.textInserted()}")


@pytest.fixture
def line(qtbot: QtBot) -> SecretLine:
    made = SecretLine()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def bus(line: SecretLine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    made = Bus(line)
    monkeypatch.setattr(QAccessible, "updateAccessibility", made.hear)
    QAccessible.setActive(True)
    yield made
    QAccessible.setActive(False)


def test_dots_are_told_for_letters(line: SecretLine, bus: Bus) -> None:
    QTest.keyClicks(line, "ab")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    line.setText("linde-bus")
    line.clear()
    assert bus.told == ["+●", "+●", "-●", "+●●●●●●●●", "-●●●●●●●●●"]
    assert line.text() == ""


def test_nothing_that_qt_would_tell_of_itself_gets_out_while_it_changes(
    line: SecretLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt tells its text events only while somebody listens; nobody does until the first word about the change."""
    listening = list[bool]()
    QAccessible.setActive(True)
    monkeypatch.setattr(QAccessible, "setActive", lambda on: listening.append(on))
    QTest.keyClicks(line, "a")
    QGuiApplication.clipboard().setText("linde-bus")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(listening) >= 4  # the letter, Ctrl, and the paste
    assert listening == [False, True] * (len(listening) // 2)
    assert line.text() == "alinde-bus"
    monkeypatch.undo()
    QAccessible.setActive(False)
    QGuiApplication.clipboard().clear()


def test_whatever_follows_a_change_is_heard_again(line: SecretLine, bus: Bus) -> None:
    QTest.keyClicks(line, "a")
    line.clear()
    assert bus.heard_after == [True, True]
    assert QAccessible.isActive()


def test_shown_on_purpose_it_is_a_line_like_any_other(line: SecretLine, bus: Bus) -> None:
    line.setEchoMode(QLineEdit.EchoMode.Normal)
    QTest.keyClicks(line, "ab")
    assert bus.told == []  # Qt's own words, which this test does not see
    assert QAccessible.isActive()


def test_where_nobody_listens_nobody_is_made_to(line: SecretLine) -> None:
    QTest.keyClicks(line, "ab")
    line.clear()
    assert not QAccessible.isActive()
