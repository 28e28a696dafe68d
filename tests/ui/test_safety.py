"""The page about the laptop itself shows its cards, fresh each time it is opened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.pieces import Card
from mobile_office.ui.safety import SafetyPage


class Counting(Card):
    looked = 0

    def refresh(self) -> None:
        self.looked += 1


def test_every_card_is_shown_and_asked_what_is_so(qtbot: QtBot) -> None:
    cards: list[QWidget] = [Counting(), Card()]
    left: list[bool] = []
    page = SafetyPage(cards, lambda: left.append(True))
    qtbot.addWidget(page)
    page.show()
    assert all(card.isVisible() for card in cards)
    assert isinstance(cards[0], Counting)
    assert cards[0].looked == 1
    page.back.click()
    assert left == [True]
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert left == [True, True]
