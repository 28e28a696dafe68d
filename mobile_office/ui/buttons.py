"""Buttons: the primary one of a page, plain ones, those that take something away, and links."""

from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QPushButton, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.wedge import Burst


class Button(QPushButton):
    """A button that also takes Enter, with its shortcut written beside its words."""

    def __init__(self, text: str, look: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._burst = Burst()
        self.setProperty("look", look)
        self.setMinimumHeight(style.px(style.TARGET))
        self._keys = shortcut
        self.set_words(text)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))

    def set_words(self, text: str) -> None:
        """Change the words, keep the shortcut. An ampersand is shown, not taken as a mnemonic."""
        written = text.replace("&", "&&")
        self.setText(f"{written}  ({words.keys(self._keys)})" if self._keys else written)
        self.setAccessibleName(text)
        if self._keys:
            self.setShortcut(QKeySequence(self._keys))  # setText drops it

    def event(self, event: QEvent) -> bool:
        """Its shortcut presses it now, and once however long it is held. Qt would show it pressed for a tenth of a second
        and act then, on a page on which the next key may have been typed already."""
        if event.type() != QEvent.Type.Shortcut:
            return super().event(event)
        shortcut = cast(QShortcutEvent, event)
        if shortcut.isAmbiguous():
            return super().event(event)
        self.setShortcutAutoRepeat(shortcut.shortcutId(), False)
        self.click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks, as Space does; that of a hand scanner, which ends what it has typed, is no press."""
        if self._burst.take(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class PrimaryButton(Button):
    """The one thing a page wants next."""

    def __init__(self, text: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "primary", shortcut, parent)


class PlainButton(Button):
    """Everything else a page offers."""

    def __init__(self, text: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "plain", shortcut, parent)


class DangerButton(Button):
    """Something that takes away; never placed where the primary button stands."""

    def __init__(self, text: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "danger", shortcut, parent)


class LinkButton(Button):
    """A quiet button that reads like text."""

    def __init__(self, text: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "link", shortcut, parent)
