"""A section shows what applies, in reading order, in as many columns as there is room for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.formstate import FormState
from mobile_office.ui.pieces import Notice
from mobile_office.ui.section import AT_ONCE, SectionCard
from tests.ui.opened import open_form


@pytest.fixture
def state(desk: Desk) -> FormState:
    service = next(item for item in desk.services() if item.id == "registration")
    state = FormState(desk, service, desk.start(service.id, service.sample))
    state.start("street")
    return state


@pytest.fixture
def card(qtbot: QtBot, desk: Desk, state: FormState) -> SectionCard:
    card = SectionCard(state.here, desk.codelists, {"street": "Stimmt das?"})
    qtbot.addWidget(card)
    card.resize(800, 600)
    card.show()
    card.show_state(state)
    qtbot.waitUntil(lambda: set(card.boxes.built) == set(card.visible_paths))
    QApplication.processEvents()
    return card


def test_the_first_fields_are_there_at_once_and_the_rest_soon(
    qtbot: QtBot, desk: Desk, state: FormState
) -> None:
    state.reckon(desk.save(state.draft.id, "town", ""))
    state.touched.add("town")
    card = SectionCard(state.here, desk.codelists, {})
    made: list[str] = []
    card.made.connect(lambda box: made.append(box.path))
    qtbot.addWidget(card)
    card.resize(800, 600)
    card.show()
    card.show_state(state)
    assert made == [*card.visible_paths[:AT_ONCE]]
    assert card.box_at("town").isVisible()  # looked for before its turn
    assert card.boxes["town"].error.isVisible()
    qtbot.waitUntil(lambda: len(made) == len(card.visible_paths))
    QApplication.processEvents()
    places = [(card.boxes[path].y(), card.boxes[path].x()) for path in card.visible_paths]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_what_was_told_later_of_a_field_is_told_where_it_is_made_later(
    qtbot: QtBot, desk: Desk, state: FormState
) -> None:
    card = SectionCard(state.here, desk.codelists, {})
    qtbot.addWidget(card)
    card.show_values({"town": "Hannover"}.get)
    card.show_state(state)
    assert "town" not in card.boxes.built
    qtbot.waitUntil(lambda: "town" in card.boxes.built)
    assert card.boxes["town"].editor.value() == "Hannover"


def test_fields_stand_in_two_columns_and_in_one_where_it_is_narrow(card: SectionCard) -> None:
    street, number = card.boxes["street"], card.boxes["house_number"]
    assert street.y() == number.y()
    card.resize(400, 600)
    QApplication.processEvents()
    assert street.x() == number.x()
    assert street.y() < number.y()


def test_tab_follows_the_reading_order(qtbot: QtBot, card: SectionCard) -> None:
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.boxes["street"].editor.focus.setFocus()
    qtbot.keyClick(card.boxes["street"].editor.focus, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "house_number"


def test_what_does_not_apply_is_hidden(card: SectionCard) -> None:
    card.show_visible({"street", "town"})
    assert card.visible_paths == ("street", "town")
    assert card.boxes["house_number"].isHidden()


def test_a_pinned_comment_stands_at_its_field(card: SectionCard) -> None:
    comments = {notice.objectName(): notice for notice in card.findChildren(Notice)}
    assert comments["street.comment"].accessibleName() == "Rückfrage: Stimmt das?"
    assert "town.comment" not in comments


def test_problems_are_shown_only_at_fields_looked_at(qtbot: QtBot, desk: Desk, state: FormState) -> None:
    state.reckon(desk.save(state.draft.id, "postcode", "1"))
    state.touched = set()
    card = SectionCard(state.here, desk.codelists, {})
    qtbot.addWidget(card)
    card.show_state(state)
    assert card.boxes["postcode"].error.isHidden()
    state.touched.add("postcode")
    card.show_state(state)
    assert not card.boxes["postcode"].error.isHidden()


def test_what_follows_from_a_choice_is_there_before_the_next_key(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    form = open_form(qtbot, desk, background, desk.start("registration", {"former_homes": [{}]}))
    form.page.jump("former_homes.0.where")
    where = form.find("former_homes.0.where")
    assert isinstance(where, QComboBox)
    form.type("former_homes.0.where", where.itemText(where.findData("germany"))[0])
    assert where.currentData() == "germany"
    form.key(Qt.Key.Key_Return)
    assert form.focused() == "former_homes.0.street"


def test_who_was_interrupted_in_the_middle_of_a_word_goes_on_there(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    empty, path = open_form(qtbot, desk, background, desk.start("registration")), "persons.0.family_name"
    empty.type(path, "Mutermann")
    line = empty.find(path)
    assert isinstance(line, QLineEdit)
    line.setCursorPosition(2)
    qtbot.keyClicks(line, "s")
    empty.settle()
    again = open_form(qtbot, desk, background, desk.today().drafts[0])
    found = again.find(path)
    assert isinstance(found, QLineEdit)
    assert (found.text(), found.cursorPosition(), found.hasSelectedText()) == ("Mustermann", 3, False)
    assert again.focused() == path
