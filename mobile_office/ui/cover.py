"""The cover (F12): everything hidden at once, for a visitor or a camera, until the passphrase comes.

Covering is not locking: the key stays in memory, for some minutes; then it locks. Locking ends the process
(security.md 2, ADR 004).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import centred, page_box
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.pieces import Card, Muted, Title
from mobile_office.ui.words import say

CARD = 400  # width of the card, pixels at scale 1


def clear_screen(window: QWidget) -> None:
    """Close whatever lies over a window: open lists, menus, hints, dialogs. A dialog ends as if given up."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None:
        if not popup.close():
            popup.hide()
    for other in QApplication.topLevelWidgets():
        if other is window or not other.isVisible():
            continue
        if isinstance(other, QDialog):
            other.reject()
        other.hide()


class Cover(QWidget):
    """An opaque page over the whole window. `lifted` comes after the right passphrase only; `lock_wanted` also when
    nobody has lifted it for some minutes.

    `check(passphrase)` raises WrongKey or Delayed and runs on the key thread.
    """

    lifted = Signal()
    lock_wanted = Signal()

    def __init__(
        self, background: Background, check: Callable[[str], object], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cover")
        self.entry = PassphraseEntry(background, check, say("cover.passphrase"), say("cover.open"))
        self.entry.opened.connect(lambda _: self.lifted.emit())
        self.until = Muted(parent=self)
        self.until.setObjectName("cover.until")
        self.until.hide()
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self.lock_wanted)
        lock = PlainButton(say("cover.lock"))
        lock.setObjectName("cover.lock")
        lock.clicked.connect(self.lock_wanted)
        card = Card()
        card.setFixedWidth(style.px(CARD))
        card.box.addWidget(Title(say("cover.title")))
        card.box.addWidget(Muted(say("cover.lead", name=name)))
        card.box.addSpacing(style.px(style.BETWEEN))
        for part in (self.entry, lock, self.until):
            card.box.addWidget(part)
        page_box(self).addWidget(centred(card))
        self.setFocusProxy(self.entry)

    def lock_after(self, minutes: float) -> None:
        """How long it may cover until it locks; 0 is for ever. Keys and movements change nothing of it: they may be a
        visitor's."""
        self._patience.setInterval(int(minutes * 60_000))

    def begin(self, now: datetime) -> None:
        """It covers from now on."""
        self.entry.reset()
        if self._patience.interval():
            self._patience.start()
            until = now + timedelta(milliseconds=self._patience.interval())
            self.until.setText(say("cover.until", at=words.clock(until)))
        self.until.setVisible(self._patience.isActive())

    def end(self) -> None:
        """It covers no longer."""
        self._patience.stop()
