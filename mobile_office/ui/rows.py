"""Rows for a table: one generic model for every list, tested without a window.

A `Column` says how a row becomes text; `RowsModel.set_rows` replaces what is shown and changes nothing
where the rows stayed the same, so that a selection survives a refresh.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from mobile_office.ui import style

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its heading, how a row becomes text, and its share of the width (0: as wide as needed).

    `tone` may name good, warn, bad or calm for the text's colour; the text alone must say it too.
    """

    title: str
    text: Callable[[T], str]
    share: int = 0
    tone: Callable[[T], str] | None = None


class RowsModel(QAbstractTableModel, Generic[T]):
    """Frozen values as the rows of a table. `key` tells rows apart, for keeping the selection."""

    def __init__(self, columns: Sequence[Column[T]], key: Callable[[T], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self.rows: tuple[T, ...] = ()

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these rows. Same keys in the same order: only the texts are drawn anew."""
        rows = tuple(rows)
        if rows == self.rows:
            return
        if [self.key(row) for row in rows] == [self.key(row) for row in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row(self, index: Index | int) -> T:
        """The value of a row, by number or index."""
        return self.rows[index if isinstance(index, int) else index.row()]

    def place(self, key: str) -> int | None:
        """The number of the row with this key; None when it is not shown."""
        return next((n for n, row in enumerate(self.rows) if self.key(row) == key), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's question."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's question."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, the same as tooltip (it may be cut), and the tone's colour."""
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            tone = column.tone(row)
            return QColor(getattr(style.theme(), tone)) if tone else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
