"""Questions inside the window: what cannot be undone needs a second, differently placed yes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import SamePerson, Stale, WrongKey
from mobile_office.ui.background import Background
from mobile_office.ui.dialogs import PassphrasePanel, Sure, TroubleBar
from mobile_office.ui.pieces import Button


@pytest.fixture
def sure(qtbot: QtBot) -> Sure:
    sure = Sure("Anmeldung Mustermann wird gelöscht.", "Endgültig verwerfen", "Behalten")
    qtbot.addWidget(sure)
    sure.show()
    sure.setFocus()
    return sure


def test_enter_keeps(qtbot: QtBot, sure: Sure) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.assertNotEmitted(sure.confirmed), qtbot.waitSignal(sure.kept):
        qtbot.keyClick(focused, Qt.Key.Key_Return)


def test_escape_keeps(qtbot: QtBot, sure: Sure) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.assertNotEmitted(sure.confirmed), qtbot.waitSignal(sure.kept):
        qtbot.keyClick(focused, Qt.Key.Key_Escape)


def test_only_the_other_button_does_it(qtbot: QtBot, sure: Sure) -> None:
    button = sure.findChild(Button, "sure.do")
    assert button is not None
    with qtbot.assertNotEmitted(sure.kept), qtbot.waitSignal(sure.confirmed):
        button.click()


def test_a_decision_is_made_with_the_passphrase(qtbot: QtBot, background: Background) -> None:
    panel = PassphrasePanel(
        background, _open_with("Thiele am Marktplatz"), "Freigeben", "Ans Amt weitergeben."
    )
    qtbot.addWidget(panel)
    panel.show()
    panel.entry.line.setText("Marktplatz")
    panel.entry.submit()
    qtbot.waitUntil(lambda: "stimmt nicht" in panel.entry.error.text())
    panel.entry.line.setText("Thiele am Marktplatz")
    with qtbot.waitSignal(panel.opened) as signal:
        panel.entry.submit()
    assert signal.args == ["decided"]


def test_a_decision_that_is_refused_says_why(qtbot: QtBot, background: Background) -> None:
    def refuse(_: str) -> object:
        raise SamePerson

    panel = PassphrasePanel(background, refuse, "Freigeben", "Ans Amt weitergeben.")
    qtbot.addWidget(panel)
    panel.show()
    panel.entry.line.setText("Berger am Marktplatz")
    panel.entry.submit()
    qtbot.waitUntil(lambda: "Prüfen muss jemand anderes" in panel.entry.error.text())


def test_escape_leaves_a_decision(qtbot: QtBot, background: Background) -> None:
    panel = PassphrasePanel(background, lambda _: None, "Freigeben", "Ans Amt weitergeben.")
    qtbot.addWidget(panel)
    panel.show()
    panel.setFocus()
    qtbot.waitUntil(panel.entry.line.hasFocus)
    with qtbot.waitSignal(panel.cancelled):
        qtbot.keyClick(panel.entry.line, Qt.Key.Key_Escape)


def test_trouble_stays_until_it_has_been_read(qtbot: QtBot) -> None:
    bar = TroubleBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_error(Stale())
    assert bar.isVisible()
    assert "Jemand war schneller" in bar.notice.label.text()
    bar.close_button.click()
    assert bar.isHidden()


def _open_with(right: str):  # type: ignore[no-untyped-def]
    def check(passphrase: str) -> object:
        if passphrase != right:
            raise WrongKey
        return "decided"

    return check
