"""Editors for long lists (states, nationalities): typed into in any spelling, and a list of what is found below.

The best one found is marked: Enter takes it, arrows go to another, Esc closes the list and leaves what is typed.
Leaving takes only what can mean nothing else; other words stay as typed and the checks say so.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.editors import Editor
from mobile_office.ui.flow import Flow
from mobile_office.ui.inputs import Combo
from mobile_office.ui.layouts import clear
from mobile_office.ui.longlist import LongList

_LISTED = 10  # most names seen at once
_CODE = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Names(Combo):
    """All names to scroll through, put in when the keyboard comes: they cost more than the rest of a form's step."""

    def __init__(self, known: LongList) -> None:
        super().__init__()
        self._known = known

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    def _fill(self) -> None:
        line = self.lineEdit()
        if self.count() or line is None:
            return
        text, cursor = line.text(), line.cursorPosition()
        with QSignalBlocker(self), QSignalBlocker(line):
            self.addItems(list(self._known.labels.values()))
            self.setCurrentIndex(-1)
            line.setText(text)
            line.setCursorPosition(cursor)


class FindEditor(Editor):
    """One of a long list."""

    def __init__(self, path: str, known: LongList) -> None:
        self.known = known
        self.combo = _Names(known)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setMinimumContentsLength(8)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMaxVisibleItems(_LISTED)
        # Not the line's own completer: that one writes each name the arrows pass over.
        self.combo.setCompleter(None)  # type: ignore[arg-type]
        super().__init__(path, self.combo)
        line = self.combo.lineEdit()
        assert line is not None
        self.line, self._shown = line, ""
        # Made with the first letter: most boxes are never typed into.
        self._found: QCompleter | None = None
        self._list: QAbstractItemView | None = None
        line.textEdited.connect(self._typed)
        self.combo.activated.connect(lambda place: self.choose(list(self.known.labels)[place]))

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes in the open list, () while it is closed."""
        if self._list is None or not self._list.isVisible():
            return ()
        model = self._list.model()
        return tuple(str(model.index(n, 0).data(_CODE)) for n in range(model.rowCount()))

    @property
    def marked(self) -> str:
        """The code that Enter takes, "" while nothing is offered."""
        if self._list is None or not self.offered:
            return ""
        return str(self._list.currentIndex().data(_CODE) or self.offered[0])

    def _typed(self, text: str) -> None:
        self._offer(self.known.find(text))
        self.edited.emit(self.value())

    def _offer(self, codes: tuple[str, ...]) -> None:
        if not codes:
            self.close_list()
            return
        found = self._found = self._found or self._make_list()
        model = QStandardItemModel(found)
        for code in codes:
            item = QStandardItem(self.known.label(code))
            item.setData(code, _CODE)
            model.appendRow(item)
        found.setModel(model)
        found.complete()
        self._list = found.popup()
        assert self._list is not None
        self._list.setCurrentIndex(found.completionModel().index(0, 0))

    def _make_list(self) -> QCompleter:
        found = QCompleter(self.combo)
        found.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        found.setMaxVisibleItems(_LISTED)
        found.setWidget(self.combo)
        shown = found.popup()
        assert shown is not None
        shown.setProperty("look", "found")
        shown.setItemDelegate(QStyledItemDelegate(shown))  # Qt's own ignores the style sheet's rows
        chosen: SignalInstance = found.activated[QModelIndex]  # type: ignore[index]
        chosen.connect(lambda index: self.choose(str(index.data(_CODE))))
        return found

    def close_list(self) -> None:
        """Close what is offered."""
        if self._list is not None:
            self._list.hide()

    def choose(self, code: str) -> None:
        """Take a code of the list."""
        self.close_list()
        self.show_value(code)
        self.edited.emit(self.value())

    def value(self) -> Any:
        """The code, the text where it means none, None when empty."""
        text = self.line.text()
        return self.known.meant(text, self._shown) if text.strip() else None

    def show_value(self, value: Any) -> None:
        """Show the name of a code, ended ones too, or the text as typed."""
        self._shown = "" if value is None else str(value)
        self.line.setText(self.known.label(self._shown) if self._shown else "")
        self.line.setCursorPosition(0)

    def tidy(self) -> None:
        """Show the whole name of what was begun."""
        self.close_list()
        value = self.value()
        self.show_value(value)
        self.edited.emit(value)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Enter in the open list takes what is marked, and goes on; Esc closes the list."""
        if self.marked and event.key() in _ENTER and not event.modifiers():
            self.choose(self.marked)
            return super().takes_key(event)
        if self.offered and event.key() == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return super().takes_key(event)


class FindSeveralEditor(FindEditor):
    """Several of a long list: each chosen one is a token; Backspace in the empty line takes the last."""

    def __init__(self, path: str, known: LongList) -> None:
        self.codes: list[str] = []
        super().__init__(path, known)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        column.addWidget(self.combo)
        self.tokens = Flow(gap=style.px(style.TIGHT))
        column.addLayout(self.tokens)
        self.widget = frame

    def value(self) -> Any:
        """The chosen codes in their order, and what is just being typed."""
        return [*self.codes, *self._begun()] or None

    def _begun(self) -> list[str]:
        text = self.line.text().strip()
        code = self.known.meant(text) if text else ""
        return [code] if code and code not in self.codes else []

    def show_value(self, value: Any) -> None:
        """Show the tokens."""
        self.codes = [str(code) for code in value] if isinstance(value, list) else []
        self._empty()
        self._draw()

    def choose(self, code: str) -> None:
        """A code of the list becomes a token, and the line is free for the next."""
        self.close_list()
        self._empty()
        if code not in self.codes:
            self.codes.append(code)
            self._draw()
        self.edited.emit(self.value())

    def tidy(self) -> None:
        """What was typed becomes a token."""
        self.close_list()
        begun = self._begun()
        self._empty()
        if begun:
            self.codes += begun
            self._draw()
            self.edited.emit(self.value())

    def takes_key(self, event: QKeyEvent) -> bool:
        """Enter takes a token before it goes on; Backspace in the empty line removes the last."""
        if event.key() in _ENTER and not event.modifiers() and self.line.text().strip():
            if self.marked:
                self.choose(self.marked)
            else:
                self.tidy()
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self.codes:
            self._remove(self.codes[-1])
            return True
        return super().takes_key(event)

    def _empty(self) -> None:
        self.combo.setCurrentIndex(-1)
        self.line.setText("")

    def _remove(self, code: str) -> None:
        self.codes = [other for other in self.codes if other != code]
        self._draw()
        self.edited.emit(self.value())

    def _draw(self) -> None:
        clear(self.tokens)
        for code in self.codes:
            label = self.known.label(code)
            token = PlainButton(f"{label}  ✕")
            token.setAccessibleName(words.say("form.remove_token", name=label))
            token.setObjectName(f"{self.path}.token.{code}")
            token.clicked.connect(lambda _checked=False, code=code: self._remove(code))
            self.tokens.addWidget(token)
