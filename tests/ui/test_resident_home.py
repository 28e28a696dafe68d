"""The home: suggested by the stop, checked, kept, and set right later."""

from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.resident_home import HomePage


def test_a_home_is_checked_and_kept(qtbot: QtBot, desk: Desk, background: Background) -> None:
    desk.daybook.arrive("Heim Am Markte")
    page = HomePage(desk, background)
    qtbot.addWidget(page)
    page.show()
    box = page.home.boxes["postcode"]
    box.editor.edited.emit("3015")
    page.keep()
    assert box.error.isVisible()
    assert desk.residents.round() is None
    box.editor.edited.emit("30159")
    with qtbot.waitSignal(page.begun):
        page.keep()
    current = desk.residents.round()
    assert current is not None
    assert (current.name, current.answers["postcode"]) == ("Heim Am Markte", "30159")
    again = HomePage(desk, background)
    qtbot.addWidget(again)
    again.home.boxes["home"].editor.edited.emit("")
    again.keep()
    assert "fehlt" in again.home.boxes["home"].error.text()
