"""The way through a round in the real window: the home, the list, a form, back on the list, and out."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from mobile_office.ui.resident_flow import RoundPages
from mobile_office.ui.resident_home import HomePage
from mobile_office.ui.residents import ResidentsPage
from mobile_office.ui.window import Window
from tests.screens.rounds import wishes


class Start(QWidget):
    """A start page that has nothing."""

    def refresh(self) -> None:
        """Nothing to show."""


def test_the_pages_of_a_round_lead_to_each_other(qtbot: QtBot, desk: Desk, background: Background) -> None:
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
