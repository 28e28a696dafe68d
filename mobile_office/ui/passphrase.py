"""Asking for a passphrase: the field, what went wrong, and the wait after a wrong one.

The check runs on the key thread; right or wrong, the field is emptied at once. Nothing is kept.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mobile_office.domain.errors import Delayed, MobileOfficeError
from mobile_office.ui import style, words
from mobile_office.ui.announcing import announce
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PrimaryButton
from mobile_office.ui.pieces import ErrorText, Muted
from mobile_office.ui.secret import SecretLine
from mobile_office.ui.words import say


class PassphraseEntry(QWidget):
    """A passphrase field with its button. `opened` carries what the check gave back.

    `check(passphrase)` raises WrongKey or Delayed, whose details may name `seconds` to wait.
    """

    opened = Signal(object)

    def __init__(
        self,
        background: Background,
        check: Callable[[str], object],
        label: str,
        button: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._check = check
        self._left = 0
        self.line = SecretLine(self)
        self.line.setObjectName("passphrase")
        self.line.setAccessibleName(label)
        self.line.setMinimumHeight(style.px(style.TARGET))
        self.error = ErrorText(parent=self)
        self.error.setObjectName("passphrase.error")
        self.waiting = Muted(parent=self)
        self.waiting.setObjectName("passphrase.wait")
        self.button = PrimaryButton(button, parent=self)
        self.button.setObjectName("passphrase.open")
        self._words = button
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._second)
        buddy = QLabel(label, self)
        buddy.setBuddy(self.line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.TIGHT))
        for part in (buddy, self.line, self.error, self.waiting):
            box.addWidget(part)
        box.addSpacing(style.px(style.BETWEEN))
        box.addWidget(self.button)
        self.waiting.hide()
        self.line.returnPressed.connect(self.submit)
        self.button.clicked.connect(self.submit)
        self.setFocusProxy(self.line)

    def submit(self) -> None:
        """Check what stands in the field."""
        passphrase = self.line.text()
        if not self.button.isEnabled():
            return
        if not passphrase:
            self._show_error(say("unlock.empty"))
            return
        self.line.clear()
        self._show_error("")
        self._busy(True)
        self._background.key(lambda: self._check(passphrase), self._right, self._wrong)

    def reset(self) -> None:
        """Empty, as if never used; a running wait goes on."""
        self.line.clear()
        self._show_error("")

    def _right(self, result: object) -> None:
        self._busy(False)
        self.opened.emit(result)

    def _wrong(self, error: Exception) -> None:
        self._busy(False)
        self._left = int(error.details.get("seconds", 0)) if isinstance(error, MobileOfficeError) else 0
        # The wait counts down below; a sentence with a standing number would contradict it.
        self._show_error("" if isinstance(error, Delayed) and self._left else words.error(error))
        if self._left > 0:
            self._clock.start()
            self._show_wait()
            announce(self, self.waiting.text())  # once; when it is over, that is said too
        self.line.setFocus()

    def _second(self) -> None:
        self._left -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        over = self._left <= 0
        if over:
            self._clock.stop()
        self.waiting.setText("" if over else words.count("unlock.wait", self._left))
        self.waiting.setVisible(not over)
        self.button.setEnabled(over)
        if over:
            announce(self, say("unlock.again"))

    def _busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.line.setReadOnly(busy)
        self.button.set_words(say("unlock.working") if busy else self._words)

    def _show_error(self, text: str) -> None:
        self.error.show_text(text)
        self.line.setAccessibleDescription(text)
        style.look(self.line, "look", "wrong" if text else "")
