"""Buttons take Enter, show their shortcut, and are not pressed by a hand scanner."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.buttons import PlainButton, PrimaryButton

NONE = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_takes_enter_as_well_as_space(qtbot: QtBot, key: Qt.Key) -> None:
    button = PlainButton("Zurück")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_button_shows_its_shortcut_and_keeps_it_when_its_words_change(qtbot: QtBot) -> None:
    button = PrimaryButton("Weiter", "Ctrl+Return")
    qtbot.addWidget(button)
    assert button.text() == "Weiter  (Strg+↵)"
    button.set_words("Weiter: Wohnung")
    assert button.text() == "Weiter: Wohnung  (Strg+↵)"
    assert button.accessibleName() == "Weiter: Wohnung"
    assert button.shortcut().toString() == "Ctrl+Return"


def test_a_button_shows_an_ampersand(qtbot: QtBot) -> None:
    button = PlainButton("Müller & Söhne")
    qtbot.addWidget(button)
    assert button.text() == "Müller && Söhne"


def test_buttons_are_tall_enough_for_a_finger(qtbot: QtBot) -> None:
    button = PlainButton("Zurück")
    qtbot.addWidget(button)
    assert button.minimumHeight() >= 32


def test_the_enter_of_a_hand_scanner_presses_nothing_that_of_a_person_does(qtbot: QtBot) -> None:
    button, pressed = PrimaryButton("Abgeben"), list[bool]()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(True))
    for place, letter in enumerate("PC-7F3K\r"):
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, letter)
        event.setTimestamp(1000 + 4 * place)
        QApplication.sendEvent(button, event)
    assert pressed == []
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "\r")
    event.setTimestamp(9000)
    QApplication.sendEvent(button, event)
    assert pressed == [True]


def test_its_shortcut_presses_a_button_before_the_next_key_is_typed(qtbot: QtBot) -> None:
    page, pressed = QWidget(), list[str]()
    button, line = PlainButton("Einfügen", "Ins", page), QLineEdit(page)
    qtbot.addWidget(page)
    button.clicked.connect(lambda: pressed.append(line.text()))
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Insert)
    qtbot.keyClicks(line, "a")
    assert pressed == [""]
    for is_held in (False, True, True):
        QTest.simulateEvent(line, True, Qt.Key.Key_Insert.value, NONE, "", is_held)
    assert pressed == ["", "a"]
