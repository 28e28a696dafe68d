"""The question for the clerk: it says that it is theirs, and can be left without an answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.ui.background import Background
from mobile_office.ui.citizen_clerk import ClerkAsked
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.words import say


def test_it_asks_the_clerk_and_can_be_left(qtbot: QtBot, background: Background) -> None:
    entry = PassphraseEntry(background, lambda _: None, say("citizen.passphrase"), say("citizen.leave"))
    asked = ClerkAsked(entry)
    qtbot.addWidget(asked)
    asked.show()
    assert say("citizen.clerk_title") in [label.text() for label in asked.findChildren(QLabel)]
    assert entry.isVisible()
    with qtbot.waitSignal(asked.stay.clicked):
        qtbot.mouseClick(asked.stay, Qt.MouseButton.LeftButton)
