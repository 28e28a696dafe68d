"""What kinds of things a screen reader is told of (Rollen) where Qt says "filler": windows and named parts of a page.

Qt calls every plain widget a client area, a window of its own too. Readers pass fillers over: they would not say
which window came up, nor which part of a page one has come to.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def tell() -> None:
    """From now on: called once, after the application is made."""
    QAccessible.installFactory(_role)


def _role(kind: str, thing: QObject | None) -> QAccessibleInterface | None:
    """The role of a plain widget; None leaves it to Qt, which knows the special ones by their classes."""
    if kind != "QWidget" or not isinstance(thing, QWidget):
        return None
    if thing.isWindow():
        return QAccessibleWidget(thing, QAccessible.Role.Window)
    # A role is for good: a page gets its name later, when it is turned to.
    is_part = bool(thing.accessibleName()) or thing.property("look") == "page"
    return QAccessibleWidget(thing, QAccessible.Role.Grouping) if is_part else None
