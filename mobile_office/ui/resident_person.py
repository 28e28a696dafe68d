"""What is known of one resident, to be set right: the person, the room, and a representative of their own."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.residents import PERSON, REPRESENTATIVE, Resident, fields_of
from mobile_office.ui import masked, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.pieces import ErrorText, Muted, Title
from mobile_office.ui.resident_fields import AskedCard, own_field
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

_ROOM = "room"


class PersonPage(QWidget):
    """`left` when it is kept, or left as it was."""

    left = Signal()

    def __init__(self, desk: Desk, background: Background, resident: Resident) -> None:
        super().__init__()
        self._desk, self._background, self._resident = desk, background, resident
        model = desk.residents.model()
        known = {**resident.answers, _ROOM: resident.room}
        fields = (*fields_of(model, PERSON), own_field(_ROOM))
        self.person = AskedCard(desk, say("residents.person_card"), fields, known, must="family_name")
        acting = tuple(replace(one, default=None) for one in fields_of(model, REPRESENTATIVE))
        self.acting = AskedCard(desk, say("residents.own_representative"), acting, known)
        self.error, self.save = ErrorText(), PrimaryButton(say("residents.save"), "Ctrl+S")
        self._build(resident)

    def _build(self, resident: Resident) -> None:
        box, scroll = page_box(self), Scroll()
        box.addWidget(Title(say("residents.person_title", name=masked.shown(resident.name))))
        box.addWidget(Muted(say("residents.person_lead")))
        self.acting.box.insertWidget(1, Muted(say("residents.own_representative_intro")))
        for card in (self.person, self.acting):
            scroll.box.addWidget(card)
            card.ended.connect(self.save.setFocus)
        scroll.box.addStretch(1)
        box.addWidget(scroll, 1)
        back = PlainButton(say("residents.back"))
        back.setObjectName("person.back")
        back.clicked.connect(self.left)
        self.save.setObjectName("person.save")
        self.save.clicked.connect(self.keep)
        box.addWidget(self.error)
        box.addLayout(button_row(back, right=(self.save,)))
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The work begins at the name."""
        super().focusInEvent(event)
        self.person.first().setFocus()

    def keep(self) -> None:
        """Keep it and go back, or say what is wrong."""
        wrong = self.person.wrong() or self.acting.wrong()
        if wrong is not None:
            wrong.setFocus()
            bring_into_view(wrong)
            return
        answers = {**self.person.values(), **self.acting.values()}
        room = str(answers.pop(_ROOM, ""))
        changed = replace(self._resident, answers=answers, room=room)
        change = partial(self._desk.residents.change, changed)
        self._background.write(change, self._kept, self._not_kept, once="person")

    def _kept(self, _: None) -> None:
        self.left.emit()

    def _not_kept(self, error: Exception) -> None:
        self.error.show_text(words.error(error))
