"""Stepping in, from the window: what is wrong is said at its field, a wrong code makes one wait."""

from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import NotAllowed, WrongKey
from mobile_office.domain.spoken import spoken
from mobile_office.ui.background import Background
from mobile_office.ui.substitute import SubstituteScreen

CODE = spoken(bytes(range(16)))
OWN = "Kastanien blühen hinter dem Rathaus"


def _typed(screen: SubstituteScreen) -> None:
    screen.code.line.setText(CODE)
    screen.name.line.setText("Anna Probst")
    for line in (screen.passphrase.first.line, screen.passphrase.again.line):
        line.setText(OWN)


def test_code_name_and_passphrase_open_the_place_and_may_be_repeated(
    qtbot: QtBot, background: Background
) -> None:
    asked: list[tuple[str, str, str]] = []
    troubles = [
        NotAllowed("spoken_wrong", group=3),
        NotAllowed("name_missing"),
        WrongKey("pool_code_wrong", seconds=1),
    ]

    def step_in(code: str, name: str, passphrase: str) -> None:
        asked.append((code, name, passphrase))
        if troubles:
            raise troubles.pop(0)

    screen = SubstituteScreen(background, step_in, "B", 3)
    qtbot.addWidget(screen)
    screen.show()
    _typed(screen)
    screen.do.click()
    qtbot.waitUntil(lambda: "Gruppe 3" in screen.code.error.text())
    screen.do.click()
    qtbot.waitUntil(lambda: "Nachnamen" in screen.name.error.text())
    screen.do.click()
    qtbot.waitUntil(lambda: "öffnet hier keinen Platz" in screen.code.error.text())
    assert not screen.do.isEnabled()
    assert "noch 1 Sekunde" in screen.waiting.text()
    qtbot.waitUntil(screen.do.isEnabled)
    with qtbot.waitSignal(screen.done):
        screen.do.click()
    assert asked == [(CODE, "Anna Probst", OWN)] * 4


def test_where_nothing_is_prepared_it_says_how_it_will_be(qtbot: QtBot, background: Background) -> None:
    screen = SubstituteScreen(background, lambda *_: None, "B", 0)
    qtbot.addWidget(screen)
    screen.show()
    assert not screen.code.isVisible()
    with qtbot.waitSignal(screen.left):
        screen.back.click()
