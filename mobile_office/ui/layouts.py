"""How pages are laid out: margins, button rows, and pages that scroll.

The same distances everywhere, from the tokens of `style.py`.
"""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mobile_office.ui import style
from mobile_office.ui.flow import Flow, Hinted


class Scroll(QScrollArea):
    """A page that scrolls down when it is taller than the window; fill `box`.

    It follows the keyboard, whatever moves it from one part to another; not into it, for a page opens at its top, but
    what is typed comes into view with its first letter. Not while the mouse is held, whose click would miss.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("look", "page")
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(style.px(style.AROUND))
        self.setWidget(inner)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if not (self.isVisible() and self.isAncestorOf(now)):
            return
        if before is not None and self.isAncestorOf(before):
            QTimer.singleShot(0, now, lambda: self._show(now))
        elif isinstance(now, QLineEdit | QPlainTextEdit):
            # Told by the field: a filter of its events would still be asked while Qt takes it apart.
            typed = now.textEdited if isinstance(now, QLineEdit) else now.textChanged
            typed.connect(self._typed, Qt.ConnectionType.SingleShotConnection)

    def _typed(self, *_: object) -> None:
        part: QWidget | None = self.window().focusWidget()
        if part is not None and self.isAncestorOf(part):
            self._show(part)

    def _show(self, part: QWidget) -> None:
        if not (shiboken6.isValid(self) and shiboken6.isValid(part) and self.viewport().isAncestorOf(part)):
            return
        seen = self.viewport().rect()
        place = QRect(part.mapTo(self.viewport(), QPoint(0, 0)), part.size())
        if place.height() > seen.height():  # a list longer than the page: some of it is enough
            if not place.intersects(seen):
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + place.top())
        elif place.top() < seen.top() or place.bottom() > seen.bottom():
            top, gap = place.top() + self.verticalScrollBar().value(), style.px(style.BETWEEN)
            # Not ensureWidgetVisible: of a line it shows the cursor only, and cuts the ring around it.
            self.ensureVisible(0, top + part.height(), 0, gap)
            self.ensureVisible(0, top, 0, gap)


def page_box(page: QWidget) -> QVBoxLayout:
    """The layout of a page: 24 px around, 20 px between, on the page's ground."""
    page.setProperty("look", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    box = QVBoxLayout(page)
    margin = style.px(style.WIDE)
    box.setContentsMargins(margin, style.px(style.AROUND), margin, style.px(style.AROUND))
    box.setSpacing(style.px(style.AROUND))
    return box


class Ends(Flow):
    """Parts at both ends of a line; where they do not fit, what stands right comes below, still at the right."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget], gap: int) -> None:
        super().__init__(gap=gap)
        self._at_right = frozenset(right)
        for widget in (*left, *right):
            self.addWidget(widget)

    def _places(self, rect: QRect) -> list[tuple[QLayoutItem, QRect]]:
        places = super()._places(rect)
        edge, line = rect.right() + 1, rect.bottom() + 1
        for item, place in reversed(places):
            if item.widget() not in self._at_right:
                continue
            if place.bottom() < line:  # another line begins at the right edge again
                edge, line = rect.right() + 1, place.top()
            place.moveRight(edge - 1)
            edge = place.left() - self.spacing()
        return places

    def _lines(self, width: int) -> list[list[Hinted]]:
        shown = self._shown()
        if self.sizeHint().width() <= width:
            return [shown] if shown else []
        right = [part for part in shown if part[0].widget() in self._at_right]
        left = [part for part in shown if part not in right]
        return self._broken(left, width) + self._broken(right, width)


def button_row(*left: QWidget, right: tuple[QWidget, ...] = ()) -> Ends:
    """Buttons in a row: quiet ones left, the wanted one right."""
    return Ends(left, right, style.px(style.BETWEEN))


def clearable(line: QLineEdit, name: str) -> None:
    """A line that can be emptied by a click; `name` is what the button is called."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(name)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it when its events are done."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def centred(card: QWidget) -> Scroll:
    """A card in the middle of the window, a little above; it scrolls where large text makes it taller."""
    page = Scroll()
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    page.box.addStretch(2)
    page.box.addLayout(row)
    page.box.addStretch(3)
    return page
