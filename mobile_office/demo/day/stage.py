"""The stage: finding what is on the screen, acting on it by keys and clicks, waiting, taking pictures.

A scene that does not find what a person would see ends the day with a sentence.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QTableView,
    QWidget,
)

from mobile_office.app import App
from mobile_office.desk import Desk

W = TypeVar("W", bound=QWidget)
PATIENCE = 20.0  # seconds until a scene gives up on something that should appear


class Missing(AssertionError):
    """What a person would see at this point of the day is not there."""


class Stage:
    """One running program, and the folder the pictures go to."""

    def __init__(self, app: App, out: Path) -> None:
        self.app = app
        self.out = out

    # -- waiting

    def wait(self, what: str, is_so: Callable[[], object]) -> None:
        """Let the program run until something is so. Raises Missing(what)."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                raise Missing(what)
            self.pause(15)

    def pause(self, milliseconds: int = 60) -> None:
        """Let the program run a little.

        A loop of its own, as `exec` of the application: `QTest.qWait` keeps the interpreter from all other threads.
        """
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    # -- finding

    @property
    def top(self) -> QWidget:
        """The window that is shown."""
        shift = self.app.shift
        return shift.window if shift is not None else self.app.unlock

    @property
    def desk(self) -> Desk:
        """The desk of whoever is unlocked."""
        if self.app.shift is None:
            raise Missing("somebody unlocked")
        return self.app.shift.desk

    def there(self, name: str) -> QWidget | None:
        """The visible widget of an object name, if there is one."""
        found = self.top.findChildren(QWidget, name)
        return next((widget for widget in found if widget.isVisible()), None)

    def find(self, name: str) -> QWidget:
        """The visible widget of an object name, waited for. Raises Missing."""
        self.wait(name, lambda: self.there(name))
        found = self.there(name)
        if found is None:
            raise Missing(name)
        return found

    def find_as(self, name: str, kind: type[W]) -> W:
        """The visible widget of an object name, which must be of a kind. Raises Missing."""
        found = self.find(name)
        if not isinstance(found, kind):
            raise Missing(f"{name} as {kind.__name__}")
        return found

    def text(self, name: str) -> str:
        """What a field or label of an object name shows."""
        return str(self.find(name).property("text"))

    def says(self, text: str) -> bool:
        """True when a visible label or button carries this text."""
        labels = (label.text() for label in self.top.findChildren(QLabel) if label.isVisible())
        buttons = (item.text() for item in self.top.findChildren(QAbstractButton) if item.isVisible())
        return any(text in shown for shown in (*labels, *buttons))

    def wait_for(self, text: str) -> None:
        """Wait until this text is on the screen. Raises Missing."""
        self.wait(f"text: {text}", lambda: self.says(text))

    # -- acting

    def focus(self, name: str) -> QWidget:
        """Put the keyboard on a widget, as Tab or a click does. Raises Missing."""
        return self.focus_on(self.find(name))

    def focus_on(self, widget: QWidget) -> QWidget:
        """Put the keyboard on a widget that has been found. Raises Missing."""
        self._activate()
        widget.setFocus()
        self.wait(f"the keyboard on {widget.objectName()}", lambda: QApplication.focusWidget() is not None)
        return widget

    def press(
        self, keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """A key, or text typed key by key, where the focus is."""
        self._activate()
        # An open list (a completer's, a menu's) takes the keys, as it does on a real screen.
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.top
        if isinstance(keys, str):
            for letter in keys:
                _type(QApplication.activePopupWidget() or target, letter)
        else:
            QTest.keyClick(target, keys, modifier)
        self.pause(10)

    def _activate(self) -> None:
        """Make the window the active one where none is: without a window manager nobody else does, once a list has closed."""
        active = QApplication.activeWindow()
        is_gone = active is None or isinstance(active, QAbstractItemView)
        if is_gone and QApplication.activePopupWidget() is None:
            self.top.activateWindow()
            self.wait("the window", lambda: QApplication.activeWindow() is self.top)

    def control(self, key: Qt.Key) -> None:
        """Ctrl and a key."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def click(self, name: str) -> None:
        """Click the middle of a widget."""
        widget = self.find(name)
        self.wait(f"enabled: {name}", widget.isEnabled)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.pause()

    def enter(self, name: str, text: str) -> None:
        """Put the focus on a field, replace what is in it by typed text, and leave it."""
        self.focus(name)
        self.control(Qt.Key.Key_A)
        self.press(Qt.Key.Key_Delete)
        self.press(text)
        self.press(Qt.Key.Key_Tab)

    def choose(self, name: str, data: str) -> None:
        """Choose an entry of a combo box by its code, as a person picks it from the list."""
        box = self.find_as(name, QComboBox)
        place = box.findData(data)
        if place < 0:
            raise Missing(f"{name}: {data}")
        self.focus_on(box)
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.pause()

    def open_row(self, name: str, text: str) -> None:
        """Open the row of a table that shows a text, with Enter."""
        table = self.find_as(name, QTableView)
        model = table.model()
        self.wait(f"row: {text}", lambda: self._row(table, text) is not None)
        row = self._row(table, text)
        assert row is not None
        self.focus_on(table)
        table.setCurrentIndex(model.index(row, 0))
        self.press(Qt.Key.Key_Return)
        self.pause()

    @staticmethod
    def _row(table: QTableView, text: str) -> int | None:
        model = table.model()
        for row in range(model.rowCount()):
            shown = (str(model.index(row, column).data()) for column in range(model.columnCount()))
            if any(text in cell for cell in shown):
                return row
        return None

    # -- telling

    def passed(self, step: str) -> None:
        """Say that a step of the day is done."""
        print(f"  passed  {step}", flush=True)

    def picture(self, name: str) -> None:
        """Keep what is on the screen as a numbered picture."""
        self.pause(250)  # what was just built is laid out in the next turns of the event loop
        number = len(list(self.out.glob("*.png"))) + 1
        self.top.grab().save(str(self.out / f"{number:02d}-{name}.png"))

    def unlock(self, passphrase: str, name: str = "") -> None:
        """Choose a person (the last one is preselected) and unlock."""
        if name:
            box = self.find_as("person", QComboBox)
            box.setCurrentIndex(box.findText(name))
        self.focus("passphrase")
        self.press(passphrase)
        self.press(Qt.Key.Key_Return)
        self.wait("the window", lambda: self.app.shift is not None and self.app.shift.window.isVisible())
        self.pause(150)


def _type(target: QWidget, letter: str) -> None:
    """One letter as a keyboard sends it; QTest itself knows ASCII only."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(target, event)
