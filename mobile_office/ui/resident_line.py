"""The line in which residents are typed: Enter goes from field to field and puts the person on the list.

So each person is kept as soon as their line is full. Several lines pasted from a spreadsheet are handed
over as text, to be looked at before they are taken.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from mobile_office.desk import Desk
from mobile_office.domain.resident_csv import COLUMNS
from mobile_office.domain.residents import MODEL, PERSON, Wish, finding, mark
from mobile_office.domain.service import Problem
from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.choosers import ChoiceEditor
from mobile_office.ui.editors import Editor, LineEditor, PartialDateEditor
from mobile_office.ui.pieces import Card, ErrorText, Words
from mobile_office.ui.problems import problem_sentence
from mobile_office.ui.words import say

_NARROW = 820  # pixels at scale 1: below this the fields stand in two columns
_SHARES = (3, 3, 2, 1, 3)


class EntryLine(Card):
    """`typed(wish)` for a line that is right, `pasted(text)` for several lines at once."""

    typed = Signal(object)
    pasted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        names = {one.id: words.text(one.short) for one in desk.services()}
        by_name = words.collator().sortKey
        self.cells: dict[str, Editor] = {
            "family_name": _Cell("entry.family_name"),
            "given_names": _Cell("entry.given_names"),
            "birth_date": _DateCell("entry.birth_date"),
            "room": _Cell("entry.room"),
            "service": ChoiceEditor(
                "entry.service", dict(sorted(names.items(), key=lambda one: by_name(one[1])))
            ),
        }
        self.error, self.do = ErrorText(), PlainButton(say("residents.add_do"))
        self._grid, self._columns = QGridLayout(), 0
        self._build()
        self.clear()

    def _build(self) -> None:
        self.setObjectName("entry")
        self._grid.setHorizontalSpacing(style.px(style.BETWEEN))
        self._grid.setVerticalSpacing(style.px(style.NEAR))
        self._fields = []
        for column, cell in self.cells.items():
            label, field = Words(say(f"residents.{column}")), QVBoxLayout()
            field.setSpacing(style.px(style.TIGHT))
            label.setBuddy(cell.focus)
            cell.focus.setAccessibleName(say(f"residents.{column}"))
            field.addWidget(label)
            field.addWidget(cell.widget)
            self._fields.append(field)
            cell.entered.connect(lambda column=column: self._entered(column))
            if isinstance(cell, _Cell | _DateCell):
                cell.pasted.connect(self.pasted)
        self.do.setObjectName("entry.do")
        self.do.clicked.connect(self.take)
        self.box.addLayout(self._grid)
        self.box.addWidget(self.error)
        self._arrange(len(COLUMNS) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where one line would be too narrow."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() < style.px(_NARROW) else len(COLUMNS) + 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for field in self._fields:
            self._grid.removeItem(field)
        self._grid.removeWidget(self.do)
        for at, field in enumerate(self._fields):
            self._grid.addLayout(field, at // columns, at % columns)
        for at in range(len(COLUMNS) + 1):
            wide = columns > len(COLUMNS)
            self._grid.setColumnStretch(at, _SHARES[at] if wide and at < len(_SHARES) else int(at < columns))
        last = len(self._fields)
        self._grid.addWidget(self.do, last // columns, last % columns, Qt.AlignmentFlag.AlignBottom)
        self._grid.setColumnStretch(last, 0)

    def clear(self) -> None:
        """Empty for the next person; the service stays the one asked for most."""
        for column, cell in self.cells.items():
            cell.show_value(MODEL if column == "service" else None)
        self._say("", "")

    def start(self) -> None:
        """The keyboard to the first field."""
        self.cells["family_name"].focus.setFocus()

    def take(self) -> None:
        """Hand over what is typed, or say what is wrong with it."""
        values: dict[str, Any] = {column: cell.value() for column, cell in self.cells.items()}
        answers = {key: values[key] for key in PERSON if values[key]}
        wish = Wish(answers, str(values["room"] or ""), str(values["service"] or MODEL))
        day, lists = self._desk.daybook.legal_date(), self._desk.codelists
        current = self._desk.residents.round()
        if found := finding(self._desk.residents.model(), wish, day, lists):
            column, (code, details) = found
            self._say(column, problem_sentence(Problem(column, code, details=details)))
        elif current is not None and mark(wish) in {mark(one) for one in current.residents}:
            self._say("family_name", say("problems.residents_twice"))
        else:
            self.clear()
            self.start()
            self.typed.emit(wish)

    def _entered(self, column: str) -> None:
        at = COLUMNS.index(column)
        if column == COLUMNS[-1]:
            self.take()
        else:
            self.cells[COLUMNS[at + 1]].focus.setFocus()

    def _say(self, column: str, sentence: str) -> None:
        told = f"{say(f'residents.{column}')}: {sentence}" if sentence else ""
        self.error.show_text(told)
        for name, cell in self.cells.items():
            here = name == column and bool(sentence)
            style.look(cell.focus, "look", "wrong" if here else "")
            cell.focus.setAccessibleDescription(told if here else "")
            if here:
                cell.focus.setFocus()


def _lines(event: QKeyEvent) -> str:
    """What is about to be pasted when it is several lines or cells; a single one is pasted as ever."""
    if not event.matches(QKeySequence.StandardKey.Paste):
        return ""
    text = QGuiApplication.clipboard().text().strip("\r\n")
    return text if "\n" in text or "\t" in text else ""


class _Cell(LineEditor):
    pasted = Signal(str)

    def takes_key(self, event: QKeyEvent) -> bool:
        if text := _lines(event):
            self.pasted.emit(text)
        return bool(text) or super().takes_key(event)


class _DateCell(PartialDateEditor):
    pasted = Signal(str)

    def takes_key(self, event: QKeyEvent) -> bool:
        if text := _lines(event):
            self.pasted.emit(text)
        return bool(text) or super().takes_key(event)
