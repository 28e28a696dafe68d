"""Questions under the list, answered by one key: why somebody is left out, which service they want too.

One question at a time, in place; the page takes it back with Esc.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.residents import Reason
from mobile_office.ui import style, words
from mobile_office.ui.buttons import DangerButton, PlainButton, PrimaryButton
from mobile_office.ui.choosers import ChoiceEditor
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Strong
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say


class SureBelow(QWidget):
    """A question over its two answers, for long sentences and large text; `keep` has the focus."""

    confirmed = Signal()
    kept = Signal()

    def __init__(self, question: str, do: str, keep: str) -> None:
        super().__init__()
        box, row = QVBoxLayout(self), Flow(gap=style.px(style.NEAR))
        box.setContentsMargins(0, 0, 0, 0)
        no, yes = PlainButton(keep), DangerButton(do)
        no.setObjectName("sure.keep")
        yes.setObjectName("sure.do")
        yes.clicked.connect(self.confirmed)
        no.clicked.connect(self.kept)
        for button in (yes, no):
            row.addWidget(button)
        box.addWidget(Strong(question))
        box.addLayout(row)
        self.setFocusProxy(no)


class Questions(Card):
    """Hidden while nothing is asked. `done()` is called when a question is over, answered or not."""

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__()
        self._done = done
        self.setObjectName("question")
        self.hide()

    def ask_why(self, name: str, answer: Callable[[Reason], object]) -> None:
        """Why is somebody left out? The digits 1 to 5 answer too."""
        row = Flow(gap=style.px(style.NEAR))
        buttons = []
        for number, reason in enumerate(Reason, start=1):
            reason_said = say(f"residents.reason_{reason.value}")
            button = PlainButton(say("residents.why_key", n=number, reason=reason_said))
            button.setObjectName(f"why.{reason.value}")
            button.clicked.connect(lambda _=False, reason=reason: self._answer(answer, reason))
            digit = QShortcut(QKeySequence(str(number)), button, button.click)
            digit.setContext(Qt.ShortcutContext.WindowShortcut)
            row.addWidget(button)
            buttons.append(button)
        keep = self._keep()
        row.addWidget(keep)
        self._ask(say("residents.why_out", name=name), row, buttons[0])

    def ask_which(self, name: str, services: Mapping[str, str], answer: Callable[[str], object]) -> None:
        """Which other service? Typed into the list, Enter takes it."""
        choice, row = ChoiceEditor("which.service", dict(services)), Flow(gap=style.px(style.NEAR))
        question = say("residents.which", name=name)
        choice.focus.setAccessibleName(question)
        choice.widget.setMinimumWidth(style.px(280))
        take = PrimaryButton(say("residents.which_do"))
        take.setObjectName("which.do")

        def taken() -> None:
            if service := choice.value():
                self._answer(answer, str(service))

        take.clicked.connect(taken)
        choice.entered.connect(taken)
        for part in (choice.widget, take, self._keep()):
            row.addWidget(part)
        self._ask(question, row, choice.focus)

    def ask_sure(self, question: str, do: str, keep: str, answer: Callable[[], object]) -> None:
        """What cannot be undone is asked once more."""
        sure, row = SureBelow(question, do, keep), QVBoxLayout()
        sure.confirmed.connect(lambda: self._answer(lambda _: answer(), None))
        sure.kept.connect(self.close_question)
        row.addWidget(sure)
        self._ask("", row, sure)

    def close_question(self) -> None:
        """Nothing is asked any more."""
        if not self.isHidden():
            self.hide()
            clear(self.box)
            self._done()

    def _keep(self) -> PlainButton:
        keep = PlainButton(say("residents.keep"))
        keep.setObjectName("question.keep")
        keep.clicked.connect(self.close_question)
        return keep

    def _ask(self, question: str, row: Flow | QVBoxLayout, focus: QWidget) -> None:
        clear(self.box)
        if question:
            self.box.addWidget(Strong(question))
        self.box.addLayout(row)
        self.show()
        focus.setFocus()
        bring_into_view(self, focus)

    def _answer(self, answer: Callable[..., object], value: object) -> None:
        self.close_question()
        answer(value)


def service_names(services: Mapping[str, str]) -> dict[str, str]:
    """Services in the order a person looks for them."""
    by_name = words.collator().sortKey
    return dict(sorted(services.items(), key=lambda one: by_name(one[1])))
