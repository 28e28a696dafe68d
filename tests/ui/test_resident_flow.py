"""The way through a round in the real window: the home, the list, a form, back on the list, and out."""

from collections.abc import Callable
from threading import Event

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from mobile_office.ui.resident_flow import RoundPages
from mobile_office.ui.resident_home import HomePage
from mobile_office.ui.resident_preview import PreviewPage
from mobile_office.ui.residents import ResidentsPage
from mobile_office.ui.window import Window
from tests.screens.rounds import wishes


class Start(QWidget):
    """A start page that has nothing."""

    def refresh(self) -> None:
        """Nothing to show."""


def begin(qtbot: QtBot, desk: Desk, background: Background) -> tuple[Window, ResidentsPage]:
    """A window with the empty list of a round."""
    pages: dict[str, QWidget] = {"today": Start()}
    nothing: Callable[..., None] = lambda *_: None  # noqa: E731
    window = Window(desk, background, pages, nothing, nothing)
    qtbot.addWidget(window)
    RoundPages(desk, background, window, nothing, window.back).open()
    home = window.page
    assert isinstance(home, HomePage)
    home.home.boxes["home"].editor.edited.emit("Heim Am Markte")
    home.keep()
    qtbot.waitUntil(lambda: isinstance(window.page, ResidentsPage))
    page = window.page
    assert isinstance(page, ResidentsPage)
    return window, page


def test_the_keyboard_is_on_a_list_taken_over_before_the_writer_is_free_again(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    window, page = begin(qtbot, desk, background)
    background.drain()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.preview_wanted.emit("Mustermann\tErika\nGabler\tMax")
    preview = window.page
    assert isinstance(preview, PreviewPage)
    busy = Event()
    preview.take.click()
    background.write(lambda: busy.wait(20))
    qtbot.waitUntil(lambda: window.page is page)
    assert (page.line.isVisible(), len(page.table.rows.rows)) == (False, 2)
    assert QApplication.focusWidget() is page.table
    busy.set()
    background.drain()


def test_keys_pressed_twice_open_one_form_and_go_one_step_back(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    window, page = begin(qtbot, desk, background)
    desk.residents.add(wishes()[:2])
    page.settle()
    background.drain()
    for act in (page.open_next, lambda: page.table.opened.emit(page.table.resident())):
        free = Event()
        background.write(lambda free=free: free.wait(20))  # type: ignore[misc]
        act()
        act()
        free.set()
        qtbot.waitUntil(lambda: isinstance(window.page, FormPage))
        background.drain()
        assert [type(one) for one in window.opened] == [ResidentsPage, FormPage]
        form = window.page
        assert isinstance(form, FormPage)
        form.put_aside()
        form.put_aside()
        background.drain()
        qtbot.waitUntil(lambda: window.page is page)
        background.drain()
        assert window.opened == (page,)


def test_the_pages_of_a_round_lead_to_each_other(qtbot: QtBot, desk: Desk, background: Background) -> None:
    window, page = begin(qtbot, desk, background)
    desk.residents.add(wishes()[:1])
    page.settle()
    qtbot.waitUntil(lambda: page.table.resident() is not None)
    page.open_next()
    qtbot.waitUntil(lambda: isinstance(window.page, FormPage))
    form = window.page
    assert isinstance(form, FormPage)
    form.put_aside()
    qtbot.waitUntil(lambda: window.page is page)
    qtbot.waitUntil(lambda: "begonnen" in page.head.figures.text())
    page.left.emit()
    assert isinstance(window.page, Start)
    background.drain()
