"""The step list says where one is, what is finished, and jumps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.ui.steplist import StepList, Stop

STOPS = (Stop("a", "Personen", finished=True), Stop("b", "Wohnung", current=True))


def shown(row: StepList) -> list[QPushButton]:
    QApplication.processEvents()
    return [button for button in row.findChildren(QPushButton) if not button.isHidden()]


def test_finished_and_current_are_said_in_words(qtbot: QtBot) -> None:
    row = StepList("step", "Schritte", column=True)
    qtbot.addWidget(row)
    row.show()
    row.show_stops(STOPS)
    first, second = shown(row)
    assert first.text() == "✓ Personen"
    assert second.accessibleName() == "Wohnung, jetzt offen"
    assert second.font().bold()


def test_a_stop_is_chosen_by_key(qtbot: QtBot) -> None:
    row = StepList("step", "Schritte")
    qtbot.addWidget(row)
    row.show()
    row.show_stops(STOPS)
    with qtbot.waitSignal(row.chosen) as chosen:
        qtbot.keyClick(shown(row)[0], Qt.Key.Key_Return)
    assert chosen.args == ["a"]


def test_the_same_stops_keep_their_buttons(qtbot: QtBot) -> None:
    row = StepList("step", "Schritte")
    qtbot.addWidget(row)
    row.show()
    row.show_stops(STOPS)
    before = shown(row)
    row.show_stops(STOPS)
    assert shown(row) == before
