"""The widgets of the editors: Qt's own, that also tell their editor about Enter and about leaving.

They override Qt's events instead of filtering them: a filter is still called while Qt takes a widget
apart, when nothing of it may be touched any more. The mouse wheel never changes a value.
In a line of text Alt+. changes the letter before the cursor to its next variant, Alt+, shows all letters.
"""

from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from mobile_office.domain import letters
from mobile_office.ui import style
from mobile_office.ui.palette import open_palette
from mobile_office.ui.ticks import Tick

CYCLE, PALETTE = "Alt+.", "Alt+,"  # as `words.keys` says them
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
# With Shift the key of the full stop is another one, by the keyboard's country.
_STEPS = {Qt.Key.Key_Period: 1, Qt.Key.Key_Colon: -1, Qt.Key.Key_Greater: -1}

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


class _Written(_Input):
    """A text input with the typing help. Positions are Qt's: UTF-16 units."""

    takes_letters = True  # not where only digits can be right

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_letters or self._is_fixed() or not self._helps(event):
            super().keyPressEvent(event)

    def _helps(self, event: QKeyEvent) -> bool:
        """Alt+. goes on to the next variant, Alt+Shift+. back to the one before, Alt+, opens the palette."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if modifiers == _ALT and event.key() == Qt.Key.Key_Comma:
            assert isinstance(self, QWidget)
            open_palette(self, self.put, self.gone)
        elif step and modifiers in (_ALT, _ALT | _SHIFT):
            self.cycle(-1 if modifiers & _SHIFT else step)
        else:
            return False
        return True

    def cycle(self, step: int) -> None:
        """The letter before the cursor becomes its next variant; nothing where it has none."""
        written, cursor = self._here()
        change = letters.following(written, _points(written, cursor), step)
        if change is not None:
            start, end = _units(written[: change.start]), _units(written[: change.end])
            self._swap(start, end, change.letter)

    def put(self, letter: str) -> None:
        """Write at the cursor, in the place of what is selected, as typing does."""
        raise NotImplementedError

    def retype(self, whole: str) -> None:
        """Write something else in the place of everything, as typing does."""
        raise NotImplementedError

    def gone(self) -> None:
        """The keyboard went from the palette to another place: the field has been left."""
        if self.listener is not None:
            self.listener.leave()

    def _is_fixed(self) -> bool:
        raise NotImplementedError

    def _here(self) -> tuple[str, int]:
        """The line the cursor is in, and where in it."""
        raise NotImplementedError

    def _swap(self, start: int, end: int, letter: str) -> None:
        """Replace a part of that line as typing does: one change, one step of undo."""
        raise NotImplementedError


class Line(_Written, QLineEdit):
    """One line of text. `mark` is a quiet word at its end while the keyboard is in it and there is room."""

    mark = ""

    def put(self, letter: str) -> None:
        """As typed."""
        self.insert(letter)

    def retype(self, whole: str) -> None:
        """As typed: one step of undo."""
        self.selectAll()
        self.insert(whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.mark and self.hasFocus() and self.isEnabled():
            self._paint_mark()

    def _paint_mark(self) -> None:
        gap, painter = style.px(style.BETWEEN), QPainter(self)
        font = painter.font()
        font.setPointSizeF(style.SMALL * style.px(100) / 100)
        painter.setFont(font)
        place = self.rect().adjusted(gap, 0, -gap, 0)
        written = self.fontMetrics().horizontalAdvance(self.text())
        if written + painter.fontMetrics().horizontalAdvance(self.mark) + 2 * gap <= place.width():
            painter.setPen(QColor(style.theme().muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.mark)
        painter.end()

    def _is_fixed(self) -> bool:
        return self.isReadOnly()

    def _here(self) -> tuple[str, int]:
        return self.text(), self.cursorPosition()

    def _swap(self, start: int, end: int, letter: str) -> None:
        self.setSelection(start, end - start)
        self.insert(letter)


class Lines(_Written, QPlainTextEdit):
    """Several lines of text."""

    def put(self, letter: str) -> None:
        """As typed."""
        self.insertPlainText(letter)

    def retype(self, whole: str) -> None:
        """As typed: one step of undo."""
        self.selectAll()
        self.insertPlainText(whole)

    def _is_fixed(self) -> bool:
        return self.isReadOnly()

    def _here(self) -> tuple[str, int]:
        cursor = self.textCursor()
        return cursor.block().text(), cursor.positionInBlock()

    def _swap(self, start: int, end: int, letter: str) -> None:
        cursor = self.textCursor()
        block = cursor.block().position()
        cursor.setPosition(block + start)
        cursor.setPosition(block + end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(letter)
        self.setTextCursor(cursor)


class Combo(_Input, QComboBox):
    """A list to choose from; what is chosen takes more lines where one is too short for it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._make_room()
        if not self._added():
            super().paintEvent(event)
            return
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        wrapped = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self._field(), wrapped, self.currentText())

    def _field(self) -> QRect:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(kind, option, part, self)

    def _added(self) -> int:
        """The height the further lines of its words take, in pixels."""
        text, metrics, width = self.currentText(), self.fontMetrics(), self._field().width()
        if self.isEditable() or metrics.horizontalAdvance(text) <= width:
            return 0
        place = metrics.boundingRect(QRect(0, 0, width, 1 << 14), Qt.TextFlag.TextWordWrap, text)
        return max(0, place.height() - metrics.height())

    def _make_room(self) -> None:
        wanted = self.sizeHint().height() + self._added()
        if wanted != self.minimumHeight():
            self.setMinimumHeight(wanted)


class Box(_Input, Tick):
    """A check box."""


Input = Line | Lines | Combo | Box


def _units(written: str) -> int:
    return len(written.encode("utf-16-le", "surrogatepass")) // 2


def _points(written: str, units: int) -> int:
    return len(written.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass"))
