"""The citizen display as a person meets it: a real window with a real form under it, and a passphrase."""

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.errors import WrongKey
from mobile_office.domain.overview import Draft
from mobile_office.ui.background import Background
from mobile_office.ui.citizen import CitizenDisplay
from mobile_office.ui.citizen_view import CitizenView
from mobile_office.ui.form import FormPage
from mobile_office.ui.window import Window
from tests.pause import pause

OFFICE = "Landeshauptstadt Hannover"
PASSPHRASE = "Berger am Marktplatz"


class Area(QWidget):
    """An empty area of the window."""

    def refresh(self) -> None:
        """Nothing to show."""


class Shown:
    """One window with its display; `screens` is where else it may stand."""

    def __init__(self, desk: Desk, background: Background, *, second_screen: bool, unreviewed: bool) -> None:
        self.desk, self.background = desk, background
        self.window = Window(desk, background, {"today": Area()}, lambda: None, _check)
        self.display = CitizenDisplay(
            self.window,
            background,
            lambda text: _check("", text),
            OFFICE,
            unreviewed=unreviewed,
            find_screen=_screen if second_screen else lambda _: None,
        )
        self.view: CitizenView = self.display.view
        self.window.show()
        self.settle()

    def form(self, draft: Draft) -> FormPage:
        """Open a draft."""
        page = FormPage(self.desk, self.background, draft, lambda _: None, lambda *_: None)
        self.window.open(page)
        self.settle()
        return page

    def settle(self) -> None:
        """Let writes, layouts and single shots finish."""
        for _ in range(3):
            self.background.drain()
            pause(20)

    def read_to(self, step: str) -> None:
        """Read on until there."""
        for _ in range(100):
            if self.view.step == step:
                break
            self.view.go.click()
            pause(60)
        assert self.view.step == step

    def confirm(self) -> None:
        """Read everything and confirm it."""
        self.read_to("confirm")
        while self.view.step == "confirm" and self.view.go.isEnabled():
            self.view.go.click()
            pause(60)
        self.settle()

    def said(self) -> str:
        """Everything that stands on the display."""
        self.settle()
        parts = self.view.findChildren(QWidget)
        visible = [part for part in parts if part.isVisibleTo(self.view)]
        texts = [part.text() for part in visible if isinstance(part, QLabel | QPushButton)]
        names = [
            f"{part.accessibleName()} {part.accessibleDescription()} {part.toolTip()}" for part in visible
        ]
        return "\n".join([*texts, *names])


@contextmanager
def shown(
    desk: Desk, background: Background, *, second_screen: bool = False, unreviewed: bool = True
) -> Iterator[Shown]:
    """A window with its display, gone afterwards."""
    made = Shown(desk, background, second_screen=second_screen, unreviewed=unreviewed)
    try:
        yield made
    finally:
        background.drain()
        made.window.close()
        made.window.deleteLater()
        QApplication.processEvents()
        for _ in range(2):  # the window, and then what goes with it
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(made.display.frame)


def _check(_person: str, passphrase: str) -> object:
    if passphrase != PASSPHRASE:
        raise WrongKey
    return None


def _screen(_: QWidget) -> QScreen | None:
    return QGuiApplication.primaryScreen()
