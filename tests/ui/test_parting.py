"""Deliver and lock: progress and nobody's name, the key until it is done, a key press asks for the passphrase."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import Offline, WrongKey
from mobile_office.domain.overview import DeliveryState, Light
from mobile_office.protocol import BackOffice, Reply, Request
from mobile_office.settings import Settings
from mobile_office.ui.background import Background
from mobile_office.ui.guard import Guard
from mobile_office.ui.parting import AGAIN, LONGEST, Parting, is_done
from mobile_office.ui.rail import AREAS
from mobile_office.ui.window import Window
from tests.house import Laptop, Town
from tests.samples import submit_sample

CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Sometimes:
    """A back office that is there while `is_up`."""

    def __init__(self, office: BackOffice) -> None:
        self.office, self.is_up = office, True

    def exchange(self, request: Request) -> Reply:
        if not self.is_up:
            raise Offline
        return self.office.exchange(request)


class Area(QWidget):
    """An area with one field."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def refresh(self) -> None:
        """Nothing here grows old."""


class Played:
    """A window with everything that locks by itself, a desk with cases, and a clock of its own."""

    def __init__(self, desk: Desk, office: Sometimes, background: Background) -> None:
        self.now, self.locked, self.tries = 0.0, 0, 0
        self.desk, self.office, self.background = desk, office, background
        self.parting = Parting(desk, background, self._check, self._deliver, lambda: self.now)
        pages: dict[str, QWidget] = {key: Area() for key in AREAS}
        self.window = Window(desk, background, pages, self._lock, lambda _, text: self._check(text))
        self.guard = Guard(self.window, background, Settings(), self.parting)

    def said(self) -> str:
        """Everything that stands on the page."""
        labels = [part for part in self.parting.findChildren(QLabel) if part.isVisible()]
        buttons = [part for part in self.parting.findChildren(QAbstractButton) if part.isVisible()]
        return " ".join([*(part.text() for part in labels), *(part.text() for part in buttons)])

    def _check(self, passphrase: str) -> None:
        if passphrase != "right":
            raise WrongKey

    def _deliver(self) -> None:
        self.tries += 1

    def _lock(self) -> None:
        self.locked += 1
        self.parting.end()


@pytest.fixture
def played(qtbot: QtBot, laptop: Laptop, town: Town, background: Background) -> Iterator[Played]:
    office = Sometimes(town.office)
    played = Played(laptop.desk("Berger", office), office, background)
    qtbot.addWidget(played.window)
    played.window.show()
    qtbot.waitUntil(played.window.isActiveWindow)
    yield played
    played.window.close()


def begin(qtbot: QtBot, played: Played) -> None:
    """A case waits, somebody types, and then it delivers and locks."""
    submit_sample(played.desk)
    line = played.window.page.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    qtbot.keyClick(played.window, Qt.Key.Key_L, CONTROL)
    assert played.parting.isVisible()
    assert played.window.is_covered


def test_it_shows_how_much_is_left_and_nobody_and_locks_when_all_is_delivered(
    qtbot: QtBot, played: Played
) -> None:
    played.window.cover()
    qtbot.keyClick(played.window, Qt.Key.Key_L, CONTROL)
    assert not played.parting.is_running  # the key would stay longer than the cover lets it
    played.window.uncover()
    begin(qtbot, played)
    said = played.said()
    assert "1 Vorgang" in said
    assert "Berger" not in said
    assert "Muster" not in said
    assert played.tries == 1
    assert not played.parting.entry.isVisible()
    played.parting.look()
    assert played.locked == 0
    played.desk.deliver(force=True)
    played.parting.look()
    assert played.locked == 1


def test_it_tries_again_opens_nothing_and_locks_after_an_hour_at_the_latest(
    qtbot: QtBot, played: Played
) -> None:
    begin(qtbot, played)
    for key in (Qt.Key.Key_F, Qt.Key.Key_N):
        qtbot.keyClick(played.window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(played.window, Qt.Key.Key_F12)
    assert played.parting.isVisible()
    for played.now in (AGAIN / 2, AGAIN, AGAIN):
        played.parting.look()
    assert (played.tries, played.locked) == (2, 0)
    assert "beginnt gleich" in played.said()
    played.office.is_up = False
    played.desk.deliver(force=True)
    played.parting.look()
    assert "immer wieder versucht" in played.said()
    played.now = LONGEST
    played.parting.look()
    assert played.locked == 1


def test_a_key_asks_for_the_passphrase_and_brings_the_person_back(qtbot: QtBot, played: Played) -> None:
    begin(qtbot, played)
    qtbot.keyClick(played.parting, Qt.Key.Key_R)
    entry = played.parting.entry
    assert entry.isVisible()
    assert entry.line.text() == "r"
    entry.line.setText("wrong")
    entry.submit()
    qtbot.waitUntil(lambda: bool(entry.error.text()))
    assert played.window.is_covered
    entry.line.setText("right")
    entry.submit()
    qtbot.waitUntil(lambda: not played.window.is_covered)
    assert not played.parting.is_running
    qtbot.waitUntil(lambda: isinstance(played.window.focusWidget(), QLineEdit))
    qtbot.keyClick(played.window, Qt.Key.Key_L, CONTROL)
    qtbot.keyClick(played.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert played.locked == 1


@pytest.mark.parametrize(
    "light, waiting, done",
    [
        (Light.DELIVERED, 0, True),
        (Light.NEEDS_YOU, 0, True),
        (Light.OFFLINE, 0, True),
        (Light.SENDING, 0, False),
        (Light.WAITING, 0, False),
        (Light.OFFLINE, 2, False),
    ],
)
def test_what_the_office_refused_does_not_keep_it_open(light: Light, waiting: int, done: bool) -> None:
    assert is_done(DeliveryState(light, waiting, 1, 0, None, None, "")) is done
    assert not is_done(DeliveryState(light, waiting, 1, 0, None, None, "", blobs_waiting=1))
