"""Asking for a passphrase: right opens, wrong says so and waits, and the field never keeps it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import Damaged, Delayed, WrongKey
from mobile_office.ui.background import Background
from mobile_office.ui.passphrase import PassphraseEntry

Ask = Callable[..., PassphraseEntry]


@pytest.fixture
def ask(qtbot: QtBot, background: Background) -> Ask:
    """An entry whose right passphrase is "Berger am Marktplatz"; any other raises the given error."""

    def make(wrong: Exception | None = None) -> PassphraseEntry:
        def check(passphrase: str) -> object:
            if passphrase != "Berger am Marktplatz":
                raise wrong or WrongKey()
            return "opened"

        entry = PassphraseEntry(background, check, "Passphrase", "Entsperren")
        qtbot.addWidget(entry)
        entry.show()
        return entry

    return make


def test_the_right_passphrase_opens(qtbot: QtBot, ask: Ask) -> None:
    entry = ask()
    with qtbot.waitSignal(entry.opened) as signal:
        qtbot.keyClicks(entry.line, "Berger am Marktplatz")
        qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert signal.args == ["opened"]
    assert entry.error.isHidden()


def test_the_field_is_emptied_at_once_right_or_wrong(qtbot: QtBot, ask: Ask) -> None:
    entry = ask()
    entry.line.setText("Berger am Marktplatz")
    with qtbot.waitSignal(entry.opened):
        entry.submit()
        assert entry.line.text() == ""


def test_what_is_typed_cannot_be_read(ask: Ask) -> None:
    assert ask().line.echoMode() is QLineEdit.EchoMode.Password


def test_a_wrong_passphrase_is_said_at_the_field(qtbot: QtBot, ask: Ask) -> None:
    entry = ask()
    type_wrong(qtbot, entry)
    assert entry.error.text() == "⚠ Die Passphrase stimmt nicht. Bitte noch einmal eingeben."
    assert "stimmt nicht" in entry.line.accessibleDescription()
    assert entry.line.hasFocus()
    assert entry.button.isEnabled()


def test_after_a_wrong_one_the_wait_counts_down(qtbot: QtBot, ask: Ask) -> None:
    entry = ask(WrongKey(seconds=1))
    type_wrong(qtbot, entry)
    assert entry.waiting.text() == "Bitte warten: noch 1 Sekunde."
    assert not entry.button.isEnabled()
    qtbot.waitUntil(entry.button.isEnabled, timeout=3000)
    assert entry.waiting.isHidden()


def test_during_the_wait_enter_does_nothing(qtbot: QtBot, ask: Ask) -> None:
    entry = ask(Delayed(seconds=1))
    type_wrong(qtbot, entry)
    entry.line.setText("Berger am Marktplatz")
    with qtbot.assertNotEmitted(entry.opened, wait=100):
        qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(entry.button.isEnabled, timeout=3000)


def test_another_trouble_has_its_own_sentence(qtbot: QtBot, ask: Ask) -> None:
    entry = ask(Damaged(what="slots"))
    type_wrong(qtbot, entry)
    assert "Schlüsseldatei" in entry.error.text()


def test_an_empty_field_is_not_checked(qtbot: QtBot, ask: Ask) -> None:
    entry = ask()
    qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert entry.error.text() == "⚠ Bitte geben Sie Ihre Passphrase ein."


def type_wrong(qtbot: QtBot, entry: PassphraseEntry) -> None:
    entry.line.setText("Marktplatz")
    entry.submit()
    qtbot.waitUntil(lambda: bool(entry.error.text() or entry.waiting.text()))
