"""A new passphrase (neue Passphrase): typed twice, shown where nobody looks on, with how hard it is to guess in words.

The same wherever one is chosen. The estimate runs on the key thread while somebody types; what is too weak is refused
by the policy (`store/passphrase.py`), here and again where it is stored.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from mobile_office.domain.errors import MobileOfficeError
from mobile_office.store import passphrase as policy
from mobile_office.store.strength import Strength, estimate
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.pieces import Muted, Strong
from mobile_office.ui.threshold import LabelledLine
from mobile_office.ui.words import say

SETTLES = 200  # milliseconds without a key until what is typed is estimated
_STEPS = 4  # of the bar: zxcvbn's scores


class Meter(QWidget):
    """How hard a passphrase is to guess: a bar, a word, and what would make it better. Hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(style.px(8))
        self.bar.setFixedWidth(style.px(120))
        self.word, self.hint = Strong(), Muted()
        self.word.setObjectName("strength")
        self.hint.setObjectName("strength.hint")
        row = QHBoxLayout()
        row.setSpacing(style.px(style.BETWEEN))
        row.addWidget(self.bar)
        row.addWidget(self.word, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.TIGHT))
        box.addLayout(row)
        box.addWidget(self.hint)
        self.hide()

    def show_strength(self, found: Strength | None, *, long_enough: bool = True) -> None:
        """Say it; None hides it."""
        self.setVisible(found is not None)
        if found is None:
            return
        weak = found.score < policy.LEAST_SCORE
        said, tone = (
            ("weak", "bad") if weak else ("good", "good") if found.score < _STEPS else ("strong", "good")
        )
        if not long_enough:
            said, tone = "short", "bad"
        most = policy.LEAST_SCORE - 1 if tone == "bad" else _STEPS
        self.bar.setValue(max(1, min(found.score, most)))
        style.look(self.bar, "tone", tone)
        self.word.setText(say(f"strength.{said}"))
        hint = "short" if said == "short" else found.hint if weak else ""
        self.hint.setText(say(f"strength_hint.{hint}") if hint else "")
        self.hint.setVisible(bool(hint))
        self.bar.setAccessibleName(say("strength.name", text=self.word.text()))


class NewPassphrase(QWidget):
    """A passphrase chosen and typed twice, with the policy in words. `entered` comes with Enter in the second.

    `names` are those of the person and around them, which are guessed first.
    """

    entered = Signal()

    def __init__(self, background: Background, names: Sequence[str] = ()) -> None:
        super().__init__()
        self._background, self._names = background, tuple(names)
        self.first = LabelledLine("new_passphrase", say("new_passphrase.passphrase"), hidden=True)
        self.again = LabelledLine("new_passphrase.again", say("new_passphrase.again"), hidden=True)
        self.meter = Meter()
        self.show_button = LinkButton(say("new_passphrase.show"))
        self.show_button.setObjectName("new_passphrase.show")
        self._settling = QTimer(self, singleShot=True, interval=SETTLES)
        self._settling.timeout.connect(self._estimate)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.NEAR))
        box.addWidget(self.first)
        box.addWidget(self.meter)
        box.addWidget(Muted(say("new_passphrase.policy")))
        box.addWidget(self.again)
        box.addLayout(button_row(right=(self.show_button,)))
        self.first.line.textChanged.connect(lambda _: self._settling.start())
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        self.show_button.clicked.connect(self._turn)
        self.setTabOrder(self.first.line, self.again.line)
        self.setTabOrder(self.again.line, self.show_button)
        self.setFocusProxy(self.first)

    def know(self, *names: str) -> None:
        """Whose passphrase it is, once that is known."""
        self._names = names
        self._settling.start()

    def chosen(self) -> str:
        """The passphrase; "" when something is wrong with it, which is then said at its field."""
        passphrase = self.first.line.text()
        try:
            policy.check(passphrase, self._names)
        except MobileOfficeError as error:
            self.first.show_error(words.error(error))
            self.first.setFocus()
            return ""
        if passphrase != self.again.line.text():
            self.again.show_error(say("errors.passphrases_differ"))
            self.again.line.clear()
            self.again.setFocus()
            return ""
        return passphrase

    def clear(self) -> None:
        """Empty, as if never used."""
        for part in (self.first, self.again):
            part.line.clear()
            part.show_error("")
        self._hide_again()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hide_again()  # who comes back to it has not asked for it to be shown

    def _turn(self) -> None:
        self._show(self.first.line.echoMode() == QLineEdit.EchoMode.Password)

    def _hide_again(self) -> None:
        self._show(False)

    def _show(self, shown: bool) -> None:
        for part in (self.first, self.again):
            part.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.set_words(say("new_passphrase.hide" if shown else "new_passphrase.show"))

    def _estimate(self) -> None:
        typed, names = self.first.line.text(), self._names
        if not typed:
            self.meter.show_strength(None)
            return
        self._background.key(lambda: (typed, estimate(typed, names)), self._estimated)

    def _estimated(self, found: tuple[str, Strength]) -> None:
        typed, strength = found
        if typed == self.first.line.text():
            self.meter.show_strength(strength, long_enough=policy.is_long_enough(typed))
