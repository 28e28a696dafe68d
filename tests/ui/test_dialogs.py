"""Questions inside the window: what cannot be undone needs a second, differently placed yes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import Stale, WrongKey
from mobile_office.ui.buttons import Button
from mobile_office.ui.dialogs import Sure, TroubleBar


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
