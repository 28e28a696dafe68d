"""The list of streets below a field while one is typed: a part of the page that never takes the keyboard.

The field stays where the keys go; it moves the choice here and takes or closes. How many streets there are, and
which one is chosen, is announced to a screen reader.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mobile_office.store.streets import Suggestion
from mobile_office.ui import style
from mobile_office.ui.pieces import Muted
from mobile_office.ui.words import count, say

WIDTH = 420  # pixels at scale 1 that a street with its place mostly needs
_PLACE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


def street_of(found: Suggestion) -> str:
    """`Am Markte 12a`; the number only where it was typed."""
    return f"{found.street} {found.number}{found.letter}".rstrip()


def place_of(found: Suggestion) -> str:
    """`30159 Hannover, Mitte`."""
    key = "streets.place_district" if found.district else "streets.place"
    return say(key, postcode=found.postcode, town=found.town, district=found.district)


class StreetList(QFrame):
    """The list over a page, below its field or above it where there is more room."""

    def __init__(self, field: QWidget, take: Callable[[int], object]) -> None:
        page, scrolls = field, list[QScrollArea]()
        while (above := page.parentWidget()) is not None and not isinstance(above, QStackedWidget):
            if isinstance(above, QScrollArea):
                scrolls.append(above)
            page = above
        super().__init__(page)
        self.setObjectName("streets")
        self._field, self._page = field, page
        self.rows = QListWidget(self)
        self.rows.setObjectName("streets.list")
        self.rows.setAccessibleName(say("streets.list"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.viewport().setAutoFillBackground(False)
        self._cells = _Row(self.rows)
        self.rows.setItemDelegate(self._cells)
        self.rows.itemClicked.connect(lambda item: take(self.rows.row(item)))
        self._help = Muted(say("streets.help"), self)
        box = QVBoxLayout(self)
        margin = style.px(style.TIGHT)
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(margin)
        box.addWidget(self.rows, 1)
        box.addWidget(self._help)
        self._help.setContentsMargins(style.px(style.NEAR), 0, style.px(style.NEAR), margin)
        for bar in (scroll.verticalScrollBar() for scroll in scrolls):
            bar.valueChanged.connect(self._follow)
            bar.rangeChanged.connect(self._follow)

    def show_found(self, found: Sequence[Suggestion]) -> None:
        """Show these, none of them chosen."""
        self.rows.clear()
        for one in found:
            street, place = street_of(one), place_of(one)
            item = QListWidgetItem(street, self.rows)
            item.setData(_PLACE, place)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, say("streets.spoken", street=street, place=place)
            )
        self.rows.setCurrentRow(-1)
        self._fit()
        self.show()
        self.raise_()
        self._announce(count("streets.offered", len(found)))

    @property
    def chosen(self) -> int:
        """The row chosen, -1 for none."""
        return self.rows.currentRow()

    def move_by(self, step: int) -> None:
        """The choice goes down (1) or up (-1), and out of the list at its top."""
        row = max(-1, min(self.chosen + step, self.rows.count() - 1))
        self.rows.setCurrentRow(row)
        if row < 0:
            self.rows.clearSelection()
        else:
            self._announce(str(self.rows.item(row).data(Qt.ItemDataRole.AccessibleTextRole)))

    def _follow(self) -> None:
        """The page was scrolled, or something on it has grown: go with the field, and away when it is out of sight."""
        if self.isVisible():
            self.setHidden(self._field.visibleRegion().isEmpty())
            self._fit()

    def _announce(self, said: str) -> None:
        self.rows.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, said))

    def _fit(self) -> None:
        """As wide as its streets need, as high as the page has room."""
        page, gap, side = self._page, style.px(style.TIGHT), style.px(style.WIDE)
        field = QRect(self._field.mapTo(page, QPoint(0, 0)), self._field.size())
        items = [self.rows.item(row) for row in range(self.rows.count())]
        needed = max((self._cells.breadth(item) for item in items), default=0) + 4 * gap
        width = min(max(field.width(), style.px(WIDTH), needed), page.width() - 2 * side)
        self._cells.is_stacked = needed > width
        row = self._cells.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        help_line = self._help.heightForWidth(width - 4 * gap) + 2 * gap
        wanted = row * len(items) + help_line + 2 * gap + 2
        below, above = page.height() - field.bottom() - 2 * gap, field.top() - 2 * gap
        is_below = below >= min(wanted, above)
        height = min(wanted, max(below if is_below else above, 2 * row))
        top = field.bottom() + gap if is_below else field.top() - gap - height
        left = max(side, min(field.left(), page.width() - side - width))
        self.setGeometry(left, max(top, 0), width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = style.theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), style.px(8), style.px(8))
        painter.end()


class _Row(QStyledItemDelegate):
    """A street and, muted, its place; below each other where both do not fit into a line."""

    is_stacked = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        lines = self._street().height() + (self._place().height() if self.is_stacked else 0)
        return QSize(0, max(lines + style.px(style.BETWEEN), style.px(style.TARGET)))

    def breadth(self, item: QListWidgetItem) -> int:
        """What a row needs in one line."""
        street, place = self._street(), self._place()
        return (
            street.horizontalAdvance(item.text())
            + place.horizontalAdvance(str(item.data(_PLACE)))
            + style.px(style.AROUND + 3 * style.NEAR)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, rect = style.theme(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.chosen))
            painter.fillRect(rect.adjusted(0, 0, style.px(4) - rect.width(), 0), QColor(theme.focus))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(style.px(style.BETWEEN), 0, -style.px(style.NEAR), 0)
        street, place = self._street(), self._place()
        if self.is_stacked:
            gap = (inner.height() - street.height() - place.height()) // 2
            first = inner.adjusted(0, gap, 0, 0)
            second = inner.adjusted(0, gap + street.height(), 0, 0)
            self._draw(painter, first, index.data(), theme.text, street, Qt.AlignmentFlag.AlignTop)
            self._draw(
                painter, second, index.data(_PLACE), theme.muted, place, Qt.AlignmentFlag.AlignTop, small=True
            )
        else:
            across = Qt.AlignmentFlag.AlignVCenter
            self._draw(painter, inner, index.data(), theme.text, street, across)
            right = across | Qt.AlignmentFlag.AlignRight
            self._draw(painter, inner, index.data(_PLACE), theme.muted, place, right, small=True)
        painter.restore()

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        said: object,
        colour: str,
        metrics: QFontMetrics,
        where: Qt.AlignmentFlag,
        *,
        small: bool = False,
    ) -> None:
        painter.setFont(self._font(small=small))
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(str(said), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, where, shown)

    def _font(self, *, small: bool) -> QFont:
        font = QFont(style.family())
        font.setPointSizeF((style.SMALL if small else style.BODY) * style.px(100) / 100)
        return font

    def _street(self) -> QFontMetrics:
        return QFontMetrics(self._font(small=False))

    def _place(self) -> QFontMetrics:
        return QFontMetrics(self._font(small=True))
