"""A new person at this laptop (Neue Person), let in by somebody who is unlocked: code, then a passphrase of their own."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.newpassphrase import NewPassphrase
from mobile_office.ui.pieces import Notice
from mobile_office.ui.threshold import LabelledLine, is_about_passphrase, sentence, threshold_card
from mobile_office.ui.words import say


class Introduced(Protocol):
    """Somebody whom the office knows by their code."""

    @property
    def name(self) -> str:
        """As colleagues read it."""
        ...

    def join(self, passphrase: str) -> str:
        """Let them in; the name. Raises Refused or Trouble; may be repeated."""
        ...


class JoinPage(QWidget):
    """First whom the code is for, then the passphrase. `look(code)` waits for the office; `back()` leaves."""

    def __init__(
        self, background: Background, look: Callable[[str], Introduced], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._background, self._look = background, look
        self._joiner: Introduced | None = None
        self.notice = Notice()
        self.notice.setObjectName("join.notice")
        self.code = LabelledLine("person_code", say("enrolment.person_code"), say("enrolment.code_hint"))
        self.passphrase = NewPassphrase(background)
        self.do, self.back = PrimaryButton(say("join.look")), PlainButton(say("join.back"))
        self.do.setObjectName("join.do")
        self.back.setObjectName("join.back")
        card = threshold_card(self, say("join.title"), say("join.lead"))
        for part in (self.code, self.notice, self.passphrase):
            card.box.addWidget(part)
        card.box.addLayout(button_row(self.back, right=(self.do,)))
        self.passphrase.hide()
        self.code.entered.connect(self._enter)
        self.passphrase.entered.connect(self._enter)
        self.do.clicked.connect(self._enter)
        self.back.clicked.connect(lambda: back())
        self.setFocusProxy(self.code)

    def refresh(self) -> None:
        """Nothing here grows old."""

    def _enter(self) -> None:
        if not self.do.isEnabled():
            return
        if self._joiner is None:
            code = self.code.text
            self._busy(True)
            self._background.network(lambda: self._look(code), self._introduced, self._not)
            return
        joiner, passphrase = self._joiner, self.passphrase.chosen()
        if passphrase:
            self._busy(True)
            self._background.network(lambda: joiner.join(passphrase), self._joined, self._not)

    def _introduced(self, joiner: Introduced) -> None:
        self._joiner = joiner
        self._busy(False)
        self.code.line.setReadOnly(True)
        self.notice.show_text(say("enrolment.for_whom", name=joiner.name), "good")
        self.passphrase.know(joiner.name)
        self.passphrase.show()
        self.passphrase.setFocus()

    def _joined(self, name: str) -> None:
        self._busy(False)
        self.passphrase.hide()
        self.do.hide()
        self.notice.show_text(say("join.done", name=name), "good")
        self.back.setFocus()

    def _not(self, error: Exception) -> None:
        self._busy(False)
        field = self.passphrase.first if is_about_passphrase(error) else self.code
        field.show_error(sentence(error))
        field.setFocus()

    def _busy(self, busy: bool) -> None:
        self.do.setEnabled(not busy)
        idle = say("join.do") if self._joiner else say("join.look")
        self.do.set_words(say("join.working") if busy else idle)
