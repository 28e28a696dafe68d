"""Choices as large buttons in a grid: a name, a line under it, and the arrow keys to move among them.

The grid takes as many columns as fit, so large text gets fewer of them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from mobile_office.ui import icons, style
from mobile_office.ui.buttons import Button
from mobile_office.ui.pieces import Muted, Strong

COLUMN = 220  # the least width of a choice, pixels at scale 1


class Choice(Button):
    """One choice: icon, and beside it name and small lines. Its whole area is the button."""

    def __init__(self, icon: str, name: str, lines: Sequence[str], spoken: str) -> None:
        super().__init__("", "choice")
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        whole, box = QHBoxLayout(self), QVBoxLayout()
        edge = style.px(style.BETWEEN)
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setSpacing(edge)
        box.setSpacing(style.px(style.TIGHT))
        size = style.px(style.WIDE)
        sign = QLabel()
        sign.setPixmap(icons.icon(icon, style.theme().focus).pixmap(QSize(size, size)))
        whole.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(box, 1)
        for part in (Strong(name), *(Muted(line) for line in lines)):
            box.addWidget(part)
        box.addStretch(1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Narrow; the height follows from the width through the layout inside."""
        return QSize(style.px(COLUMN), style.px(style.TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the grid, which knows what stands below and beside."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)


class Choices(QWidget):
    """A grid of choices. `chosen` carries the key of the one clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        # Else three columns would forbid the narrow width that makes one of them.
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._grid.setSpacing(style.px(style.BETWEEN))
        self._columns = 0

    def set_choices(self, choices: Sequence[tuple[str, Choice]]) -> None:
        """Show these, each with its key."""
        for old in self._choices:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._choices = [choice for _, choice in choices]
        for key, choice in choices:
            choice.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
        self.setFocusProxy(self._choices[0] if self._choices else None)  # type: ignore[arg-type]
        self._columns = 0
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:
        """One column."""
        return QSize(style.px(COLUMN), style.px(style.TARGET))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move among the choices."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }
        here = next((n for n, choice in enumerate(self._choices) if choice.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
            return
        self._choices[max(0, min(len(self._choices) - 1, here + step))].setFocus()

    def _arrange(self, width: int) -> None:
        columns = max(1, min(len(self._choices), width // style.px(COLUMN + style.BETWEEN)))
        if columns == self._columns:
            return
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 0)
        self._columns = columns
        for place, choice in enumerate(self._choices):
            self._grid.addWidget(choice, place // columns, place % columns)
        for place in range(columns):
            self._grid.setColumnStretch(place, 1)
