"""The window on a real desk: areas by role, pages opened and left, cover and lock."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import Stale, WrongKey
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import Button
from mobile_office.ui.rail import AREAS
from mobile_office.ui.window import Window


class Area(QWidget):
    """An area's page with one field, which counts how often it was read and left."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName("search")
        self.refreshed = self.left = 0
        QVBoxLayout(self).addWidget(self.line)

    def refresh(self) -> None:
        self.refreshed += 1

    def leave(self) -> None:
        self.left += 1


MakeWindow = Callable[[str], Window]


@pytest.fixture
def locked() -> list[bool]:
    return []


@pytest.fixture
def make(
    qtbot: QtBot, desk_of: Callable[[str], Desk], background: Background, locked: list[bool]
) -> Iterator[MakeWindow]:
    windows: list[Window] = []

    def check(_: str, passphrase: str) -> object:
        if passphrase != "right":
            raise WrongKey
        return None

    def make(name: str) -> Window:
        pages = {key: Area() for key in AREAS}
        window = Window(desk_of(name), background, pages, lambda: locked.append(True), check)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()


def rail(window: Window) -> list[str]:
    return [button.objectName() for button in window.rail.findChildren(Button)]


def area(window: Window) -> Area:
    page = window.page
    assert isinstance(page, Area)
    return page


def test_a_clerk_sees_no_review_and_no_intake(make: MakeWindow) -> None:
    assert rail(make("Berger")) == ["rail.today", "rail.cases", "rail.delivery"]


def test_a_supervisor_sees_review(make: MakeWindow) -> None:
    assert rail(make("Thiele")) == ["rail.today", "rail.cases", "rail.review", "rail.delivery"]


def test_intake_sees_intake(make: MakeWindow) -> None:
    assert rail(make("Albrecht")) == ["rail.today", "rail.cases", "rail.intake", "rail.delivery"]


def test_the_rail_leads_to_an_area_and_reads_it_afresh(qtbot: QtBot, make: MakeWindow) -> None:
    window = make("Berger")
    button = window.findChild(Button, "rail.delivery")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.key == "delivery"
    assert area(window).refreshed == 1


def test_the_frame_says_who_and_where(make: MakeWindow, desk_of: Callable[[str], Desk]) -> None:
    window = make("Berger")
    assert window.top.person.text() == "Berger, Test"
    assert window.top.stop.text() == desk_of("Berger").today().stop
    assert window.top.light.text()
    assert window.top.power.isHidden()


def test_the_title_names_no_citizen(make: MakeWindow) -> None:
    assert make("Berger").windowTitle() == "Mobiles Bürgeramt"


def test_a_change_is_read_by_the_area_shown(make: MakeWindow, background: Background) -> None:
    window = make("Berger")
    before = area(window).refreshed
    background.changed.emit(frozenset({"B-2026-00042-7"}))
    background.changed.emit(frozenset({"B-2026-00043-5"}))
    assert area(window).refreshed == before, "not while somebody else is at work"
    QApplication.processEvents()
    assert area(window).refreshed == before + 1


def test_an_opened_page_lies_above_the_area_until_back(make: MakeWindow) -> None:
    window, form = make("Berger"), Area()
    below = area(window)
    window.open(form)
    assert window.page is form
    window.back()
    assert window.page is below
    assert form.left == 1


def test_another_area_leaves_everything_opened(make: MakeWindow) -> None:
    window, case, form = make("Berger"), Area(), Area()
    window.open(case)
    window.open(form)
    window.show_page("cases")
    assert (case.left, form.left) == (1, 1)
    assert window.key == "cases"


def test_a_page_comes_first_and_the_frame_in_the_next_turn(
    qtbot: QtBot, make: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make("Berger")
    QApplication.processEvents()
    places: list[str] = []
    monkeypatch.setattr(window.top, "show_place", lambda _: places.append("place"))
    window.show_page("cases")
    window.open(Area())
    window.back()
    assert area(window).refreshed == 2
    assert places == []
    qtbot.waitUntil(lambda: places == ["place"])
    window.show_page("delivery")
    window.refresh()
    QApplication.processEvents()
    assert places == ["place"] * 2


def test_an_area_that_has_chosen_where_to_start_keeps_the_keyboard_there(make: MakeWindow) -> None:
    window = make("Berger")
    line = window._pages["delivery"].line  # type: ignore[attr-defined]
    line.setFocus()
    window.show_page("delivery")
    assert window.focusWidget() is line


def test_an_opened_page_is_asked_where_to_start(make: MakeWindow) -> None:
    """Qt would give the keyboard to the first thing on it that takes Tab."""
    window, case = make("Berger"), Area()
    window.page.setFocus()
    window.open(case)
    assert window.focusWidget() is case


def test_ctrl_f_goes_to_the_search_of_the_cases(qtbot: QtBot, make: MakeWindow) -> None:
    window = make("Berger")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.key == "cases"
    qtbot.waitUntil(area(window).line.hasFocus)


def test_ctrl_n_goes_to_today(qtbot: QtBot, make: MakeWindow) -> None:
    window = make("Berger")
    window.show_page("delivery")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.key == "today"


def test_f12_hides_everything_before_it_returns(qtbot: QtBot, make: MakeWindow) -> None:
    window = make("Berger")
    area(window).line.setText("Mustermann")
    page = area(window)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert window.is_covered
    assert not page.isVisible()
    assert not window.top.isVisible()
    assert window.cover_page.isVisible()


def test_under_the_cover_no_shortcut_shows_anything(qtbot: QtBot, make: MakeWindow) -> None:
    window = make("Berger")
    window.cover()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.is_covered
    assert window.key == "today"


def test_the_passphrase_leads_back_to_the_same_field(qtbot: QtBot, make: MakeWindow) -> None:
    window = make("Berger")
    line = area(window).line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    window.cover()
    window.cover_page.entry.line.setText("wrong")
    window.cover_page.entry.submit()
    qtbot.waitUntil(lambda: bool(window.cover_page.entry.error.text()))
    assert window.is_covered
    window.cover_page.entry.line.setText("right")
    window.cover_page.entry.submit()
    qtbot.waitUntil(lambda: not window.is_covered)
    qtbot.waitUntil(line.hasFocus)


def test_ctrl_l_locks_and_lets_open_pages_keep_what_was_typed(
    qtbot: QtBot, make: MakeWindow, locked: list[bool]
) -> None:
    window, form = make("Berger"), Area()
    window.open(form)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locked == [True]
    assert form.left == 1
    assert window.is_covered


def test_a_trouble_nobody_takes_is_said_in_the_window(make: MakeWindow, background: Background) -> None:
    window = make("Berger")
    background.trouble.emit(Stale())
    assert window.trouble.isVisible()
    assert "Jemand war schneller" in window.trouble.notice.label.text()
