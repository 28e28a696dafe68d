"""Somebody forgot their passphrase (Passphrase vergessen): a recovery code from the office, and a new one of their own."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.newpassphrase import NewPassphrase
from mobile_office.ui.pieces import Muted
from mobile_office.ui.threshold import LabelledLine, is_about_passphrase, sentence, threshold_card
from mobile_office.ui.words import say


class ComebackScreen(QWidget):
    """`done` comes when the person can unlock with the new passphrase, `left` when they go back.

    `come_back(code, passphrase)` waits for the office; it raises Refused or Trouble and may be repeated. `device` is
    the laptop's id, which the administrator asks for.
    """

    done = Signal()
    left = Signal()

    def __init__(self, background: Background, come_back: Callable[[str, str], object], device: str) -> None:
        super().__init__()
        self.setWindowTitle(say("app.name"))
        self._background, self._come_back = background, come_back
        self.code = LabelledLine("recovery_code", say("comeback.code"), say("comeback.code_hint"))
        self.passphrase = NewPassphrase(background)
        self.do, self.back = PrimaryButton(say("comeback.do")), PlainButton(say("comeback.back"))
        self.do.setObjectName("comeback.do")
        self.back.setObjectName("comeback.back")
        card = threshold_card(self, say("comeback.title"), say("comeback.lead"))
        for part in (Muted(say("comeback.device", device=device)), self.code, self.passphrase):
            card.box.addWidget(part)
        card.box.addLayout(button_row(self.back, right=(self.do,)))
        card.box.addWidget(Muted(say("comeback.safe")))
        self.code.entered.connect(self.passphrase.setFocus)
        self.passphrase.entered.connect(self._enter)
        self.do.clicked.connect(self._enter)
        self.back.clicked.connect(self.left)
        self.setFocusProxy(self.code)
        self.code.setFocus()

    def _enter(self) -> None:
        if not self.do.isEnabled():
            return
        code, passphrase = self.code.text, self.passphrase.chosen()
        if not passphrase:
            return
        self._busy(True)
        self._background.network(
            lambda: self._come_back(code, passphrase), lambda _: self.done.emit(), self._not
        )

    def _not(self, error: Exception) -> None:
        self._busy(False)
        field = self.passphrase.first if is_about_passphrase(error) else self.code
        field.show_error(sentence(error))
        field.setFocus()

    def _busy(self, busy: bool) -> None:
        self.do.setEnabled(not busy)
        self.do.set_words(say("comeback.working") if busy else say("comeback.do"))
