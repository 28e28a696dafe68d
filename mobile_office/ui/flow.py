"""A layout that puts its parts side by side and begins a new line where they no longer fit.

Large text and narrow windows then cost lines, not words. Qt has none of its own.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from mobile_office.ui import style

Hinted = tuple[QLayoutItem, QSize]  # a part and what it would like


class Flow(QLayout):
    """Parts from left to right, line by line; with `right` the lines end at the right edge.

    What the parts would like is asked once until something changes, as Qt's own layouts do: a page asks hundreds of times.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = style.NEAR, *, right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._hints: list[Hinted] | None = None
        self._heights: dict[int, int] = {}
        self._right = right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._forget()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            lines = self._lines(width)
            gaps = self.spacing() * max(0, len(lines) - 1)
            self._heights[width] = sum(_height(line) for line in lines) + gaps
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        width = sum(hint.width() for _, hint in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, _height(shown))

    def minimumSize(self) -> QSize:
        """The widest part alone."""
        shown = self._shown()
        return QSize(max((hint.width() for _, hint in shown), default=0), _height(shown))

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
            left = rect.left()
            if self._right:
                widths = sum(hint.width() for _, hint in line)
                left = rect.right() + 1 - widths - self.spacing() * (len(line) - 1)
            height = _height(line)
            for item, hint in line:
                above = (height - hint.height()) // 2
                places.append((item, QRect(left, top + above, hint.width(), hint.height())))
                left += hint.width() + self.spacing()
            top += height + self.spacing()
        return places

    def _forget(self) -> None:
        self._hints = None
        self._heights.clear()

    def _shown(self) -> list[Hinted]:
        if self._hints is None:
            self._hints = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return self._hints

    def _lines(self, width: int) -> list[list[Hinted]]:
        return self._broken(self._shown(), width)

    def _broken(self, parts: list[Hinted], width: int) -> list[list[Hinted]]:
        lines: list[list[Hinted]] = []
        free = -1
        for item, hint in parts:
            needed = hint.width()
            if not lines or needed > free:
                lines.append([])
                free = width
            lines[-1].append((item, hint))
            free -= needed + self.spacing()
        return lines


def _height(line: list[Hinted]) -> int:
    return max((hint.height() for _, hint in line), default=0)
