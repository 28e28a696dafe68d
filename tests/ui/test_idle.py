"""Idle: locks when nobody is here, not while somebody types, and loses nothing of what was typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
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
    qtbot.addWidget(line)
    Idle(line, 0.005, lambda: locked.append(True))
    for _ in range(6):
        qtbot.wait(100)
        qtbot.keyClick(line, Qt.Key.Key_A)
    assert locked == []


def test_it_says_so_before_it_locks_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    line, bar, said = QLineEdit(), Countdown(), []
    for widget in (line, bar):
        qtbot.addWidget(widget)
    line.show()
    Idle(line, 0.01, lambda: said.append("locked"), bar, lambda: said.append("kept"))
    qtbot.waitUntil(bar.isVisible, timeout=2000)
    assert said == ["kept"]
    assert "sperrt sich in 1 Sekunde" in bar.notice.label.text()
    qtbot.keyClick(line, Qt.Key.Key_A)
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
    qtbot.addWidget(line)
    Idle(line, 1, lambda: None, keys=lambda event: event.key() == Qt.Key.Key_A)
    qtbot.keyClick(line, Qt.Key.Key_A)
    qtbot.keyClick(line, Qt.Key.Key_B)
    assert line.text() == "b"


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
