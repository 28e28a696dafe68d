"""The store's key being changed (Schlüsselwechsel), between the passphrase and the first page.

It cannot be stopped, and need not be: whatever cuts it short, it goes on with the next unlocking.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from mobile_office.domain.errors import MobileOfficeError, Trouble
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.pieces import Muted, Words
from mobile_office.ui.threshold import threshold_card
from mobile_office.ui.words import say

_LOOK_EVERY = 200  # milliseconds
_PARTS = 1000


class Changed(Protocol):
    """What became of it (`rotation.Settled`)."""

    @property
    def changed(self) -> bool: ...
    @property
    def left_out(self) -> tuple[str, ...]: ...
    @property
    def trouble(self) -> MobileOfficeError | None: ...


def told(changed: Changed) -> str:
    """What whoever is let in should know of it; "" where all went well."""
    said = say("insiders.left_out", names=" · ".join(changed.left_out)) if changed.left_out else ""
    waits = ""
    if changed.trouble and not changed.changed:
        waits = words.error(Trouble("key_not_changed", reason=changed.trouble.code))
    return " ".join(filter(None, (waits, said)))


class RekeyingScreen(QWidget):
    """What is happening and how far it is. `change()` does it, on the writer's thread, at once; `progress()` is 0 to 1.

    `done` carries what `change` gave back, `failed` its error; then the window is gone. Nothing can be pressed.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self, background: Background, change: Callable[[], Changed], progress: Callable[[], float]
    ) -> None:
        super().__init__()
        self.setWindowTitle(say("app.name"))
        self._progress = progress
        self.bar = QProgressBar()
        self.bar.setObjectName("rekeying.progress")
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(style.px(8))
        self.bar.setAccessibleName(say("insiders.changing"))
        card = threshold_card(self, say("insiders.changing"), say("insiders.changing_lead"))
        card.box.addWidget(self.bar)
        card.box.addWidget(Words(say("insiders.changing_power")))
        card.box.addWidget(Muted(say("insiders.changing_passphrases")))
        timer = QTimer(self)
        timer.timeout.connect(self.refresh)
        timer.start(_LOOK_EVERY)
        self.refresh()
        background.write(change, self._done, self._failed)

    def refresh(self) -> None:
        """As far as it is now."""
        self.bar.setValue(round(self._progress() * _PARTS))

    def _done(self, changed: Changed) -> None:
        self.done.emit(changed)
        self._leave()

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self._leave()

    def _leave(self) -> None:
        self.close()
        self.deleteLater()
