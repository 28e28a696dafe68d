"""Turning pages (Blättern): the keyboard goes with the page, at once and to one place only.

Left to Qt it would visit whatever comes next in its chain while a page goes, and a screen reader would say each of
these. A page is called by its title, so that it is said where one has come to.
"""

from typing import Protocol

import shiboken6
from PySide6.QtWidgets import QStackedWidget, QWidget

from mobile_office.ui.pieces import Title


class Page(Protocol):
    """What the window asks of an area's page; it may also have `leave()`, called before it goes away."""

    def refresh(self) -> None:
        """Show what is so now."""
        ...


def release(within: QWidget) -> QWidget | None:
    """Take the keyboard out of what is about to go; gives back what had it."""
    now: QWidget | None = within.window().focusWidget()
    if now is None or not (now is within or within.isAncestorOf(now)):
        return None
    now.clearFocus()
    return now


def call_by_title(page: QWidget) -> None:
    """Give a page its title as its name, as it reads now; one with a name of its own keeps it."""
    title = page.findChild(Title)
    if title is not None and (not page.accessibleName() or page.property("called") == page.accessibleName()):
        page.setAccessibleName(title.text())
        page.setProperty("called", title.text())


def leave(page: QWidget) -> None:
    """Let a page that goes away do what it does then, if it does anything."""
    left = getattr(page, "leave", None)
    if callable(left):
        left()


class Pages(QStackedWidget):
    """One page at a time. `turn_to` shows one, `begin` gives it the keyboard where it was on it before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[QWidget, QWidget] = {}
        self._had_keyboard = False

    def turn_to(self, page: QWidget) -> None:
        """Show a page. Where the keyboard was in the one that goes, it waits for `begin`."""
        before = self.currentWidget()
        if before is page:
            return
        if before is not None and (held := release(before)) is not None:
            self._had_keyboard = True
            self._kept[before] = held
        call_by_title(page)  # before it takes the keyboard itself
        self.setCurrentWidget(page)

    def begin(self) -> None:
        """The keyboard into the page shown: where it has put it itself, else where it was, else to the page.

        It stays outside (in the rail) where it was outside, on a page that has been used before.
        """
        page = self.currentWidget()
        if page is None:
            return
        call_by_title(page)
        now: QWidget | None = self.window().focusWidget()
        had, self._had_keyboard = self._had_keyboard, False
        if now is not None and page.isAncestorOf(now):
            return
        own: QWidget | None = page.focusWidget()
        held = own if own is not None else self._kept.get(page)
        is_there = held is not None and shiboken6.isValid(held) and page.isAncestorOf(held)
        if is_there and held is not None and held.isVisible() and held.isEnabled():
            if had:
                held.setFocus()
        else:
            page.setFocus()

    def drop(self, page: QWidget) -> None:
        """Forget a page and delete it once its events are done."""
        self._kept.pop(page, None)
        self.removeWidget(page)
        page.hide()
        page.deleteLater()
