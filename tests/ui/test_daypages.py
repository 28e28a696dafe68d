"""A whole day on the real window, from the start page's cards and back, by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.printing import Paper
from mobile_office.ui.attachment_view import Viewed
from mobile_office.ui.background import Background
from mobile_office.ui.blanks import BlanksPage
from mobile_office.ui.capture import CapturePage
from mobile_office.ui.closing import ClosingPage
from mobile_office.ui.daypages import DayPages
from mobile_office.ui.departure import DeparturePage
from mobile_office.ui.equipment import has_printer
from mobile_office.ui.stop import StopPage
from mobile_office.ui.taking import TakePage
from mobile_office.ui.today import TodayPage
from mobile_office.ui.window import Window
from tests.house import Laptop, Town

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")  # offscreen, a list of stops cannot


class Bus:
    """The window with its start page, and what was shown from it."""

    def __init__(self, qtbot: QtBot, desk: Desk, background: Background) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.papers: list[Paper | Viewed | TakePage] = []
        self.drafts: list[Draft] = []
        self.today = TodayPage(desk, background, _nothing, _nothing, _nothing)
        self.window = Window(desk, background, {"today": self.today}, _nothing, _nothing)
        self.pages = DayPages(
            desk, background, self.window, lambda paper, _sign: self.papers.append(paper), self.drafts.append
        )
        self.today.wanted.connect(self.pages.open)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def press(self, name: str) -> None:
        """Enter on a button of the page shown."""
        button = self.window.page.findChild(QPushButton, name)
        assert button is not None
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Return)

    def enter(self, name: str, text: str) -> None:
        """Replace what a line of the page shown says, and press Enter."""
        line = self.window.page.findChild(QLineEdit, name)
        assert line is not None
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def has_keyboard(self, name: str) -> bool:
        """Whether a widget of the page shown has the keyboard."""
        found = self.window.page.findChild(QWidget, name)
        return found is not None and found.hasFocus()

    def shown(self, kind: type[QWidget]) -> None:
        """Wait until a page of this kind is shown."""
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, kind))


@pytest.fixture
def bus(qtbot: QtBot, desk: Desk, background: Background) -> Iterator[Bus]:
    bus = Bus(qtbot, desk, background)
    yield bus
    background.drain()
    bus.window.close()


def test_the_day_is_lived_from_the_start_page(bus: Bus) -> None:
    bus.press("day.departure")
    page = bus.window.page
    assert isinstance(page, DeparturePage)
    bus.qtbot.waitUntil(lambda: bool(page.checks))
    for tick in page.ticks.values():
        tick.click()
    bus.press("departure.sign")
    bus.shown(TodayPage)
    bus.press("day.stop")
    bus.enter("stop.name", "Bothfeld")
    bus.shown(TodayPage)
    assert bus.window.top.stop.text() == "Bothfeld"
    assert bus.has_keyboard("day.stop"), "back where it was left"
    bus.press("day.right")
    bus.shown(StopPage)
    bus.enter("stop.name", "Misburg")
    bus.enter("stop.reason", "Verlesen")
    bus.shown(TodayPage)
    assert bus.window.top.stop.text() == "Misburg"
    bus.press("day.closing")
    bus.shown(ClosingPage)
    bus.enter("closing.counted", "0")
    bus.qtbot.waitUntil(lambda: bus.desk.daybook.day().closing is not None)
    bus.press("closing.back")
    bus.shown(TodayPage)
    bus.press("day.protocol")
    assert [paper.kind for paper in bus.papers if isinstance(paper, Paper)] == ["day"]


@pytest.mark.parametrize(("name", "kind"), [("forms.capture", CapturePage), ("forms.blanks", BlanksPage)])
def test_paper_forms_lead_to_their_pages_and_esc_comes_back(bus: Bus, name: str, kind: type[QWidget]) -> None:
    bus.press(name)
    bus.shown(kind)
    bus.qtbot.keyClick(bus.window.page.focusWidget() or bus.window.page, Qt.Key.Key_Escape)
    bus.shown(TodayPage)


@pytest.mark.parametrize(("name", "day", "forms"), [("Thiele", True, True), ("Albrecht", False, False)])
def test_only_staff_of_the_bus_see_the_day(
    qtbot: QtBot, desk_of: Callable[[str], Desk], background: Background, name: str, day: bool, forms: bool
) -> None:
    page = TodayPage(desk_of(name), background, _nothing, _nothing, _nothing)
    qtbot.addWidget(page)
    assert (page.day is not None) is day
    assert bool(page.findChildren(QWidget, "forms")) is forms


def test_an_office_pc_shows_no_day(qtbot: QtBot, town: Town, background: Background) -> None:
    station: Laptop = town.laptop("S", "station", ["Thiele"])
    page = TodayPage(station.desk("Thiele", town.office), background, _nothing, _nothing, _nothing)
    qtbot.addWidget(page)
    assert page.day is None


def test_whether_there_is_a_printer_is_asked_of_the_system(qapp: QApplication) -> None:
    assert isinstance(has_printer(), bool)


def _nothing(*_: object) -> None:
    """Where a test does not look."""
