"""Closing a day while somebody on the list still waits is asked first, and then deletes the list."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.closing import ClosingPage
from tests.pause import pause
from tests.screens.rounds import HOME, wishes


def test_who_waits_is_said_and_asked_and_then_the_list_is_gone(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    desk.residents.begin("Heim", HOME)
    desk.residents.add(wishes()[:2])
    page = ClosingPage(desk, background, lambda: None, lambda: None)
    qtbot.addWidget(page)
    page.show()
    page.lines["counted"].setText("0")
    page.close_day.click()
    background.changed.emit(frozenset({"B-1"}))  # a delivery meanwhile
    pause(20)
    keep = [one for one in page.findChildren(QPushButton, "sure.keep") if one.isVisible()]
    keep[-1].click()
    assert desk.daybook.day().closing is None
    page.close_day.click()
    do = [one for one in page.findChildren(QPushButton, "sure.do") if one.isVisible()]
    do[-1].click()
    qtbot.waitUntil(lambda: desk.daybook.day().closing is not None)
    qtbot.waitUntil(page.round_end.isHidden)
    assert desk.residents.round() is None


def test_without_a_list_nothing_is_said(qtbot: QtBot, desk: Desk, background: Background) -> None:
    page = ClosingPage(desk, background, lambda: None, lambda: None)
    qtbot.addWidget(page)
    assert page.round_end.isHidden()
