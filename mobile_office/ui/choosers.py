"""Editors that choose instead of type: yes/no, one of a short list, several of one (`finders.py`: long ones).

Values are codes of a code list, never their labels. What was chosen and has ended since stays visible, is said
to have ended, and can be taken out.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.editors import Editor
from mobile_office.ui.inputs import Box, Combo
from mobile_office.ui.pieces import Words

_TICK = 32  # what is clicked, pixels at scale 1


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
    """One of a short list; typing a letter finds it, the mouse wheel does nothing.

    `name` says what a code is called that is not offered (any more): it stays, and can be left but not taken.
    """

    def __init__(self, path: str, labels: dict[str, str], name: Callable[[str], str] = str) -> None:
        self._name = name
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
        """Choose without reporting it; a code that is not offered is kept visible."""
        self.combo.blockSignals(True)
        if value is not None and self.combo.findData(value) < 0:
            self.combo.addItem(self._name(str(value)), value)
            model = self.combo.model()
            assert isinstance(model, QStandardItemModel)
            model.item(self.combo.count() - 1).setEnabled(False)
        self.combo.setCurrentIndex(max(self.combo.findData(value), 0))
        self.combo.blockSignals(False)


class ChoicesEditor(Editor):
    """Several of a short list, as checkboxes; named path.code, the first takes the keyboard.

    `name` says what a code is called that is not offered (any more): it can be taken out, not put in.
    """

    def __init__(self, path: str, labels: dict[str, str], name: Callable[[str], str] = str) -> None:
        self._name = name
        frame = QWidget()
        self._column = QVBoxLayout(frame)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.px(style.TIGHT))
        self.rows = {code: CheckRow(label) for code, label in labels.items()}
        self._offered = frozenset(labels)
        boxes = [row.box for row in self.rows.values()]
        super().__init__(path, frame, boxes[0] if boxes else None)
        frame.setObjectName(path)
        for code, row in self.rows.items():
            self._add(code, row)

    def _add(self, code: str, row: CheckRow) -> None:
        self._column.addWidget(row)
        row.box.setObjectName(f"{self.path}.{code}")
        row.box.clicked.connect(self._clicked)
        row.box.listener = self

    def _clicked(self) -> None:
        for code, row in self.rows.items():
            row.box.setEnabled(code in self._offered or row.box.isChecked())
        self.edited.emit(self.value())

    def value(self) -> Any:
        """The ticked codes in the list's order, ended ones last; None for none."""
        return [code for code, row in self.rows.items() if row.box.isChecked()] or None

    def show_value(self, value: Any) -> None:
        """Tick the codes; those that are not offered get a row of their own."""
        ticked = [str(code) for code in value] if isinstance(value, list) else []
        for code in ticked:
            if code not in self.rows:
                self.rows[code] = CheckRow(self._name(code))
                self._add(code, self.rows[code])
        for code, row in self.rows.items():
            row.box.setChecked(code in ticked)
            row.box.setEnabled(code in self._offered or code in ticked)

    def show_wrong(self, wrong: bool) -> None:
        """Mark what has ended where that is ticked, else the first."""
        ended = {code for code, row in self.rows.items() if row.box.isChecked()} - self._offered
        marked = ended or set(list(self.rows)[:1])
        for code, row in self.rows.items():
            style.look(row.box, "look", "wrong" if wrong and code in marked else "")
