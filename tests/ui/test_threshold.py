"""What the screens of getting in share: a new passphrase is checked at its fields."""

from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import NotAllowed
from mobile_office.ui.threshold import LabelledLine, NewPassphrase, sentence


def test_a_passphrase_counts_when_it_is_strong_and_typed_twice(qtbot: QtBot) -> None:
    entry = NewPassphrase()
    qtbot.addWidget(entry)
    entry.first.line.setText("kurz")
    assert entry.chosen() == ""
    assert "12 Zeichen" in entry.first.error.text()
    entry.first.line.setText("linde am Marktplatz")
    assert entry.chosen() == ""
    assert "verschieden" in entry.again.error.text()
    entry.again.line.setText("linde am Marktplatz")
    assert entry.chosen() == "linde am Marktplatz"


def test_typing_takes_the_complaint_away(qtbot: QtBot) -> None:
    line = LabelledLine("code", "Code", "Zwölf Gruppen")
    qtbot.addWidget(line)
    line.show_error("Falsch.")
    assert line.line.accessibleDescription() == "Falsch."
    qtbot.keyClicks(line.line, "A")
    assert line.error.text() == ""
    assert line.line.accessibleDescription() == "Zwölf Gruppen"


def test_refusals_keep_their_sentence() -> None:
    assert "abgelaufen" in sentence(NotAllowed("code_expired"))
    assert "Technik" in sentence(ValueError())
