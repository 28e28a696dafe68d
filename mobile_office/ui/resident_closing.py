"""What closing the day does to the list of a round: said before, asked while somebody still waits."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from mobile_office.desk import Desk
from mobile_office.domain.residents import Turn
from mobile_office.ui import words
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Words
from mobile_office.ui.resident_questions import SureBelow
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say


class RoundEnd(Card):
    """Hidden while there is no list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._told, self._sure = QVBoxLayout(), list[SureBelow]()
        self._told.setSpacing(self.box.spacing())
        self.box.addLayout(self._told)
        self.setObjectName("round_end")
        self.hide()

    @property
    def waiting(self) -> int:
        """How many have asked and nobody has begun with them."""
        current = self._desk.residents.round()
        return current.count(Turn.WAITING) if current else 0

    def refresh(self) -> None:
        """Say what will happen. A question stays until it is answered: a delivery must not take it away."""
        current = self._desk.residents.round()
        clear(self._told)
        self.setVisible(current is not None)
        if current is None:
            return
        done, everybody = current.count(Turn.DONE), len(current.residents)
        self._told.addWidget(Heading2(say("residents.end")))
        self._told.addWidget(Words(say("residents.end_told", home=current.name, done=done, n=everybody)))
        if self.waiting:
            self._told.addWidget(Words(f"⚠ {words.count('residents.end_waiting', self.waiting)}", "error"))

    def ask(self, close: Callable[[], object], keep: Callable[[], object]) -> None:
        """Whether the day is to be closed all the same."""
        self._answered()
        question = words.count("residents.end_sure", self.waiting)
        sure = SureBelow(question, say("residents.end_do"), say("residents.end_keep"))
        self._sure.append(sure)
        self.box.addWidget(sure)
        for signal, act in ((sure.confirmed, close), (sure.kept, keep)):
            signal.connect(self._answered)
            signal.connect(act)
        sure.show()  # at once: what is added to a visible card is else shown later
        sure.setFocus()
        bring_into_view(sure)

    def _answered(self) -> None:
        while self._sure:
            sure = self._sure.pop()
            self.box.removeWidget(sure)
            sure.hide()
            sure.deleteLater()
