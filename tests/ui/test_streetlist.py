"""The list of streets by itself: as wide as it needs, inside its page, below or above its field."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.store.streets import Suggestion
from mobile_office.ui import style
from mobile_office.ui.streetlist import StreetList, place_of, street_of

FOUND = (
    Suggestion("Am Markte", "30159", "Hannover", "Mitte"),
    Suggestion("Straße der Erinnerung an die Mustermänner", "30655", "Hannover", "Musterviertel Nord"),
)


def listed(qtbot: QtBot, top: int, width: int = 900) -> tuple[QWidget, QLineEdit, StreetList, list[int]]:
    page, taken = QWidget(), list[int]()
    qtbot.addWidget(page)
    page.resize(width, 600)
    field = QLineEdit(page)
    field.setGeometry(40, top, 300, 36)
    page.show()
    one = StreetList(field, taken.append)
    one.show_found(FOUND)
    return page, field, one, taken


def test_a_street_is_said_with_its_number_and_its_place() -> None:
    assert street_of(FOUND[0]._replace(number="12", letter="a")) == "Am Markte 12a"
    assert place_of(FOUND[0]) == "30159 Hannover, Mitte"
    assert place_of(FOUND[0]._replace(district="")) == "30159 Hannover"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("top", [20, 540])
def test_it_stays_inside_its_page_and_off_its_field(qtbot: QtBot, top: int, scale: float) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    style.apply(application, "light", scale)
    page, field, one, _ = listed(qtbot, top)
    assert page.rect().contains(one.geometry())
    assert not one.geometry().intersects(field.geometry())
    assert one.rows.visualItemRect(one.rows.item(0)).height() >= 32
    style.apply(application, "light")


def test_where_it_is_narrow_the_place_stands_below_the_street(qtbot: QtBot) -> None:
    wide, narrow = listed(qtbot, 20)[2], listed(qtbot, 20, 460)[2]
    assert narrow.rows.sizeHintForRow(0) > wide.rows.sizeHintForRow(0)


def test_the_choice_moves_within_the_list_and_out_at_its_top(qtbot: QtBot) -> None:
    one = listed(qtbot, 20)[2]
    chosen = []
    for step in (1, 1, 1, -1, -1, -1):
        one.move_by(step)
        chosen.append(one.chosen)
    assert chosen == [0, 1, 1, 0, -1, -1]
    assert one.rows.selectedItems() == []


def test_it_goes_with_its_field_and_away_with_it(qtbot: QtBot) -> None:
    page, area, inside = QWidget(), QScrollArea(), QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    area.setParent(page)
    area.setGeometry(0, 0, 900, 500)
    inside.resize(600, 3000)
    field = QLineEdit(inside)
    field.setGeometry(40, 300, 300, 36)
    area.setWidget(inside)
    page.show()
    one = StreetList(field, lambda _row: None)
    one.show_found(FOUND)
    before = one.y()
    area.verticalScrollBar().setValue(100)
    assert one.y() == before - 100
    area.verticalScrollBar().setValue(2000)
    assert one.isHidden()
