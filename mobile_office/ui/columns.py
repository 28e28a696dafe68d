"""A page of two columns: the matter left, what belongs to it right, what to do below.

Where text is too large for two columns, everything stands in one column that scrolls as a whole.
"""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.ui import style
from mobile_office.ui.layouts import Scroll

NARROW = 760  # below this width (pixels at scale 1) there is one column
SIDE = 384  # what is left holds the buttons of a review in one row


class Columns(QWidget):
    """Fill `header`, `main`, `side` and `foot` (widgets with a vertical `box` each)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header, self.main, self.side, self.foot = Part(), Part(), Part(), Part()
        self.pane, self._side_scroll = Scroll(), Scroll()
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(style.px(style.AROUND))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.AROUND))
        row.addWidget(left, 1)
        row.addWidget(self._side_scroll)
        self._side_scroll.setFixedWidth(style.px(SIDE))
        self._left.addWidget(self.pane, 1)
        self.pane.box.addWidget(self.main)
        self.pane.box.addStretch(1)
        self._side_scroll.box.addStretch(1)
        self.is_narrow: bool | None = None
        self._arrange(narrow=False)

    def minimumSizeHint(self) -> QSize:
        """Small: one column that scrolls always fits."""
        return QSize(style.px(SIDE), style.px(SIDE) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt says how wide."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < style.px(NARROW))

    def show_side(self) -> None:
        """Bring the side into view where it stands below the matter."""
        if self.is_narrow:
            self.pane.ensureWidgetVisible(self.side)

    def show_spot(self, widget: QWidget, spot: QPoint) -> None:
        """Scroll the matter so far that a point of a widget in it can be seen, with room around."""
        inner = self.pane.widget()
        if inner is not None:
            self.pane.ensureVisible(0, widget.mapTo(inner, spot).y(), 0, style.px(72))

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self.is_narrow:
            return
        self.is_narrow = narrow
        self._side_scroll.setVisible(not narrow)
        if narrow:
            self.pane.box.insertWidget(0, self.header)
            self.pane.box.insertWidget(2, self.side)
            self.pane.box.insertWidget(3, self.foot)
        else:
            self._left.insertWidget(0, self.header)
            self._left.addWidget(self.foot)
            self._side_scroll.box.insertWidget(0, self.side)


class Part(QWidget):
    """One part of the page; fill `box` from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(style.px(style.BETWEEN))
