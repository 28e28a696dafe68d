"""What the screens of getting in share: lines with their complaints, and their own sentences."""

from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import NotAllowed
from mobile_office.ui.threshold import LabelledLine, sentence


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
