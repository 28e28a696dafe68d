"""Blank forms (Formulare) to print in advance: which service, how many; each gets a number of its own.

Numbers are issued before the paper is shown and are never given twice, so a printed form can be
captured later on this laptop or another one.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.printing import Paper
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.choosers import ChoiceEditor
from mobile_office.ui.editors import NumberEditor
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.pieces import Card, ErrorText, Muted, Notice, Strong, Title, Words
from mobile_office.ui.words import say

MOST, USUAL = 50, 10  # forms printed at once
WIDTH = 560  # of the card, pixels at scale 1


class BlanksPage(QWidget):
    """`show_paper(paper, None)` shows what was made, `close()` goes back."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        show_paper: Callable[[Paper, None], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("blanks")
        self._desk, self._background = desk, background
        self._show_paper, self._close = show_paper, close
        by_name = words.collator().sortKey
        services = sorted(desk.services(), key=lambda service: by_name(words.text(service.name)))
        self.service = ChoiceEditor("blanks.service", {one.id: words.text(one.name) for one in services})
        self.service.combo.removeItem(0)  # "Bitte wählen": there is a sensible first choice
        self.count = NumberEditor("blanks.count")
        self.count.show_value(USUAL)
        self.error = ErrorText(parent=self)
        self.error.setObjectName("blanks.count.error")
        self.out = Strong()
        self.out.setObjectName("blanks.out")
        self.trouble = Notice(parent=self)
        self.trouble.setObjectName("blanks.trouble")
        self.print_button = PrimaryButton(f"{say('blanks.print')}  ({words.keys('Ctrl+P')})")
        self.print_button.setObjectName("blanks.print")
        self.print_button.setAccessibleName(say("blanks.print"))
        self._build()
        self.refresh()

    def _build(self) -> None:
        box = page_box(self)
        box.addWidget(Title(say("blanks.title")))
        box.addWidget(Muted(say("blanks.lead")))
        box.addWidget(self.trouble)
        scroll = Scroll()
        box.addWidget(scroll, 1)
        card = Card()
        card.setMaximumWidth(style.px(WIDTH))
        card.box.setSpacing(style.px(style.BETWEEN))
        card.box.addLayout(_field("service", self.service.focus))
        card.box.addLayout(_field("count", self.count.focus))
        card.box.addWidget(self.error)
        card.box.addWidget(self.out)
        scroll.box.addWidget(card)
        scroll.box.addStretch(1)
        back = PlainButton(say("blanks.back"))
        back.setObjectName("blanks.back")
        back.clicked.connect(lambda: self._close())
        self.print_button.clicked.connect(self.print)
        box.addLayout(button_row(back, right=(self.print_button,)))
        QShortcut(QKeySequence("Esc"), self, lambda: self._close())
        QShortcut(QKeySequence("Ctrl+P"), self, self.print)
        self.service.entered.connect(self.count.focus.setFocus)
        self.count.left.connect(lambda: self.many())
        self.count.entered.connect(self.print)

    def refresh(self) -> None:
        """Say how many forms are out."""
        self.out.setText(words.count("blanks.out", self._desk.blanks_out()))

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is on the first question; what was printed meanwhile is counted."""
        super().showEvent(event)
        self.refresh()
        self.service.focus.setFocus()

    def many(self) -> int:
        """How many are wanted; 0, and a sentence at the field, when that is no number that can be."""
        typed = self.count.value()
        count: int = typed if isinstance(typed, int) and 1 <= typed <= MOST else 0
        sentence = "" if count else say("blanks.count_wrong", most=MOST)
        self.error.show_text(sentence)
        style.look(self.count.focus, "look", "wrong" if sentence else "")
        self.count.focus.setAccessibleDescription(sentence or say("blanks.count_hint", most=MOST))
        return count

    def print(self) -> None:
        """Issue the numbers, then show the forms."""
        count = self.many()
        if not count:
            self.count.focus.setFocus()
        elif self.print_button.isEnabled():
            self.print_button.setEnabled(False)
            make = partial(self._desk.print_blanks, self.service.value(), count)
            self._background.write(make, self._printed, self._failed)

    def _printed(self, paper: Paper) -> None:
        self.print_button.setEnabled(True)
        self.trouble.show_text("")
        self.refresh()
        self._show_paper(paper, None)

    def _failed(self, error: Exception) -> None:
        self.print_button.setEnabled(True)
        self.trouble.show_text(words.error(error), "bad")


def _field(name: str, editor: QWidget) -> QVBoxLayout:
    label = Words(say(f"blanks.{name}"))
    label.setBuddy(editor)
    editor.setAccessibleName(say(f"blanks.{name}"))
    hint = say(f"blanks.{name}_hint", most=MOST)
    editor.setAccessibleDescription(hint)
    column = QVBoxLayout()
    column.setSpacing(style.px(style.TIGHT))
    for part in (label, editor, Muted(hint)):
        column.addWidget(part)
    return column
