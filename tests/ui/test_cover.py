"""The cover: nothing but the right passphrase lifts it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import WrongKey
from mobile_office.ui.background import Background
from mobile_office.ui.cover import Cover
from mobile_office.ui.pieces import Button


@pytest.fixture
def cover(qtbot: QtBot, background: Background) -> Cover:
    def check(passphrase: str) -> object:
        if passphrase != "Berger am Marktplatz":
            raise WrongKey
        return None

    cover = Cover(background, check, "Klara Berger")
    qtbot.addWidget(cover)
    cover.show()
    return cover


def test_the_right_passphrase_lifts_it(qtbot: QtBot, cover: Cover) -> None:
    with qtbot.waitSignal(cover.lifted):
        qtbot.keyClicks(cover.entry.line, "Berger am Marktplatz")
        qtbot.keyClick(cover.entry.line, Qt.Key.Key_Return)


def test_a_wrong_one_does_not(qtbot: QtBot, cover: Cover) -> None:
    with qtbot.assertNotEmitted(cover.lifted):
        qtbot.keyClicks(cover.entry.line, "Marktplatz")
        qtbot.keyClick(cover.entry.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(cover.entry.error.text()))


def test_escape_does_not(qtbot: QtBot, cover: Cover) -> None:
    with qtbot.assertNotEmitted(cover.lifted, wait=50):
        qtbot.keyClick(cover.entry.line, Qt.Key.Key_Escape)


def test_it_can_be_locked_for_good(qtbot: QtBot, cover: Cover) -> None:
    button = cover.findChild(Button, "cover.lock")
    assert button is not None
    with qtbot.waitSignal(cover.lock_wanted):
        button.click()
