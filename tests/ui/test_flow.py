"""Flow: parts that do not fit begin a new line; hidden ones take no room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.flow import Flow


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    place = QWidget()
    qtbot.addWidget(place)
    return place


def parts(place: QWidget, *, right: bool = False) -> list[QWidget]:
    flow = Flow(place, 10, right=right)
    made = [QWidget(place) for _ in range(3)]
    for part in made:
        part.setFixedSize(100, 30)
        flow.addWidget(part)
    return made


def test_parts_stand_side_by_side_where_they_fit(qtbot: QtBot, place: QWidget) -> None:
    made = parts(place)
    place.resize(320, 30)
    place.show()
    assert [(part.x(), part.y()) for part in made] == [(0, 0), (110, 0), (220, 0)]


def test_what_does_not_fit_begins_a_new_line(qtbot: QtBot, place: QWidget) -> None:
    made = parts(place)
    place.resize(219, 100)
    place.show()
    assert [(part.x(), part.y()) for part in made] == [(0, 0), (110, 0), (0, 40)]
    layout = place.layout()
    assert layout is not None
    assert layout.heightForWidth(219) == 70


def test_lines_can_end_at_the_right(qtbot: QtBot, place: QWidget) -> None:
    made = parts(place, right=True)
    place.resize(219, 100)
    place.show()
    assert [part.x() for part in made] == [9, 119, 119]


def test_a_hidden_part_takes_no_room(qtbot: QtBot, place: QWidget) -> None:
    made = parts(place)
    made[1].hide()
    place.resize(320, 30)
    place.show()
    assert made[2].x() == 110


def test_where_one_reads_from_the_right_it_begins_there(qtbot: QtBot) -> None:
    page, first, second = QWidget(), QPushButton("eins"), QPushButton("zwei")
    qtbot.addWidget(page)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow = Flow(page)
    for part in (first, second):
        flow.addWidget(part)
    page.resize(400, 60)
    page.show()
    assert first.geometry().right() + 1 == page.width()
    assert second.geometry().right() < first.x()
