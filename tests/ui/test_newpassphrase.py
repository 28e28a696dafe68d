"""A new passphrase: typed twice, its strength in words, shown only while somebody wants it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.store.strength import HINTS, Strength
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.newpassphrase import Meter, NewPassphrase


@pytest.fixture
def entry(qtbot: QtBot, background: Background) -> Iterator[NewPassphrase]:
    entry = NewPassphrase(background)
    qtbot.addWidget(entry)
    entry.show()
    yield entry
    entry._settling.stop()


def strength(qtbot: QtBot, entry: NewPassphrase, typed: str) -> tuple[str, str]:
    """What the meter says of it."""
    entry.first.line.setText(typed)
    before = entry.meter.word.text()
    entry.meter.word.setText("")
    qtbot.waitUntil(lambda: bool(entry.meter.word.text()), timeout=3000)
    assert before is not None
    return entry.meter.word.text(), "" if entry.meter.hint.isHidden() else entry.meter.hint.text()


def test_a_passphrase_counts_when_it_is_strong_and_typed_twice(entry: NewPassphrase) -> None:
    entry.first.line.setText("kurz")
    assert entry.chosen() == ""
    assert "12 Zeichen" in entry.first.error.text()
    entry.first.line.setText("linde am Marktplatz")
    assert entry.chosen() == ""
    assert "verschieden" in entry.again.error.text()
    entry.again.line.setText("linde am Marktplatz")
    assert entry.chosen() == "linde am Marktplatz"


def test_a_long_one_that_is_soon_guessed_is_refused_with_its_reason(
    qtbot: QtBot, entry: NewPassphrase
) -> None:
    for part in (entry.first, entry.again):
        part.line.setText("Passwort1234")
    assert entry.chosen() == ""
    assert "zu erraten" in entry.first.error.text()
    assert strength(qtbot, entry, "Passwort12345") == ("Schnell zu erraten", words.say("strength_hint.word"))


def test_the_meter_goes_from_too_short_to_very_good(qtbot: QtBot, entry: NewPassphrase) -> None:
    assert entry.meter.isHidden()
    assert strength(qtbot, entry, "Kurzes")[0] == "Noch zu kurz"
    assert entry.meter.bar.value() <= 2
    assert strength(qtbot, entry, "Sommerferien2026") == ("Gut", "")
    assert strength(qtbot, entry, "Linde Regen Faden Schuh") == ("Sehr gut", "")
    assert entry.meter.bar.value() == entry.meter.bar.maximum()
    entry.first.line.clear()
    qtbot.waitUntil(entry.meter.isHidden, timeout=3000)


def test_ones_own_name_counts_for_little(qtbot: QtBot, entry: NewPassphrase) -> None:
    entry.first.line.setText("Quastenflosser26")
    entry.know("Quastenflosser, Erika")
    qtbot.waitUntil(lambda: "Ihr Name" in entry.meter.hint.text(), timeout=3000)
    entry.again.line.setText("Quastenflosser26")
    assert entry.chosen() == ""


def test_it_is_shown_while_wanted_and_hidden_when_left(entry: NewPassphrase) -> None:
    entry.show_button.click()
    assert entry.first.line.echoMode() == entry.again.line.echoMode() == QLineEdit.EchoMode.Normal
    assert entry.show_button.text() == "Verbergen"
    entry.hide()
    assert entry.first.line.echoMode() == QLineEdit.EchoMode.Password
    entry.first.line.setText("abc")
    entry.clear()
    assert entry.first.line.text() == ""


def test_every_reason_has_its_sentence(qtbot: QtBot) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    for hint in HINTS:
        meter.show_strength(Strength(0, hint))
        assert meter.hint.text()
