"""One resident set right, with a representative of their own."""

from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.resident_person import PersonPage
from tests.screens.rounds import HOME, wishes


def test_a_person_is_set_right_and_kept(qtbot: QtBot, desk: Desk, background: Background) -> None:
    desk.residents.begin("Heim", HOME)
    (one,) = desk.residents.add(wishes()[:1])
    page = PersonPage(desk, background, one)
    qtbot.addWidget(page)
    page.show()
    page.person.boxes["room"].editor.edited.emit("7")
    page.acting.boxes["represented_by"].editor.edited.emit("proxy")
    page.person.boxes["birth_date"].editor.edited.emit("31.02.1934")
    page.keep()
    assert page.person.boxes["birth_date"].error.isVisible()
    page.person.boxes["birth_date"].editor.edited.emit("1934-08-13")
    with qtbot.waitSignal(page.left):
        page.keep()
    current = desk.residents.round()
    assert current is not None
    (kept,) = current.residents
    assert (kept.room, kept.answers["birth_date"]) == ("7", "1934-08-13")
    assert desk.residents.open(kept).answers["represented_by"] == "proxy"
