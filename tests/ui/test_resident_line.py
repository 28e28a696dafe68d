"""The line starts empty with the service asked for most, and has a name for every field."""

from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.residents import Wish
from mobile_office.ui.resident_line import EntryLine


def test_a_line_is_handed_over_and_empty_again(qtbot: QtBot, desk: Desk) -> None:
    line = EntryLine(desk)
    qtbot.addWidget(line)
    typed: list[Wish] = []
    line.typed.connect(typed.append)
    line.take()
    assert typed == []
    assert line.error.text().endswith("Diese Angabe fehlt noch.")
    line.cells["family_name"].show_value("Mustermann")
    line.cells["service"].show_value("registration")
    line.take()
    assert typed == [Wish({"family_name": "Mustermann"}, "", "registration")]
    assert line.cells["service"].value() == "id_exemption"
    assert all(cell.focus.accessibleName() for cell in line.cells.values())
