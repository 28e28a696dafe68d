"""Streets offered on the form: by key and click, never forced, each filled field an answer like any other."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.streetlist import StreetList
from mobile_office.ui.streets import StreetEditor
from tests.directory import publish
from tests.samples import fill_sample
from tests.ui.opened import Opened, open_form

DOWN, UP, ESC, TAB, ENTER = (
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Return,
)


@pytest.fixture
def address(qtbot: QtBot, desk: Desk, background: Background) -> Opened:
    """The address of a registration nobody has typed in, with a directory."""
    publish(desk)
    opened = open_form(qtbot, desk, background, desk.start("registration"))
    opened.page.jump("street")
    opened.settle()
    return opened


def lists(opened: Opened) -> list[StreetList]:
    return [one for one in opened.page.findChildren(StreetList) if one.isVisible()]


def offered(opened: Opened) -> list[str]:
    (one,) = lists(opened)
    return [one.rows.item(row).text() for row in range(one.rows.count())]


def shown(opened: Opened, path: str) -> str:
    line = opened.find(path)
    assert isinstance(line, QLineEdit)
    return line.text()


def answers(opened: Opened, desk: Desk) -> dict[str, Any]:
    opened.settle()
    return desk.today().drafts[0].answers


def test_streets_are_offered_while_typing_and_the_text_stays_as_typed(address: Opened) -> None:
    address.type("street", "m")
    assert lists(address) == []
    address.type("street", "ärk")
    assert offered(address) == ["Am Märkischen Ring", "Am Märkischen Ring"]
    assert shown(address, "street") == "märk"
    assert address.focused() == "street"


def test_arrows_and_enter_take_a_street_with_postcode_and_go_on(address: Opened, desk: Desk) -> None:
    address.type("street", "märk")
    for key in (DOWN, DOWN, ENTER):
        address.key(key)
    assert lists(address) == []
    assert address.focused() == "house_number"
    kept = answers(address, desk)
    assert (kept["street"], kept["postcode"], kept["town"]) == ("Am Märkischen Ring", "30161", "Hannover")
    assert "house_number" not in kept


def test_tab_takes_what_is_chosen_and_only_that(address: Opened) -> None:
    address.type("street", "musterw")
    address.key(TAB)  # nothing chosen
    assert (shown(address, "street"), shown(address, "postcode")) == ("musterw", "")
    assert lists(address) == []
    address.type("street", "e")
    address.key(DOWN)
    address.key(TAB)
    assert (shown(address, "street"), shown(address, "postcode")) == ("Musterweg", "30655")


def test_enter_without_a_choice_goes_on_as_ever(address: Opened) -> None:
    address.type("street", "musterw")
    address.key(ENTER)
    assert (address.focused(), shown(address, "street"), lists(address)) == ("house_number", "musterw", [])


def test_esc_closes_the_list_and_the_arrow_brings_it_back(address: Opened) -> None:
    address.type("street", "musterw")
    address.key(ESC)
    assert lists(address) == []
    assert (address.focused(), shown(address, "street")) == ("street", "musterw")
    address.key(DOWN)
    assert offered(address) == ["Musterweg"]


def test_up_from_the_first_goes_back_to_what_is_typed(address: Opened) -> None:
    address.type("street", "musterw")
    address.key(DOWN)
    address.key(UP)
    address.key(ENTER)
    assert shown(address, "street") == "musterw"


def test_a_click_takes_a_street(address: Opened, qtbot: QtBot) -> None:
    address.type("street", "musterw")
    (one,) = lists(address)
    place = one.rows.visualItemRect(one.rows.item(0)).center()
    qtbot.mouseClick(one.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (shown(address, "street"), shown(address, "postcode")) == ("Musterweg", "30655")
    assert address.focused() == "street"


def test_a_number_typed_with_the_street_goes_into_its_field(address: Opened, desk: Desk) -> None:
    address.type("street", "am markte 16b")
    assert offered(address) == ["Am Markte 16b"]
    address.key(DOWN)
    address.key(ENTER)
    kept = answers(address, desk)
    assert (kept["street"], kept["house_number"], kept["house_letter"]) == ("Am Markte", "16", "b")


def test_what_somebody_wrote_is_never_overwritten_and_what_was_filled_may_be(address: Opened) -> None:
    address.type("street", "musterw")
    address.key(DOWN)
    address.key(ENTER)
    street = address.find("street")
    assert isinstance(street, QLineEdit)
    street.clear()
    address.type("street", "am marktp")
    address.key(DOWN)
    address.key(ENTER)
    assert shown(address, "postcode") == "30159"  # 30655 was filled, not written
    postcode = address.find("postcode")
    assert isinstance(postcode, QLineEdit)
    postcode.clear()
    address.type("postcode", "30000")
    street.clear()
    address.type("street", "musterw")
    address.key(DOWN)
    address.key(ENTER)
    assert shown(address, "postcode") == "30000"


def test_ctrl_z_takes_a_street_back(address: Opened, desk: Desk) -> None:
    street = address.type("street", "musterw")
    address.key(DOWN)
    address.key(ENTER)
    street.setFocus()
    address.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert answers(address, desk)["street"] == "musterw"


def test_the_list_goes_with_the_keyboard_and_with_the_page(address: Opened) -> None:
    address.type("street", "musterw")
    address.find("postcode").setFocus()
    assert lists(address) == []
    address.type("street", "e")
    address.page.hide()
    address.page.show()
    assert lists(address) == []


def test_the_list_says_how_many_there_are_and_what_is_chosen(address: Opened) -> None:
    address.type("street", "märk")
    (one,) = lists(address)
    assert one.rows.accessibleName() == "Straßen im Verzeichnis"
    assert one.rows.accessibleDescription().startswith("2 Straßen")
    address.key(DOWN)
    assert one.rows.accessibleDescription() == "Am Märkischen Ring, 30159 Hannover, Musterviertel Mitte"


def test_a_street_nobody_knows_is_hinted_at_when_the_address_is_complete(address: Opened) -> None:
    address.type("street", "Am Makrte")
    address.key(TAB)
    assert address.text("street.error") == ""  # no number yet
    address.type("house_number", "12")
    address.key(TAB)
    address.settle()
    assert "Straßenverzeichnis" in address.text("street.error")
    assert address.find("street").property("look") != "wrong"


def test_a_protected_address_is_told_with_its_paragraph(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    publish(desk)
    draft = fill_sample(desk, "registration")
    for path, value in {"street": "Kirchröder Straße", "house_number": "44", "postcode": "30625"}.items():
        draft = desk.save(draft.id, path, value)
    opened = open_form(qtbot, desk, background, draft)
    opened.page.jump("street")
    said = opened.text("street.error")
    assert "bedingten Sperrvermerk (§ 52 BMG)" in said
    assert "Pflegeheim Lindenblick" in said


def test_without_a_directory_the_field_is_a_line_of_text(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    opened = open_form(qtbot, desk, background, desk.start("registration"))
    opened.page.jump("street")
    opened.type("street", "musterweg")
    opened.key(DOWN)
    assert lists(opened) == []
    opened.key(ENTER)
    assert opened.focused() == "house_number"


def test_an_editor_that_is_offered_nothing_opens_nothing(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    editor = StreetEditor("street")
    editor.widget.setParent(holder)
    editor.line.insert("Musterweg")
    assert not editor.is_open
    assert editor.value() == "Musterweg"
