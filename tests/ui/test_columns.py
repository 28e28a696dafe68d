"""Two columns, or one that scrolls."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.ui.background import Background
from mobile_office.ui.columns import Columns


def filled(qtbot: QtBot) -> Columns:
    columns = Columns()
    qtbot.addWidget(columns)
    for part, text in ((columns.header, "Kopf"), (columns.side, "Seite"), (columns.foot, "Fuß")):
        part.box.addWidget(QLabel(text))
    tall = QLabel("Sache")
    tall.setFixedHeight(2000)
    columns.main.box.addWidget(tall)
    return columns


def test_a_wide_page_has_the_side_beside_the_matter(qtbot: QtBot, background: Background) -> None:
    columns = filled(qtbot)
    columns.resize(1100, 600)
    columns.show()
    assert columns.is_narrow is False
    assert columns.side.mapTo(columns, QPoint()).x() > columns.main.mapTo(columns, QPoint()).x()
    assert columns.foot.mapTo(columns, QPoint()).y() < 600


def test_a_narrow_page_has_one_column_and_brings_the_side_into_view(
    qtbot: QtBot, background: Background
) -> None:
    columns = filled(qtbot)
    columns.resize(500, 600)
    columns.show()
    assert columns.is_narrow is True
    columns.show_side()
    assert 0 <= columns.side.mapTo(columns, QPoint()).y() < 600


def test_it_goes_back_and_forth_without_losing_a_part(qtbot: QtBot, background: Background) -> None:
    columns = filled(qtbot)
    columns.show()
    for width in (500, 1100, 500, 1100):
        columns.resize(width, 600)
    parts = (columns.header, columns.main, columns.side, columns.foot)
    qtbot.waitUntil(lambda: all(part.isVisible() for part in parts))


def test_a_spot_of_the_matter_is_scrolled_into_view(qtbot: QtBot, background: Background) -> None:
    columns = filled(qtbot)
    columns.resize(1100, 600)
    columns.show()
    columns.show_spot(columns.main, QPoint(0, 1500))
    assert 0 < columns.main.mapTo(columns, QPoint(0, 1500)).y() < 600
