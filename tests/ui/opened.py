"""A form opened as a person meets it: the real desk, the real store, keys and clicks."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.printing import Paper
from mobile_office.ui.attachment_view import Viewed
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from mobile_office.ui.taking import TakePage
from tests.whole import is_whole

Shown = tuple[Paper, Callable[[], None] | None]


@dataclass
class Opened:
    """A form page, and what it said when it was done."""

    page: FormPage
    qtbot: QtBot
    background: Background
    ended: list[str | None] = field(default_factory=list)
    papers: list[Shown] = field(default_factory=list)
    scans: list[Viewed] = field(default_factory=list)
    takes: list[TakePage] = field(default_factory=list)

    def find(self, path: str) -> QWidget:
        """The one visible widget of a name, once the page is made."""
        self.qtbot.waitUntil(self._is_whole)
        found = [w for w in self.page.findChildren(QWidget, path) if not w.isHidden()]
        assert found, f"{path} is not on the form"
        return found[-1]

    def type(self, path: str, text: str) -> QWidget:
        """Type into a field; the keyboard stays there."""
        widget = self.find(path)
        widget.setFocus()
        type_text(widget, text)
        return widget

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        focused: QWidget | None = self.page.focusWidget()
        self.qtbot.keyClick(self.page if focused is None else focused, key, modifier)

    def click(self, name: str) -> None:
        """Click a button, and let what it starts finish."""
        button = self.find(name)
        assert isinstance(button, QPushButton)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def text(self, name: str) -> str:
        """What a label or button says; "" while it is hidden."""
        found = [w for w in self.page.findChildren(QWidget, name) if not w.isHidden()]
        if not found:
            return ""
        widget = found[-1]
        if isinstance(widget, QLabel | QPushButton):
            return widget.text()
        return widget.accessibleName()

    def focused(self) -> str:
        """The name of the widget that has the keyboard."""
        widget: QWidget | None = self.page.focusWidget()
        return "" if widget is None else widget.objectName()

    def settle(self) -> None:
        """Wait until everything typed is durable, and everything to be shown is made."""
        self.page.flush()
        self.background.drain()
        self.background.drain()
        QApplication.processEvents()
        self.qtbot.waitUntil(self._is_whole)

    def _is_whole(self) -> bool:
        return is_whole(self.page)


def type_text(widget: QWidget, text: str) -> None:
    """Type letters no keyboard of QTest has, too."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def open_form(qtbot: QtBot, desk: Desk, background: Background, draft: Draft) -> Opened:
    """Open a draft."""
    ended: list[str | None] = []
    papers: list[Shown] = []
    scans: list[Viewed] = []
    takes: list[TakePage] = []

    def show(shown: Paper | Viewed | TakePage, sign: Callable[[], None] | None) -> None:
        if isinstance(shown, TakePage):
            qtbot.addWidget(shown)
            takes.append(shown)
            shown.closed.connect(shown.hide)
            shown.show()
        elif isinstance(shown, Viewed):
            scans.append(shown)
        else:
            papers.append((shown, sign))

    page = FormPage(desk, background, draft, ended.append, show)
    qtbot.addWidget(page)
    opened = Opened(page, qtbot, background, ended, papers, scans, takes)
    page.resize(1134, 707)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    opened.settle()
    return opened
