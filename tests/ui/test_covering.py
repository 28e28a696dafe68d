"""Covering a real window: not one pixel of the page is left when `cover()` returns, and nothing lies over it."""

from collections.abc import Callable, Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.idle import Idle
from mobile_office.ui.rail import AREAS
from mobile_office.ui.window import Window

INK = QColor("#ff00ff")  # in no theme
FRAME = 1 / 60


class Page(QWidget):
    """An area full of a citizen's name, in a colour nothing else has."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel("Erika Mustermann " * 40)
        self.text.setWordWrap(True)
        self.text.setStyleSheet(f"color: {INK.name()}; background: {INK.name()}")
        self.choice = QComboBox()
        self.choice.addItems(["Mustermann", "Musterfrau"])
        box = QVBoxLayout(self)
        box.addWidget(self.text)
        box.addWidget(self.choice)

    def refresh(self) -> None:
        """Nothing here grows old."""


@pytest.fixture
def window(qtbot: QtBot, desk_of: Callable[[str], Desk], background: Background) -> Iterator[Window]:
    window = Window(
        desk_of("Berger"), background, {key: Page() for key in AREAS}, lambda: None, lambda *_: None
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()


def inked(window: Window) -> int:
    """How many pixels of the page stand on the screen itself, as the window system has them."""
    shown = window.screen().grabWindow(window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert shown.width() > 0
    ink = INK.rgb() & 0xFFFFFF
    pixels = memoryview(shown.constBits()).cast("I")
    return sum(pixel & 0xFFFFFF == ink for pixel in pixels)


def opens(qtbot: QtBot, window: Window, work: Callable[[], object]) -> None:
    """A list opens because of a key; from then on its window is listened to."""
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    work()
    QApplication.processEvents()


def page_of(window: Window) -> Page:
    page = window.page
    assert isinstance(page, Page)
    return page


def test_not_one_pixel_of_the_page_is_left_when_it_returns(qtbot: QtBot, window: Window) -> None:
    took = []
    for _ in range(3):
        qtbot.waitUntil(lambda: inked(window) > 1000, timeout=3000)
        began = perf_counter()
        window.cover()
        took.append(perf_counter() - began)
        assert inked(window) == 0  # no event was handled in between
        window.uncover()
    assert min(took) < 4 * FRAME  # a frame on an idle machine; here the processor paints, beside other work


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
def test_nothing_lies_over_it_and_f12_is_heard_from_anywhere(qtbot: QtBot, window: Window) -> None:
    Idle(window, 10, window.lock, keys=window.take_key)
    for dialog in (QDialog(window), QFileDialog(window)):
        QTimer.singleShot(20, window.cover)
        assert dialog.exec() == QDialog.DialogCode.Rejected
        assert window.is_covered
        window.uncover()
    page = page_of(window)
    page.choice.showPopup()
    QToolTip.showText(page.mapToGlobal(page.rect().center()), "Mustermann", page)
    window.cover()
    assert not page.choice.view().isVisible()
    assert not QToolTip.isVisible()
    window.uncover()
    menu = QMenu(page)
    menu.addAction("Mustermann")
    opens(qtbot, window, lambda: menu.popup(page.mapToGlobal(page.rect().center())))
    qtbot.keyPress(menu.windowHandle(), Qt.Key.Key_F12)
    assert window.is_covered
    assert not menu.isVisible()
    window.uncover()
    opens(qtbot, window, page.choice.showPopup)
    shown = page.choice.view().window()
    qtbot.keyPress(shown.windowHandle(), Qt.Key.Key_F12)
    assert window.is_covered
    window.uncover()
    asked = QDialog(window)
    QTimer.singleShot(20, lambda: qtbot.keyPress(asked.windowHandle(), Qt.Key.Key_F12))
    assert asked.exec() == QDialog.DialogCode.Rejected
    assert window.is_covered
