"""Changing one's own passphrase (Passphrase ändern): the old one once, the new one twice; nobody else's slot is touched.

It runs on the key thread. Where the old one was wrong the wait is the same as at unlocking.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.errors import Delayed, WrongKey
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.newpassphrase import NewPassphrase
from mobile_office.ui.threshold import LabelledLine, is_about_passphrase
from mobile_office.ui.words import say


class PassphraseChange(QWidget):
    """The fields. `done` comes when the new passphrase holds, `left` when somebody thought better of it.

    `change(old, new)` raises WrongKey, Delayed or another Trouble. `name` is the person's own, which is guessed first.
    """

    done = Signal()
    left = Signal()

    def __init__(self, background: Background, change: Callable[[str, str], object], name: str) -> None:
        super().__init__()
        self._background, self._change = background, change
        self.old = LabelledLine("old_passphrase", say("change.old"), hidden=True)
        self.new = NewPassphrase(background, (name,))
        self.do, self.stop = PrimaryButton(say("change.do")), PlainButton(say("change.stop"))
        self.do.setObjectName("change.do")
        self.stop.setObjectName("change.stop")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.NEAR))
        for part in (self.old, self.new):
            box.addWidget(part)
        box.addLayout(button_row(self.stop, right=(self.do,)))
        self.old.entered.connect(self.new.setFocus)
        self.new.entered.connect(self.submit)
        self.do.clicked.connect(self.submit)
        self.stop.clicked.connect(self._leave)
        self.setFocusProxy(self.old)

    def submit(self) -> None:
        """Change it, if everything is there."""
        if not self.do.isEnabled():
            return
        old = self.old.line.text()
        if not old:
            self.old.show_error(say("unlock.empty"))
            self.old.setFocus()
            return
        if fresh := self.new.chosen():
            self._busy(True)
            self._background.key(lambda: self._change(old, fresh), self._changed, self._not_changed)

    def clear(self) -> None:
        """Empty, as if never used."""
        self.old.line.clear()
        self.old.show_error("")
        self.new.clear()

    def _leave(self) -> None:
        self.clear()
        self.left.emit()

    def _changed(self, _: object) -> None:
        self._busy(False)
        self.clear()
        self.done.emit()

    def _not_changed(self, error: Exception) -> None:
        self._busy(False)
        if isinstance(error, WrongKey | Delayed):
            self.old.line.clear()
        field = self.new.first if is_about_passphrase(error) else self.old
        field.show_error(words.error(error))
        field.setFocus()

    def _busy(self, busy: bool) -> None:
        self.do.setEnabled(not busy)
        self.do.set_words(say("change.working") if busy else say("change.do"))
