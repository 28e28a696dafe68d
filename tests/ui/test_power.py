"""Power in the real window: words, the calm notice, park and lock without losing a letter, and saving."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mobile_office import power
from mobile_office.desk import Desk
from mobile_office.devices.battery import Charge, SimulatedBattery
from mobile_office.power import Use
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from mobile_office.ui.power import COUNTDOWN, PowerCard, PowerWatch
from mobile_office.ui.today import TodayPage
from mobile_office.ui.window import Window
from tests.house import Laptop
from tests.ui.opened import type_text


class Powered:
    """A window at a battery of its own."""

    def __init__(self, qtbot: QtBot, desk: Desk, laptop: Laptop, background: Background) -> None:
        self.desk, self.background, self.locked = desk, background, list[bool]()
        self.battery = SimulatedBattery(Charge(84))
        self.watch = PowerWatch(laptop.place, background, self.battery, desk.daybook.captured, desk.clock)
        today = TodayPage(desk, background, _nothing, _nothing, _nothing)
        self.window = Window(
            desk, background, {"today": today}, lambda: self.locked.append(True), _nothing, self.watch.words
        )
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitUntil(self.window.isActiveWindow)
        self._qtbot = qtbot
        self.watch.begin(self.window)

    def at(self, percent: float, *, plugged: bool = False) -> None:
        """The battery says so, and it has been seen."""
        self.battery.go_on([Charge(percent, is_plugged=plugged)])
        self.watch.look()
        self._qtbot.waitUntil(lambda: self.watch.charge == Charge(percent, is_plugged=plugged))
        self.window.refresh()

    @property
    def said(self) -> str:
        """What the notice says; "" while it is hidden."""
        return "" if self.watch.bar.isHidden() else self.watch.bar.notice.label.text()

    def form(self) -> FormPage:
        """A form with a name typed half."""
        page = FormPage(self.desk, self.background, self.desk.start("registration"), _nothing, _nothing)
        self.window.open(page)
        line = page.findChild(QLineEdit, "persons.0.family_name")
        assert line is not None
        line.setFocus()
        type_text(line, "Muster")
        return page


def _nothing(*_: object) -> None:
    """Leads nowhere."""


MakePowered = Callable[[], Powered]


@pytest.fixture
def powered(qtbot: QtBot, desk: Desk, laptop: Laptop, background: Background) -> Iterator[Powered]:
    made = Powered(qtbot, desk, laptop, background)
    yield made
    made.watch._last.stop()
    made.window.close()


def test_the_top_bar_says_it_in_words(powered: Powered) -> None:
    powered.at(84)
    assert powered.window.top.power.text() == "Akku: 84 %"
    powered.watch.use = Use(rate=30)
    powered.at(66)
    assert powered.window.top.power.text() == "Akku: noch etwa 2 Stunden"
    powered.at(66, plugged=True)
    assert powered.window.top.power.text() == "Am Strom, Akku 66 %"
    assert powered.said == ""


def test_without_a_battery_nothing_is_said(powered: Powered, qtbot: QtBot) -> None:
    powered.at(84)
    powered.battery.go_on([None])
    powered.watch.look()
    qtbot.waitUntil(lambda: not powered.watch.is_known)
    powered.window.refresh()
    assert powered.window.top.power.isHidden()
    assert PowerCard(powered.watch).state.text() == "Dieser Rechner meldet keinen Akku."


def test_at_twenty_percent_it_says_how_many_cases_are_left(powered: Powered) -> None:
    powered.watch.use = Use(rate=15)
    powered.at(21)
    assert powered.said == ""
    powered.at(20)
    assert powered.said.startswith("Akku noch für etwa ")
    assert powered.window.top.power.property("tone") == "warn"


def test_the_notice_can_be_put_away_and_does_not_come_back(powered: Powered) -> None:
    powered.at(20)
    powered.watch.bar.close_button.click()
    powered.at(17)
    assert powered.said == ""
    powered.at(17, plugged=True)
    powered.at(17)
    assert powered.said.startswith("Akku noch 17 %")


def test_at_five_percent_it_counts_down_and_a_cable_stops_it(powered: Powered) -> None:
    powered.at(5)
    assert f"In {COUNTDOWN} Sekunden" in powered.said
    powered.watch._count()
    assert f"In {COUNTDOWN - 1} Sekunden" in powered.said
    assert powered.watch.bar.close_button.isHidden()
    powered.at(5, plugged=True)
    assert powered.said == ""
    assert not powered.watch._last.isActive()
    assert powered.locked == []


def test_it_parks_and_locks_and_no_letter_is_lost(powered: Powered) -> None:
    page = powered.form()
    powered.at(5)
    for _ in range(COUNTDOWN):
        powered.watch._count()
    assert powered.locked == [True]
    assert powered.window.is_covered
    powered.background.drain()  # as the lock does
    (draft,) = powered.desk.today().drafts
    assert (draft.id, draft.parked) == (page.draft.id, True)
    assert draft.answers["persons"][0]["family_name"] == "Muster"


def test_at_two_percent_nothing_is_waited_for(powered: Powered) -> None:
    powered.form()
    powered.at(2)
    powered.background.drain()
    assert powered.locked == [True]
    assert [draft.parked for draft in powered.desk.today().drafts] == [True]


def test_what_was_submitted_meanwhile_is_not_parked(powered: Powered) -> None:
    page = powered.form()
    page.flush()
    powered.background.drain()
    powered.desk.discard(page.draft.id)
    powered.at(2)
    powered.background.drain()
    assert powered.locked == [True]
    assert powered.desk.today().drafts == ()


def test_the_notice_stands_over_the_cover_too(powered: Powered) -> None:
    powered.window.cover()
    powered.at(5)
    assert powered.watch.bar.isVisible()


def test_saving_stops_what_moves_and_is_kept(powered: Powered, laptop: Laptop) -> None:
    hints = QGuiApplication.styleHints()
    blink = hints.cursorFlashTime()
    powered.at(20)
    powered.watch.bar.save.click()
    assert powered.watch.is_saving
    assert hints.cursorFlashTime() == 0
    assert "sparen" in powered.watch.bar.save.text()
    powered.at(20, plugged=True)  # at a cable nothing is saved
    assert not powered.watch.is_saving
    assert hints.cursorFlashTime() == blink
    powered.background.drain()
    assert laptop.place.local.get(power.SAVING) is True


def test_the_rate_is_kept(powered: Powered, laptop: Laptop) -> None:
    powered.watch.use = Use(rate=None)
    powered.at(80)
    at = powered.desk.clock()
    powered.watch.use = Use(mark=(at - power._SPAN, 84), last=at - power._GAP / 2)
    powered.at(79)
    assert powered.watch.use.rate == pytest.approx(60, rel=0.05)
    powered.background.drain()
    assert laptop.place.local.get(power.RATE) == powered.watch.use.rate


def test_the_card_tells_and_switches(powered: Powered, qtbot: QtBot) -> None:
    powered.watch.use = Use(rate=28.4)
    powered.at(66)
    card = PowerCard(powered.watch)
    qtbot.addWidget(card)
    assert card.state.text() == "Akku: noch etwa 2 Stunden"
    assert "etwa 28 %" in card.rate.text()
    card.switch.click()
    assert powered.watch.wants_saving
    assert card.switch.text() == "Nicht mehr sparen"
    card.switch.click()
    assert not powered.watch.wants_saving


def test_it_ends_with_the_window(powered: Powered) -> None:
    bar: QWidget = powered.watch.bar
    assert bar.window() is powered.window
    assert powered.watch.parent() is powered.window
    assert QApplication.focusWidget() is not bar
