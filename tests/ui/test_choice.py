"""Choices: large buttons, moved among with the arrow keys, whole at every width."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobile_office.ui.choice import Choice, Choices


@pytest.fixture
def choices(qtbot: QtBot) -> Choices:
    choices = Choices()
    qtbot.addWidget(choices)
    bring = "Mitzubringen: Ausweis oder Pass, Wohnungsgeberbestätigung, Eheurkunde"
    names = ("Anmeldung einer Wohnung", "Befreiung von der Ausweispflicht", "Personalausweis vorbereiten")
    choices.set_choices([(name, Choice("service", name, ["15 Minuten", bring], name)) for name in names])
    choices.resize(720, 300)
    choices.show()
    return choices


def shown(choices: Choices) -> list[Choice]:
    return [choice for choice in choices.findChildren(Choice) if choice.isVisible()]


def test_a_click_anywhere_on_a_choice_chooses_it(qtbot: QtBot, choices: Choices) -> None:
    first = shown(choices)[0]
    label = first.findChildren(QLabel)[-1]
    with qtbot.waitSignal(choices.chosen) as signal:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=label.geometry().center())
    assert signal.args == ["Anmeldung einer Wohnung"]


def test_arrows_move_and_enter_chooses(qtbot: QtBot, choices: Choices) -> None:
    first, second, _ = shown(choices)
    choices.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    with qtbot.waitSignal(choices.chosen) as signal:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert signal.args == ["Befreiung von der Ausweispflicht"]


def test_arrows_stop_at_both_ends(qtbot: QtBot, choices: Choices) -> None:
    first, _, last = shown(choices)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert first.hasFocus()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget() or first, Qt.Key.Key_Right)
    assert last.hasFocus()


def test_a_narrow_window_gets_fewer_columns(qtbot: QtBot, choices: Choices) -> None:
    first, second, _ = shown(choices)
    assert first.y() == second.y()
    choices.resize(300, 700)
    qtbot.waitUntil(lambda: second.y() > first.y())


def test_no_text_is_cut(qtbot: QtBot, choices: Choices) -> None:
    labels = [label for choice in shown(choices) for label in choice.findChildren(QLabel) if label.text()]
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))


def test_other_choices_replace_the_old(qtbot: QtBot, choices: Choices) -> None:
    choices.set_choices([("note", Choice("service", "Notiz", [], "Notiz"))])
    qtbot.waitUntil(lambda: [choice.accessibleName() for choice in shown(choices)] == ["Notiz"])
