"""The first window: who, passphrase, Enter; with real key slots, and without loading the rest."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import Damaged
from mobile_office.store.keys import Argon, Slots
from mobile_office.ui.background import Background
from mobile_office.ui.unlock import UnlockScreen

PASSPHRASE = "Berger am Marktplatz"


@pytest.fixture
def slots(tmp_path: Path) -> Slots:
    slots = Slots(tmp_path, Argon(memory_kib=64, passes=1, lanes=1))
    slots.add("p1", "Klara Berger", PASSPHRASE, "device", bytes(32))
    slots.add("p2", "Ömer Äbler", "Äbler am Marktplatz", "device", bytes(32))
    slots.remember_last("p1")
    return slots


@pytest.fixture
def screen(qtbot: QtBot, background: Background, slots: Slots) -> UnlockScreen:
    def unlock(person: str, passphrase: str) -> object:
        return slots.unlock(person, passphrase, datetime.now(UTC))

    screen = UnlockScreen(slots.people(), slots.last_person(), unlock, background)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def test_who_was_here_last_only_types_the_passphrase(qtbot: QtBot, screen: UnlockScreen) -> None:
    assert screen.person.currentText() == "Klara Berger"
    assert screen.entry.line.hasFocus()
    with qtbot.waitSignal(screen.unlocked) as signal:
        qtbot.keyClicks(screen.entry.line, PASSPHRASE)
        qtbot.keyClick(screen.entry.line, Qt.Key.Key_Return)
    assert signal.args is not None
    assert signal.args[0].person == "p1"


def test_a_wrong_passphrase_opens_nothing_and_says_so(qtbot: QtBot, screen: UnlockScreen) -> None:
    with qtbot.assertNotEmitted(screen.unlocked):
        qtbot.keyClicks(screen.entry.line, "Marktplatz")
        qtbot.keyClick(screen.entry.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "stimmt nicht" in screen.entry.error.text())


def test_another_person_opens_with_their_own_passphrase(qtbot: QtBot, screen: UnlockScreen) -> None:
    screen.person.setCurrentIndex(screen.person.findData("p2"))
    with qtbot.waitSignal(screen.unlocked) as signal:
        screen.entry.line.setText("Äbler am Marktplatz")
        screen.entry.submit()
    assert signal.args is not None
    assert signal.args[0].person == "p2"


def test_names_are_sorted_as_german_does(screen: UnlockScreen) -> None:
    assert [screen.person.itemText(row) for row in range(screen.person.count())] == [
        "Klara Berger",
        "Ömer Äbler",
    ]


def test_choosing_another_person_forgets_what_was_typed(qtbot: QtBot, screen: UnlockScreen) -> None:
    qtbot.keyClicks(screen.entry.line, "Berger")
    screen.person.setCurrentIndex(screen.person.findData("p2"))
    assert screen.entry.line.text() == ""


def test_without_people_it_says_who_can_help(qtbot: QtBot, background: Background) -> None:
    screen = UnlockScreen((), None, lambda person, passphrase: None, background)
    qtbot.addWidget(screen)
    screen.show()
    assert not screen.person.isVisible()
    assert not screen.entry.isVisible()


def test_trouble_with_the_store_is_said_above_the_fields(screen: UnlockScreen) -> None:
    screen.show_trouble(Damaged(what="store"))
    assert "Speicher dieses Laptops ist beschädigt" in screen.notice.label.text()
    assert screen.notice.isVisible()


def test_the_unlock_window_loads_no_database_and_no_rules() -> None:
    heavy = "('sqlalchemy', 'sqlcipher3', 'cel', 'httpx', 'mobile_office.desk')"
    code = f"import sys, mobile_office.ui.unlock; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
