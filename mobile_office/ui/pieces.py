"""The small shared pieces every page is built of, so that all pages look alike.

Each is an ordinary widget that carries the property the style sheet selects by. Pieces know no case,
no desk and no sentence: texts come in.
"""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mobile_office.ui import icons, style
from mobile_office.ui.announcing import announce, announce_problem
from mobile_office.ui.rows import RowsModel


class Card(QFrame):
    """A white card; fill `box` (vertical) from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(*[style.px(style.AROUND)] * 4)
        self.box.setSpacing(style.px(style.NEAR))


class Words(QLabel):
    """Plain text that wraps. Never rich text: answers are shown as typed, `<b>` included.

    How tall it is at a width is worked out once: the layouts around it ask dozens of times.
    """

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if look:
            self.setProperty("look", look)

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Another font, style or language of the system: what was worked out no longer holds."""
        self._heights.clear()
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        if (height := self._heights.get(width)) is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height


class Title(Words):
    """The page's name, 17 pt."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "title", parent)


class Heading2(Words):
    """A heading inside a page or card, 12 pt."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "heading", parent)


class Strong(Words):
    """Body text that matters more than its neighbours."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "strong", parent)


class Muted(Words):
    """A hint: smaller and greyer, still at 4.5:1."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "muted", parent)


class ErrorText(Words):
    """What is wrong with a field, under it; hidden while there is nothing to say."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(f"⚠ {text}" if text else "", "error", parent)
        self._tied: dict[QWidget, str] = {}
        if not text:
            self.hide()  # else it appears with its parent

    def tie(self, *fields: QWidget) -> None:
        """From now on it is about these fields: it stands before what describes them."""
        for field, before in self._tied.items():
            field.setAccessibleDescription(before)
        self._tied = {field: field.accessibleDescription() for field in fields}

    def show_text(self, text: str, *, hint: bool = False) -> None:
        """Say it with a sign before it, never by colour alone, or hide; a hint has another tone."""
        for field, before in self._tied.items():
            field.setAccessibleDescription(f"{text} {before}".strip())
        announce_problem(self, text if not self.text().endswith(text) else "", *self._tied)
        style.look(self, "look", "hint" if hint else "error")
        self.setText(f"{'ℹ' if hint else '⚠'} {text}" if text else "")
        self.setVisible(bool(text))


class Pill(QLabel):
    """One short state in words on a tinted ground. Tones: good, warn, bad, calm."""

    def __init__(
        self, text: str = "", tone: str = "calm", *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "pill")
        if small:
            self.setProperty("small", "true")
        else:
            self.setMinimumHeight(style.px(style.TARGET))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str) -> None:
        """Change words and tone together."""
        self.setText(text)
        style.look(self, "tone", tone)
        self.setAccessibleName(text)


class Notice(QFrame):
    """A sentence on a tinted ground with its sign; hidden while it has no text."""

    def __init__(self, text: str = "", tone: str = "calm", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        row = QHBoxLayout(self)
        gap = style.px(style.BETWEEN)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        self._sign = QLabel(self)
        self.label = Words(parent=self)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.label, 1)
        self._say(text, tone)
        if not text:
            self.hide()  # else it appears with its parent; shown alone it would be a window of its own

    def show_text(self, text: str, tone: str = "calm") -> None:
        """Say it, or hide when empty."""
        announce(self, text if text != self.label.text() else "", urgent=tone == "bad")
        self._say(text, tone)
        self.setVisible(bool(text))

    def _say(self, text: str, tone: str) -> None:
        self.label.setText(text)
        self.setAccessibleName(text)
        if text:  # else it is hidden, and its sign need not be drawn
            size, colour = style.px(18), getattr(style.theme(), tone)
            self._sign.setPixmap(icons.icon(tone, colour).pixmap(size, size))
            style.look(self, "tone", tone)
            for part in (self._sign, self.label):
                part.style().unpolish(part)
                part.style().polish(part)


class EmptyState(QWidget):
    """What a page shows when it has nothing: a heading, what to do first, and perhaps a button."""

    def __init__(
        self, title: str, text: str, button: QPushButton | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setSpacing(style.px(style.BETWEEN))
        box.addStretch(1)
        for label in (Heading2(title), Muted(text)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(label)
        if button is not None:
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)


class Table(QTableView):
    """A list for the keyboard: whole rows, one at a time, Enter or double click opens.

    `opened` carries the row's value; the selected row keeps being selected by its key over a refresh.
    """

    opened = Signal(object)
    chosen = Signal(object)  # the selection moved to this row's value, or None

    def __init__(self, model: RowsModel, name: str, parent: QWidget | None = None) -> None:  # type: ignore[type-arg]
        super().__init__(parent)
        self.rows = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + style.px(style.WIDE))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(model.columns):
            mode, fits = QHeaderView.ResizeMode, style.px(100) <= 150  # large text scrolls sideways, uncut
            stretched = bool(column.share) and fits
            header.setSectionResizeMode(place, mode.Stretch if stretched else mode.ResizeToContents)
        self._kept = ""
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row(index)))

    def current(self) -> object | None:
        """The selected row's value."""
        index = self.currentIndex()
        return self.rows.row(index) if index.isValid() else None

    def select(self, key: str) -> None:
        """Select the row with this key, if it is shown."""
        place = self.rows.place(key)
        if place is not None:
            self.selectRow(place)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Qt tells that the selection moved."""
        super().currentChanged(current, previous)
        self.chosen.emit(self.rows.row(current) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)

    def _keep(self) -> None:
        row = self.current()
        self._kept = self.rows.key(row) if row is not None else ""

    def _restore(self) -> None:
        self.select(self._kept)
