"""A layout that puts its parts side by side and begins a new line where they no longer fit.

Large text and narrow windows then cost lines, not words. Qt has none of its own.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from mobile_office.ui import style


class Flow(QLayout):
    """Parts from left to right, line by line; with `right` the lines end at the right edge."""

    def __init__(self, parent: QWidget | None = None, gap: int = style.NEAR, *, right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right = right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, _height(shown))

    def minimumSize(self) -> QSize:
        """The widest part alone."""
        shown = self._shown()
        return QSize(max((item.sizeHint().width() for item in shown), default=0), _height(shown))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        whole = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if whole is None else whole.layoutDirection()
        for item, place in self._places(rect):
            item.setGeometry(QStyle.visualRect(direction, rect, place))

    def _places(self, rect: QRect) -> list[tuple[QLayoutItem, QRect]]:
        """Where each part stands where one reads from the left."""
        places, top = [], rect.top()
        for line in self._lines(rect.width()):
            widths = [item.sizeHint().width() for item in line]
            left = rect.left()
            if self._right:
                left = rect.right() + 1 - sum(widths) - self.spacing() * (len(line) - 1)
            height = _height(line)
            for item, width in zip(line, widths, strict=True):
                own = item.sizeHint().height()
                places.append((item, QRect(left, top + (height - own) // 2, width, own)))
                left += width + self.spacing()
            top += height + self.spacing()
        return places

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        return self._broken(self._shown(), width)

    def _broken(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        free = -1
        for item in items:
            needed = item.sizeHint().width()
            if not lines or needed > free:
                lines.append([])
                free = width
            lines[-1].append(item)
            free -= needed + self.spacing()
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
