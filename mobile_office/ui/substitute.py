"""Somebody steps in (Vertretung): a code from the office over the telephone, a name, and a passphrase of their own.

It works without a network. A group of the code that was misheard is named before anything is tried.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from mobile_office.domain.errors import Delayed, MobileOfficeError
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.newpassphrase import NewPassphrase
from mobile_office.ui.pieces import Muted
from mobile_office.ui.threshold import LabelledLine, threshold_card
from mobile_office.ui.words import say

_OF_NAME = frozenset({"name_missing"})
_OF_PASSPHRASE = frozenset({"weak_passphrase", "guessable_passphrase"})


class SubstituteScreen(QWidget):
    """`done` comes when the substitute can unlock with their new passphrase, `left` when they go back.

    `step_in(code, name, passphrase)` runs on the key thread and raises Refused or Trouble; its details may name
    `seconds` to wait. `letter` is the laptop's, which the office asks for; `ready` how many codes may be used here.
    """

    done = Signal()
    left = Signal()

    def __init__(
        self, background: Background, step_in: Callable[[str, str, str], object], letter: str, ready: int
    ) -> None:
        super().__init__()
        self.setWindowTitle(say("app.name"))
        self._background, self._step_in, self._seconds = background, step_in, 0
        self.code = LabelledLine("pool_code", say("substitute.code"), say("substitute.code_hint"))
        self.name = LabelledLine("pool_name", say("substitute.name"))
        self.passphrase = NewPassphrase(background)
        self.do, self.back = PrimaryButton(say("substitute.do")), PlainButton(say("substitute.back"))
        self.do.setObjectName("substitute.do")
        self.back.setObjectName("substitute.back")
        self.waiting = Muted()
        self.waiting.setObjectName("substitute.wait")
        self.waiting.hide()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._second)
        self._build(letter, ready)

    def _build(self, letter: str, ready: int) -> None:
        lead = say("substitute.lead", letter=letter) if ready else say("substitute.none")
        card = threshold_card(self, say("substitute.title"), lead)
        if ready:
            for part in (self.code, self.name, self.passphrase, self.waiting):
                card.box.addWidget(part)
            card.box.addLayout(button_row(self.back, right=(self.do,)))
            card.box.addWidget(Muted(say("substitute.rights")))
            self.code.setFocus()
        else:
            card.box.addLayout(button_row(self.back))
            unused: tuple[QWidget, ...] = (self.code, self.name, self.passphrase, self.waiting, self.do)
            for each in unused:
                each.setParent(self)
                each.hide()
            self.back.setFocus()
        self.code.entered.connect(self.name.setFocus)
        self.name.entered.connect(self.passphrase.setFocus)
        self.name.line.editingFinished.connect(lambda: self.passphrase.know(self.name.text))
        self.passphrase.entered.connect(self._enter)
        self.do.clicked.connect(self._enter)
        self.back.clicked.connect(self.left)

    def _enter(self) -> None:
        if not self.do.isEnabled():
            return
        code, name, passphrase = self.code.text, self.name.text, self.passphrase.chosen()
        if not passphrase:
            return
        self._busy(True)
        self._background.key(
            lambda: self._step_in(code, name, passphrase), lambda _: self.done.emit(), self._not
        )

    def _not(self, error: Exception) -> None:
        self._busy(False)
        code = error.code if isinstance(error, MobileOfficeError) else ""
        self._seconds = int(error.details.get("seconds", 0)) if isinstance(error, MobileOfficeError) else 0
        field = (
            self.name if code in _OF_NAME else self.passphrase.first if code in _OF_PASSPHRASE else self.code
        )
        # the wait counts down below; a sentence with a standing number would contradict it
        field.show_error("" if isinstance(error, Delayed) and self._seconds else words.error(error))
        if self._seconds > 0:
            self._clock.start()
            self._show_wait()
        field.setFocus()

    def _second(self) -> None:
        self._seconds -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        over = self._seconds <= 0
        if over:
            self._clock.stop()
        self.waiting.setText("" if over else words.count("unlock.wait", self._seconds))
        self.waiting.setVisible(not over)
        self.do.setEnabled(over)

    def _busy(self, busy: bool) -> None:
        self.do.setEnabled(not busy)
        self.do.set_words(say("substitute.working") if busy else say("substitute.do"))
