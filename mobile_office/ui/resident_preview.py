"""A list before it is taken over: which lines are good, and each wrong one with its line and the reason.

Nothing is kept until it is said. The template that can be saved is the list as it should look.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.resident_csv import MOST_BYTES, Reading, Wrong
from mobile_office.domain.residents import Resident, Wish
from mobile_office.domain.service import Problem
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.dates import date_text
from mobile_office.ui.layouts import Scroll, button_row, clear, page_box
from mobile_office.ui.pieces import Card, EmptyState, ErrorText, Heading2, Muted, Table, Title, Words
from mobile_office.ui.problems import problem_sentence
from mobile_office.ui.rows import Column, RowsModel
from mobile_office.ui.words import say

_ROWS = 12  # most good lines shown without scrolling inside the table


class PreviewPage(QWidget):
    """`left` when it was taken over or left. With `text` (pasted) no file is asked for."""

    left = Signal()

    def __init__(self, desk: Desk, background: Background, text: str = "") -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self.reading: Reading | None = None
        self.file, self.error = QLineEdit(), ErrorText()
        self._asked, self._wrong, self._good = Card(), Card(), Card()
        self._none = EmptyState(say("residents.read_none"), say("residents.read_none_hint"))
        self._good_title = Heading2()
        self.table = Table(RowsModel(_columns(desk), _key), say("residents.table"))
        self.take = PrimaryButton(words.count("residents.read_take", 0), "Ctrl+S")
        self._build(pasted=bool(text))
        self._show(desk.residents.read(text) if text else None)

    def _build(self, *, pasted: bool) -> None:
        box, scroll, row = page_box(self), Scroll(), QHBoxLayout()
        box.addWidget(Title(say("residents.read_title")))
        box.addWidget(Muted(say("residents.read_lead")))
        label, choose = Words(say("residents.read_file")), PlainButton(say("residents.read_open"), "Ctrl+O")
        label.setBuddy(self.file)
        self.file.setObjectName("read.file")
        self.file.setAccessibleName(say("residents.read_file"))
        self.file.returnPressed.connect(self.read)
        choose.clicked.connect(self._choose)
        row.setSpacing(style.px(style.BETWEEN))
        row.addWidget(self.file, 1)
        row.addWidget(choose)
        self._asked.box.addWidget(label)
        self._asked.box.addLayout(row)
        self._good.box.addWidget(self._good_title)
        self._good.box.addWidget(self.table)
        for part in (self._asked, self.error, self._wrong, self._good, self._none):
            scroll.box.addWidget(part)
        if pasted:
            self._asked.hide()
        scroll.box.addStretch(1)
        box.addWidget(scroll, 1)
        back = PlainButton(say("residents.back"))
        back.setObjectName("read.back")
        back.clicked.connect(self.left)
        self.take.setObjectName("read.take")
        self.take.clicked.connect(self._take)
        box.addLayout(button_row(back, right=(self.take,)))
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is at the file, or at what was pasted."""
        super().focusInEvent(event)
        (self.take if self.reading and self.reading.wishes else self.file).setFocus()

    def read(self) -> None:
        """Read the file whose path stands there."""
        path = Path(self.file.text().strip().strip('"')).expanduser()
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except (OSError, ValueError):  # not there, a folder, no permission, a path that cannot be
            self.error.show_text(say("residents.read_failed"))
            self._show(None)
            return
        self.error.show_text("")
        self._show(self._desk.residents.read(content))
        if self.take.isEnabled():
            self.take.setFocus()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, say("residents.read_title"), "", "CSV (*.csv *.txt)")
        if path:
            self.file.setText(path)
            self.read()

    def _show(self, reading: Reading | None) -> None:
        self.reading = reading
        wishes, wrong = (reading.wishes, reading.wrong) if reading else ((), ())
        clear(self._wrong.box)
        if wrong:
            self._wrong.box.addWidget(Heading2(words.count("residents.read_wrong", len(wrong))))
        for one in wrong:
            self._wrong.box.addWidget(Words(f"⚠ {_sentence(one)}", "error"))
        self._wrong.setVisible(bool(wrong))
        self._good_title.setText(words.count("residents.read_good", len(wishes)))
        self.table.rows.set_rows(tuple(enumerate(wishes)))
        rows = min(len(wishes), _ROWS) + 1
        self.table.setFixedHeight(rows * self.table.verticalHeader().defaultSectionSize() + style.px(8))
        self._good.setVisible(bool(wishes))
        self._none.setVisible(reading is None)
        self.take.set_words(words.count("residents.read_take", len(wishes)))
        self.take.setEnabled(bool(wishes))

    def _take(self) -> None:
        if self.reading is not None and self.reading.wishes:
            add = partial(self._desk.residents.add, self.reading.wishes)
            self.take.setEnabled(False)
            self._background.write(add, self._taken, self._not_taken)

    def _taken(self, _added: tuple[Resident, ...]) -> None:
        self.left.emit()

    def _not_taken(self, error: Exception) -> None:
        self.take.setEnabled(True)
        self.error.show_text(words.error(error))


def _sentence(wrong: Wrong) -> str:
    said = problem_sentence(Problem(wrong.column, wrong.code, details=wrong.details))
    if not wrong.column:
        return say("residents.read_wrong_whole", line=wrong.line, sentence=said)
    column = say(f"residents.{wrong.column}")
    return say("residents.read_wrong_line", line=wrong.line, column=column, sentence=said)


def _columns(desk: Desk) -> tuple[Column[tuple[int, Wish]], ...]:
    names = {one.id: words.text(one.short) for one in desk.services()}

    def answer(key: str, share: int) -> Column[tuple[int, Wish]]:
        return Column(say(f"residents.{key}"), lambda row: str(row[1].value(key) or ""), share)

    born = Column[tuple[int, Wish]](
        say("residents.born"), lambda row: date_text(str(row[1].value("birth_date") or ""))
    )
    service = Column[tuple[int, Wish]](say("residents.service"), lambda row: names[row[1].service], 2)
    return answer("room", 0), answer("family_name", 2), answer("given_names", 2), born, service


def _key(row: tuple[int, Wish]) -> str:
    return str(row[0])
