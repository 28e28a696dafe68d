"""The clipboard forgets what this program has put there."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from mobile_office.ui import clipboard
from mobile_office.ui.clipboard import Clipboard


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[QClipboard]:
    board = QGuiApplication.clipboard()
    yield board
    board.clear()


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_what_was_copied_is_gone_after_its_time(
    qtbot: QtBot, board: QClipboard, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "KEPT", 0.05)
    Clipboard(owner)
    board.setText("Mustermann")
    assert board.text() == "Mustermann"
    qtbot.waitUntil(lambda: not board.text())


def test_at_the_end_of_a_shift_it_is_gone_at_once(board: QClipboard, owner: QObject) -> None:
    watched = Clipboard(owner)
    board.setText("Mustermann")
    watched.clear()
    assert board.text() == ""


def test_what_another_program_copied_stays(
    board: QClipboard, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")  # where Qt knows who owns it
    watched = Clipboard(owner)
    board.setText("from elsewhere")
    watched.clear()
    assert board.text() == "from elsewhere"
