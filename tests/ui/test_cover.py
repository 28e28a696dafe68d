"""The cover: nothing but the right passphrase lifts it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import WrongKey
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import Button
from mobile_office.ui.cover import Cover


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


def test_it_locks_when_nobody_lifts_it_whatever_is_pressed(qtbot: QtBot, cover: Cover) -> None:
    cover.lock_after(0.002)
    with qtbot.waitSignal(cover.lock_wanted, timeout=2000):
        cover.begin(datetime(2026, 11, 22, 9, 42, tzinfo=UTC))
        qtbot.keyClicks(cover.entry.line, "abc")
    assert "sperrt dieser Laptop um" in cover.until.text()


def test_lifted_or_left_without_an_end_it_locks_nothing(qtbot: QtBot, cover: Cover) -> None:
    cover.lock_after(0.001)
    cover.begin(datetime(2026, 11, 22, 9, 42, tzinfo=UTC))
    cover.end()
    with qtbot.assertNotEmitted(cover.lock_wanted, wait=150):
        cover.lock_after(0)
        cover.begin(datetime(2026, 11, 22, 9, 42, tzinfo=UTC))
    assert cover.until.isHidden()
