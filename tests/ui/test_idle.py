"""Idle: locks when nobody is here, not while somebody types, and loses nothing of what was typed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.idle import Countdown, Idle
from tests.ui.opened import open_form


def test_the_screen_locks_when_nobody_is_here(qtbot: QtBot) -> None:
    line, locked = QLineEdit(), []
    qtbot.addWidget(line)
    Idle(line, 0.001, lambda: locked.append(True))
    qtbot.waitUntil(lambda: locked == [True], timeout=2000)


def test_typing_keeps_it_open(qtbot: QtBot) -> None:
    line, locked = QLineEdit(), []
    shown(qtbot, line)
    Idle(line, 0.005, lambda: locked.append(True))
    for _ in range(6):
        qtbot.wait(100)
        qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert locked == []


def test_it_says_so_before_it_locks_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    line, bar, said = QLineEdit(), Countdown(), []
    qtbot.addWidget(bar)
    shown(qtbot, line)
    Idle(line, 0.01, lambda: said.append("locked"), bar, lambda: said.append("kept"))
    qtbot.waitUntil(bar.isVisible, timeout=2000)
    assert said == ["kept"]
    assert "sperrt sich in 1 Sekunde" in bar.notice.label.text()
    qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert bar.isHidden()
    qtbot.waitUntil(lambda: "locked" in said, timeout=2000)
    assert said == ["kept", "kept", "locked"]


def test_a_countdown_counts_whole_seconds(qtbot: QtBot) -> None:
    bar = Countdown()
    qtbot.addWidget(bar)
    bar.show_seconds(30)
    assert "in 30 Sekunden" in bar.notice.label.text()
    assert bar.notice.accessibleName() == bar.notice.label.text()


def test_nothing_locks_while_it_delivers(qtbot: QtBot) -> None:
    line, locked = QLineEdit(), []
    qtbot.addWidget(line)
    Idle(line, 0.001, lambda: locked.append(True), holds=lambda: True)
    qtbot.wait(200)
    assert locked == []


def test_a_key_that_nobody_else_hears_is_taken(qtbot: QtBot) -> None:
    line = QLineEdit()
    shown(qtbot, line)
    Idle(line, 1, lambda: None, keys=lambda event: event.key() == Qt.Key.Key_A)
    qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    qtbot.keyClick(line.windowHandle(), Qt.Key.Key_B)
    assert line.text() == "b"


def test_a_touch_on_a_window_that_never_gets_the_keyboard_is_a_sign_of_life(qtbot: QtBot) -> None:
    line, display, locked = QLineEdit(), QWidget(), []
    shown(qtbot, line)
    idle = Idle(line, 0.005, lambda: locked.append(True))
    qtbot.addWidget(display)
    display.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    display.show()
    idle._attend()
    for _ in range(6):
        qtbot.wait(100)
        QTest.mouseClick(display.windowHandle(), Qt.MouseButton.LeftButton)
    assert locked == []


def test_a_field_half_typed_is_there_again_after_the_lock(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    """Locked by itself in the middle of a word: the same text in the same field after unlocking."""
    draft = desk.start("registration")
    first = open_form(qtbot, desk, background, draft)
    path = first.focused()
    locked: list[bool] = []
    Idle(first.page, 0.005, lambda: locked.append(True), keep=first.page.flush)
    first.type(path, "Muster")
    qtbot.waitUntil(lambda: locked == [True], timeout=3000)
    background.drain()  # as the lock does
    again = open_form(qtbot, desk, background, desk.today().drafts[0])
    line = again.find(path)
    assert isinstance(line, QLineEdit)
    assert line.text() == "Muster"
    assert again.focused() == path


def shown(qtbot: QtBot, line: QLineEdit) -> None:
    """A window with the keyboard: what the system sends goes to windows, and from there to their parts."""
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    line.setFocus()
