"""The palette of letters (Alt+,): a search line over large letters with their names, beside a text field.

A part of the page, never a window: hidden or covered with it, and then gone. Enter writes the letter at
the cursor, Esc closes; both give the keyboard back to the very place. The field counts as not left.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mobile_office.ui import letters, style
from mobile_office.ui.lettercells import Cell, LettersModel
from mobile_office.ui.pieces import Muted
from mobile_office.ui.words import say

WIDTH, HEIGHT = 680, 380  # pixels at scale 1, where the page has the room: three rows of five
_WITH_HELP = 220  # the least height with the sentence about the keys
_INSIDE = Qt.FocusReason.PopupFocusReason  # the field keeps its cursor and does not count as left


def open_palette(field: QWidget, put: Callable[[str], None], gone: Callable[[], None]) -> "Palette":
    """Open the palette at a field. `put(letter)` writes, `gone()` says that the keyboard went elsewhere."""
    page = field
    while (above := page.parentWidget()) is not None and not isinstance(above, QStackedWidget):
        page = above
    for other in page.findChildren(Palette):
        other.end()
    return Palette(page, field, put, gone)


class _Part:
    """What search line and grid have in common: they stay inside, and give back with Esc or Enter."""

    palette_of: "Palette"

    def event(self, event: QEvent) -> bool:
        """Esc is ours, whatever the page does with it."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return bool(super().event(event))  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]
        self.palette_of.look_for_keyboard()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Tab goes to the other part."""
        self.palette_of.other(self).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.palette_of.takes_key(self, event):
            super().keyPressEvent(event)  # type: ignore[misc]


class _Search(_Part, QLineEdit):
    """The search line."""


class _Grid(_Part, QListView):
    """The letters."""

    def setup(self, model: LettersModel) -> None:
        """Rows of cells that wrap, one of them chosen."""
        self.setModel(model)
        self.setItemDelegate(Cell(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class Palette(QFrame):
    """The palette over a page, as near to its field as there is room."""

    keeps_tab = True  # see `reading`

    def __init__(
        self, page: QWidget, field: QWidget, put: Callable[[str], None], gone: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self.setObjectName("palette")
        self.setAccessibleName(say("letters.title"))
        self._field, self._put, self._gone = field, put, gone
        self._is_over = False
        self._model = LettersModel(self)
        self.search, self.grid = _Search(self), _Grid(self)
        self._nothing, self._help = Muted(say("letters.nothing"), self), Muted(say("letters.help"), self)
        self._build()
        self._place(page)
        self._find("")
        self.show()
        self.raise_()
        self.search.setFocus(_INSIDE)

    def _build(self) -> None:
        for part, name in ((self.search, "palette.search"), (self.grid, "palette.letters")):
            part.palette_of = self
            part.setObjectName(name)
        self.search.setAccessibleName(say("letters.search"))
        self.search.setAccessibleDescription(say("letters.help"))
        self.search.setPlaceholderText(say("letters.example"))
        self.search.textChanged.connect(self._find)
        self.grid.setAccessibleName(say("letters.title"))
        self.grid.setup(self._model)
        self.grid.setMinimumHeight(1)  # where nothing is found the sentence needs the room
        self.grid.clicked.connect(lambda index: self._take(index.data()))
        box = QVBoxLayout(self)
        margin = style.px(style.BETWEEN)
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(style.px(style.NEAR))
        box.addWidget(self.search)
        box.addWidget(self._nothing)
        box.addWidget(self.grid, 1)
        box.addWidget(self._help)

    def _place(self, page: QWidget) -> None:
        gap, side = style.px(style.NEAR), style.px(style.WIDE)
        field = QRect(self._field.mapTo(page, QPoint(0, 0)), self._field.size())
        width = min(style.px(WIDTH), page.width() - 2 * side)
        below, above = page.height() - field.bottom() - 2 * gap, field.top() - 2 * gap
        # Never over its own field: what is written must be seen. In little room the help makes way for a row.
        height = min(style.px(HEIGHT), max(below, above))
        self._help.setVisible(height >= style.px(_WITH_HELP))
        top = field.bottom() + gap if below >= min(height, above) else field.top() - gap - height
        left = max(side, min(field.left(), page.width() - side - width))
        self.setGeometry(left, max(gap, min(top, page.height() - gap - height)), width, height)

    def _find(self, asked: str) -> None:
        self._model.show(letters.find(asked))
        self._nothing.setVisible(not self._model.letters)
        self.grid.setCurrentIndex(self._model.index(0))

    def other(self, part: _Part) -> QWidget:
        """The part beside this one, or itself while there is nothing to choose."""
        return self.grid if part is self.search and self._model.letters else self.search

    def takes_key(self, part: _Part, event: QKeyEvent) -> bool:
        """Esc closes, Enter takes, arrows go into the letters and back, words go into the search."""
        key, is_in_grid = event.key(), part is self.grid
        if key == Qt.Key.Key_Escape or (
            key == Qt.Key.Key_Comma and event.modifiers() == Qt.KeyboardModifier.AltModifier
        ):
            self.end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(str(self.grid.currentIndex().data() or ""))
        elif key == Qt.Key.Key_Down and not is_in_grid and self._model.letters:
            self.grid.setFocus(_INSIDE)
        elif is_in_grid and key == Qt.Key.Key_Up and self._is_in_first_row():
            self.search.setFocus(_INSIDE)
        elif is_in_grid and (key == Qt.Key.Key_Backspace or _is_written(event.text())):
            self.search.setFocus(_INSIDE)
            self.search.keyPressEvent(event)
        else:
            return False
        return True

    def _is_in_first_row(self) -> bool:
        first = self.grid.visualRect(self._model.index(0))
        return self.grid.visualRect(self.grid.currentIndex()).top() == first.top()

    def _take(self, letter: str) -> None:
        if letter:
            self.end()
            self._put(letter)

    def end(self) -> None:
        """Close, and the keyboard is where it was."""
        if not self._is_over:
            self._is_over = True
            if shiboken6.isValid(self._field):
                self._field.setFocus(_INSIDE)
            self._leave()

    def look_for_keyboard(self) -> None:
        """Close when the keyboard has gone to another place of this window."""
        now: QWidget | None = self.window().focusWidget()
        if self._is_over or not self.isVisible() or now is None or now is self or self.isAncestorOf(now):
            return
        self._is_over = True
        if now is not self._field and shiboken6.isValid(self._field):
            self._gone()
        self._leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page has gone, or everything is covered: nothing of it comes back."""
        super().hideEvent(event)
        if not self._is_over:
            self._is_over = True
            self._leave()

    def _leave(self) -> None:
        self.hide()
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = style.theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), style.px(10), style.px(10))
        painter.end()


def _is_written(typed: str) -> bool:
    return bool(typed.strip()) and typed.isprintable()
