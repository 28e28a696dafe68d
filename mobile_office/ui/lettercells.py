"""The cells of the palette: large letters, each over its name; the name is also what a screen reader says."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mobile_office.ui import letters, style

CELL = QSize(126, 96)  # pixels at scale 1
LETTER = 19.0  # points
HEAD = 40  # what the letter takes of the cell's height
NAME_FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_Index = QModelIndex | QPersistentModelIndex


class LettersModel(QAbstractListModel):
    """The letters found, each with its name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.letters: tuple[str, ...] = ()

    def show(self, found: tuple[str, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self.letters = found
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.letters) if parent is None or not parent.isValid() else 0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        letter = self.letters[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return letter
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        return letters.name(letter) if role in spoken else None


class Cell(QStyledItemDelegate):
    """A large letter over its name."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(style.px(CELL.width()), style.px(CELL.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, place = style.theme(), QRect(option.rect)
        gap, letter = style.px(style.TIGHT), str(index.data())
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(QColor(theme.chosen))
            painter.drawRoundedRect(place.adjusted(2, 2, -2, -2), style.px(6), style.px(6))
        font = painter.font()
        font.setPointSizeF(LETTER * style.px(100) / 100)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        upper = QRect(place.left(), place.top() + gap, place.width(), style.px(HEAD - style.TIGHT))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, letter)
        font.setPointSizeF(style.SMALL * style.px(100) / 100)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if is_chosen else theme.muted))
        painter.drawText(name_place(place), NAME_FLAGS, letters.name(letter))
        painter.restore()


def name_place(cell: QRect) -> QRect:
    """Where the name stands: three short lines."""
    gap = style.px(style.TIGHT)
    return cell.adjusted(gap, style.px(HEAD), -gap, -gap)
