"""Editors that choose instead of type: yes/no, one of a list, several of a list, countries.

Values are codes of a code list, never their labels. A long list is typed into and narrows down;
what matches nothing stays as typed and the checks say so.
"""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.editors import Editor
from mobile_office.ui.flow import Flow
from mobile_office.ui.inputs import Box, Combo
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import PlainButton, Words

_TICK = 32  # what is clicked, pixels at scale 1
_LISTED = 12  # most countries offered at once


class CheckRow(QWidget):
    """A checkbox with a label that wraps; a click on the label counts."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.box = Box()
        self.box.setAccessibleName(label)
        self.label = Words(label)
        self.label.setMinimumHeight(style.px(_TICK))
        self.label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.TIGHT))
        self.box.setFixedSize(style.px(_TICK), style.px(_TICK))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click beside the box is a click on it."""
        self.box.click()
        event.accept()


class YesNoEditor(Editor):
    """One checkbox; its label stands beside it. Unticked is False, never unknown."""

    labels_itself: ClassVar[bool] = True

    def __init__(self, path: str, label: str) -> None:
        self.row = CheckRow(label)
        super().__init__(path, self.row, self.row.box)
        self.row.box.clicked.connect(lambda: self.edited.emit(self.value()))

    def value(self) -> Any:
        """True or False."""
        return self.row.box.isChecked()

    def show_value(self, value: Any) -> None:
        """Tick for True."""
        self.row.box.setChecked(value is True)

    def tidy(self) -> None:
        """Left unticked is an answer too."""
        self.edited.emit(self.value())


class ChoiceEditor(Editor):
    """One of a short list; typing a letter finds it, the mouse wheel does nothing."""

    def __init__(self, path: str, labels: dict[str, str]) -> None:
        self.combo = Combo()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        super().__init__(path, self.combo)
        self.combo.addItem(words.say("form.choose"), None)
        for code, label in labels.items():
            self.combo.addItem(label, code)
        self.combo.currentIndexChanged.connect(lambda _index: self.edited.emit(self.value()))

    def value(self) -> Any:
        """The chosen code, None while nothing is chosen."""
        return self.combo.currentData()

    def show_value(self, value: Any) -> None:
        """Choose without reporting it; an unknown code is kept visible."""
        self.combo.blockSignals(True)
        if value is not None and self.combo.findData(value) < 0:
            self.combo.addItem(str(value), value)
        self.combo.setCurrentIndex(max(self.combo.findData(value), 0))
        self.combo.blockSignals(False)


class ChoicesEditor(Editor):
    """Several of a short list, as checkboxes; named path.code, the first takes the keyboard."""

    def __init__(self, path: str, labels: dict[str, str]) -> None:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        self.rows = {code: CheckRow(label) for code, label in labels.items()}
        for row in self.rows.values():
            column.addWidget(row)
        boxes = [row.box for row in self.rows.values()]
        super().__init__(path, frame, boxes[0] if boxes else None)
        frame.setObjectName(path)
        for code, row in self.rows.items():
            row.box.setObjectName(f"{path}.{code}")
            row.box.clicked.connect(lambda: self.edited.emit(self.value()))
            row.box.listener = self

    def value(self) -> Any:
        """The ticked codes in the list's order, None for none."""
        return [code for code, row in self.rows.items() if row.box.isChecked()] or None

    def show_value(self, value: Any) -> None:
        """Tick the codes."""
        for code, row in self.rows.items():
            row.box.setChecked(code in (value or []))


class CountryEditor(Editor):
    """One of a long list, typed into: any part of the name narrows it down."""

    def __init__(self, path: str, labels: dict[str, str]) -> None:
        self.labels = labels
        self.combo = Combo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setMinimumContentsLength(8)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for code, label in labels.items():
            self.combo.addItem(label, code)
        self.combo.setCurrentIndex(-1)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_LISTED)
        self.combo.setCompleter(completer)
        super().__init__(path, self.combo)
        line = self.combo.lineEdit()
        assert line is not None
        self.line = line
        line.textEdited.connect(lambda _text: self.edited.emit(self.value()))
        self.combo.activated.connect(lambda _index: self.picked())

    def code_of(self, text: str) -> str:
        """The code a text means: the label itself, or the only label that begins so; else the text."""
        text = " ".join(text.split())
        for code, label in self.labels.items():
            if label.casefold() == text.casefold() or code == text:
                return code
        begins = [code for code, label in self.labels.items() if label.casefold().startswith(text.casefold())]
        return begins[0] if len(begins) == 1 else text

    def value(self) -> Any:
        """The code, the text where it matches none, None when empty."""
        return self.code_of(self.line.text()) if self.line.text().strip() else None

    def show_value(self, value: Any) -> None:
        """Show the label of a code, or the text as typed."""
        self.combo.setCurrentIndex(self.combo.findData(value))
        self.line.setText("" if value is None else self.labels.get(str(value), str(value)))

    def picked(self) -> None:
        """An entry of the list was chosen."""
        self.edited.emit(self.value())

    def tidy(self) -> None:
        """Show the whole label of what was begun."""
        value = self.value()
        self.show_value(value)
        self.edited.emit(value)


class CountriesEditor(CountryEditor):
    """Several of a long list: each chosen one is a token; Backspace in the empty line takes the last."""

    def __init__(self, path: str, labels: dict[str, str]) -> None:
        self.codes: list[str] = []
        super().__init__(path, labels)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        column.addWidget(self.combo)
        self.tokens = Flow(gap=style.px(style.TIGHT))
        column.addLayout(self.tokens)
        self.widget = frame

    def value(self) -> Any:
        """The chosen codes in their order, and what is just being typed if it names one."""
        return [*self.codes, *self._typed()] or None

    def _typed(self) -> list[str]:
        text = self.line.text().strip()
        return [self.code_of(text)] if text and self.code_of(text) not in self.codes else []

    def show_value(self, value: Any) -> None:
        """Show the tokens."""
        self.codes = [str(code) for code in value] if isinstance(value, list) else []
        self.combo.setCurrentIndex(-1)
        self.line.setText("")
        self._draw()

    def picked(self) -> None:
        """Take what was chosen into the tokens."""
        self.tidy()

    def tidy(self) -> None:
        """What was typed becomes a token."""
        typed = self._typed()
        self.codes += typed
        self.combo.setCurrentIndex(-1)
        self.line.setText("")
        if typed:
            self._draw()
            self.edited.emit(self.value())

    def takes_key(self, event: QKeyEvent) -> bool:
        """Enter takes a token before it goes on; Backspace in the empty line removes the last."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.text().strip():
            self.tidy()
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self.codes:
            self._remove(self.codes[-1])
            return True
        return super().takes_key(event)

    def _remove(self, code: str) -> None:
        self.codes = [other for other in self.codes if other != code]
        self._draw()
        self.edited.emit(self.value())

    def _draw(self) -> None:
        clear(self.tokens)
        for code in self.codes:
            label = self.labels.get(code, code)
            token = PlainButton(f"{label}  ✕")
            token.setAccessibleName(words.say("form.remove_token", name=label))
            token.setObjectName(f"{self.path}.token.{code}")
            token.clicked.connect(lambda _checked=False, code=code: self._remove(code))
            self.tokens.addWidget(token)
