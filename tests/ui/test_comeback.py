"""A forgotten passphrase, from the window: the code, a new passphrase twice, and what is in the way."""

from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import NotAllowed
from mobile_office.ui.background import Background
from mobile_office.ui.comeback import ComebackScreen


def test_the_code_and_the_passphrase_are_asked_of_the_office_and_may_be_repeated(
    qtbot: QtBot, background: Background
) -> None:
    asked: list[tuple[str, str]] = []

    def come_back(code: str, passphrase: str) -> None:
        asked.append((code, passphrase))
        if len(asked) == 1:
            raise NotAllowed("recovery_key_away")

    screen = ComebackScreen(background, come_back, "d1")
    qtbot.addWidget(screen)
    screen.show()
    screen.code.line.setText("ABCD")
    screen.do.click()
    assert asked == []
    assert "12 Zeichen" in screen.passphrase.first.error.text()
    for line in (screen.passphrase.first.line, screen.passphrase.again.line):
        line.setText("linde am Marktplatz")
    screen.do.click()
    qtbot.waitUntil(lambda: "Notschlüssel" in screen.code.error.text())
    with qtbot.waitSignal(screen.done):
        screen.do.click()
    assert asked == [("ABCD", "linde am Marktplatz")] * 2


def test_one_can_go_back(qtbot: QtBot, background: Background) -> None:
    screen = ComebackScreen(background, lambda *_: None, "d1")
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.left):
        screen.back.click()
