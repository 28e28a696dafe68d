"""Rows: values become a table, and a refresh with the same rows disturbs nobody."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from mobile_office.ui import style
from mobile_office.ui.rows import Column, RowsModel


@dataclass(frozen=True)
class Line:
    number: str
    label: str


ROWS = (Line("B-1", "Erika Mustermann"), Line("B-2", "Max Mustermann"))


def model() -> RowsModel[Line]:
    columns: list[Column[Line]] = [
        Column("Nummer", lambda line: line.number, tone=lambda line: "bad" if line.number == "B-2" else ""),
        Column("Wer", lambda line: line.label, share=1),
    ]
    return RowsModel(columns, lambda line: line.number)


def test_rows_are_shown_as_text() -> None:
    table = model()
    table.set_rows(ROWS)
    assert (table.rowCount(), table.columnCount()) == (2, 2)
    assert table.data(table.index(1, 1)) == "Max Mustermann"
    assert table.headerData(1, Qt.Orientation.Horizontal) == "Wer"


def test_a_tone_colours_the_text() -> None:
    table = model()
    table.set_rows(ROWS)
    colour = table.data(table.index(1, 0), Qt.ItemDataRole.ForegroundRole)
    assert colour == QColor(style.theme().bad)
    assert table.data(table.index(0, 0), Qt.ItemDataRole.ForegroundRole) is None


def test_a_row_is_found_by_its_key() -> None:
    table = model()
    table.set_rows(ROWS)
    assert table.place("B-2") == 1
    assert table.place("B-9") is None
    assert table.row(0) == ROWS[0]


def test_other_texts_of_the_same_rows_reset_nothing(qtbot: QtBot) -> None:
    table = model()
    table.set_rows(ROWS)
    with qtbot.assertNotEmitted(table.modelReset), qtbot.waitSignal(table.dataChanged):
        table.set_rows((ROWS[0], Line("B-2", "Moritz Mustermann")))
    assert table.data(table.index(1, 1)) == "Moritz Mustermann"


def test_the_very_same_rows_say_nothing(qtbot: QtBot) -> None:
    table = model()
    table.set_rows(ROWS)
    with qtbot.assertNotEmitted(table.modelReset), qtbot.assertNotEmitted(table.dataChanged):
        table.set_rows(ROWS)


def test_other_rows_replace_the_old(qtbot: QtBot) -> None:
    table = model()
    table.set_rows(ROWS)
    with qtbot.waitSignal(table.modelReset):
        table.set_rows(ROWS[:1])
    assert table.rowCount() == 1
