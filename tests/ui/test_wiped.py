"""A wiped laptop says what happened, what is lost and whom to call; it is set up again only once the office knows."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.ui.wiped import WipedScreen

AT = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)


def test_it_says_what_is_lost_and_what_the_office_has(qtbot: QtBot) -> None:
    screen = WipedScreen(AT, 12, 1, told=False)
    qtbot.addWidget(screen)
    screen.show()
    text = " ".join(label.text() for label in screen.findChildren(QLabel))
    for part in (
        "22.11.2026",
        "12 Einträge",
        "Ein Eintrag konnte nicht",
        "Geräteverwaltung",
        "noch nicht, dass",
    ):
        assert part in text
    assert not screen.again.isVisible()
    screen.show_told(True)
    assert "Das Amt weiß, dass" in screen.state.text()
    with qtbot.waitSignal(screen.anew):
        screen.again.click()
