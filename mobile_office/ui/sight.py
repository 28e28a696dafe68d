"""Bringing a part of a page into view: at large text what went wrong may stand far below the fold."""

from functools import partial

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def bring_into_view(*parts: QWidget) -> None:
    """Scroll whatever scrolls around these so far that each can be seen, the last one surely.

    In the next turn of the event loop: what was just shown has no place yet.
    """
    for part in parts:
        QTimer.singleShot(0, part, partial(_scroll, part))


def _scroll(part: QWidget) -> None:
    around = part.parentWidget() if shiboken6.isValid(part) else None
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part)
        around = around.parentWidget()
