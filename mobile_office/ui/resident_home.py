"""The home of a round: its name, one address and, where there is one, a representative for everybody.

The first page of a round, so it says how a round goes, who belongs on the list and when it is deleted.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.residents import ADDRESS, REPRESENTATIVE, Round, fields_of
from mobile_office.settings import NO_STOP
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.columns import Columns
from mobile_office.ui.layouts import button_row, page_box
from mobile_office.ui.pieces import Card, ErrorText, Heading2, Muted, Title, Words
from mobile_office.ui.resident_fields import AskedCard, own_field
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

HOME = "home"


class HomePage(QWidget):
    """`begun` when the home is kept and the list can be worked on; `left` goes back."""

    begun = Signal()
    left = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._round = desk.residents.round()
        model, current = desk.residents.model(), self._round
        stop = desk.daybook.stop()
        here = {} if stop == NO_STOP else {HOME: stop}
        known = {**current.answers, HOME: current.name} if current else here
        fields = (own_field(HOME, width=2), *fields_of(model, ADDRESS))
        self.home = AskedCard(desk, say("residents.home_card"), fields, known, must=HOME)
        acting = fields_of(model, REPRESENTATIVE)
        self.acting = AskedCard(desk, say("residents.representative_card"), acting, known)
        self.error, self.columns = ErrorText(), Columns()
        self.go_on = PrimaryButton(say("residents.save" if current else "residents.begin"), "Ctrl+S")
        self._build(current)

    def _build(self, current: Round | None) -> None:
        page_box(self).addWidget(self.columns)
        header, main, side = self.columns.header.box, self.columns.main.box, self.columns.side.box
        header.addWidget(Title(say("residents.title")))
        header.addWidget(Muted(say("residents.lead")))
        self.acting.box.insertWidget(1, Muted(say("residents.representative_intro")))
        for part in (self.home, self.acting):
            main.addWidget(part)
        if current is None:
            side.addWidget(_told("how", "how_1", "how_2", "how_3"))
        side.addWidget(_told("only", "only_told", "until"))
        back = PlainButton(say("residents.back"))
        back.setObjectName("residents.back")
        back.clicked.connect(self.left)
        self.go_on.setObjectName("residents.begin")
        self.go_on.clicked.connect(self.keep)
        self.columns.foot.box.addWidget(self.error)
        self.columns.foot.box.addLayout(button_row(back, right=(self.go_on,)))
        self.home.ended.connect(self.go_on.setFocus)
        self.acting.ended.connect(self.go_on.setFocus)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The name is suggested, so the work begins at the street."""
        super().focusInEvent(event)
        first = "street" if self.home.answers.get(HOME) and self._round is None else HOME
        self.home.boxes[first].editor.focus.setFocus()

    def keep(self) -> None:
        """Keep the home and go on, or say what is wrong."""
        wrong = self.home.wrong() or self.acting.wrong()
        if wrong is not None:
            wrong.setFocus()
            bring_into_view(wrong)
            return
        answers = {**self.home.values(), **self.acting.values()}
        name = str(answers.pop(HOME, ""))
        begin = partial(self._desk.residents.begin, name, answers)
        self._background.write(begin, self._kept, self._not_kept, once="home")

    def _kept(self, _round: Round) -> None:
        self.begun.emit()

    def _not_kept(self, error: Exception) -> None:
        self.error.show_text(words.error(error))


def _told(title: str, *lines: str) -> Card:
    card = Card()
    card.box.addWidget(Heading2(say(f"residents.{title}")))
    for line in lines:
        card.box.addWidget(Words(say(f"residents.{line}")))
    return card
