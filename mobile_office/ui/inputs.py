"""The widgets of the editors: Qt's own, that also tell their editor about Enter and about leaving.

They override Qt's events instead of filtering them: a filter is still called while Qt takes a widget
apart, when nothing of it may be touched any more. The mouse wheel never changes a value.
"""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from mobile_office.ui.ticks import Tick

_STAYS = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class Listener(Protocol):
    """Who is told: an editor."""

    def takes_key(self, event: QKeyEvent) -> bool:
        """True when the key is dealt with."""

    def leave(self) -> None:
        """The keyboard has gone to another field."""


class _Input:
    """What all inputs add to their widget."""

    listener: Listener | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.listener is None or not self.listener.takes_key(event):
            super().keyPressEvent(event)  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]
        if self.listener is not None and event.reason() not in _STAYS:
            self.listener.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls


class Line(_Input, QLineEdit):
    """One line of text."""


class Lines(_Input, QPlainTextEdit):
    """Several lines of text."""


class Combo(_Input, QComboBox):
    """A list to choose from."""


class Box(_Input, Tick):
    """A check box."""


Input = Line | Lines | Combo | Box
