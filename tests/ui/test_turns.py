"""Turns: one piece in a turn, keys in between, all at once where it is wanted, nothing after the owner."""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.turns import Turns, finish_within


def pieces(done: list[int], count: int = 3) -> list[Callable[[], None]]:
    return [partial(done.append, number) for number in range(count)]


def test_what_else_comes_has_its_turn_between_two_pieces(qtbot: QtBot) -> None:
    owner, seen = QWidget(), list[int]()
    qtbot.addWidget(owner)
    done: list[int] = []
    turns = Turns(owner)
    turns.begin(pieces(done))
    assert done == []
    beat = QTimer(owner, interval=0)
    beat.timeout.connect(lambda: seen.append(len(done)))
    beat.start()
    qtbot.waitUntil(lambda: turns.are_over)
    beat.stop()
    assert done == [0, 1, 2]
    assert {1, 2} <= set(seen)


def test_what_is_left_can_be_done_at_once(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    done: list[int] = []
    turns = Turns(owner)
    turns.begin(pieces(done))
    turns.finish()
    assert done == [0, 1, 2]
    assert turns.are_over
    QCoreApplication.processEvents()
    assert done == [0, 1, 2]


def test_new_work_takes_the_place_of_what_waited(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    old: list[int] = []
    new: list[int] = []
    turns = Turns(owner)
    turns.begin(pieces(old))
    turns.begin(pieces(new))
    qtbot.waitUntil(lambda: turns.are_over)
    assert (old, new) == ([], [0, 1, 2])


def test_nothing_is_done_for_an_owner_that_is_gone(qtbot: QtBot) -> None:
    owner, done = QWidget(), list[int]()
    turns = Turns(owner)
    turns.begin(pieces(done))
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    assert not shiboken6.isValid(turns)
    assert done == []


class Page(QWidget):
    """Three lines; whenever the keyboard moves on, what is to be made is made."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[int] = []
        self.turns = Turns(self)
        box = QVBoxLayout(self)
        self.lines = [QLineEdit() for _ in range(3)]
        for line in self.lines:
            box.addWidget(line)

    def focusNextPrevChild(self, forward: bool) -> bool:
        finish_within(self)
        return super().focusNextPrevChild(forward)


def test_a_key_finds_everything_made_and_hiding_makes_nothing(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.lines[0].setFocus()
    page.turns.begin(pieces(page.done))
    page.lines[0].hide()
    assert (page.done, page.focusWidget()) == ([], page.lines[1])
    qtbot.keyClick(page.lines[1], Qt.Key.Key_Tab)
    assert (page.done, page.focusWidget()) == ([0, 1, 2], page.lines[2])
