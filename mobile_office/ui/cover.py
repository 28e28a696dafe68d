"""The cover (F12): everything hidden at once, for a visitor or a camera, until the passphrase comes.

Covering is not locking: the key stays in memory. Locking ends the process (security.md 2).
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mobile_office.ui import style
from mobile_office.ui.background import Background
from mobile_office.ui.layouts import centred, page_box
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.pieces import Card, Muted, PlainButton, Title
from mobile_office.ui.words import say

CARD = 400  # width of the card, pixels at scale 1


class Cover(QWidget):
    """An opaque page over the whole window. `lifted` comes after the right passphrase only.

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
        lock = PlainButton(say("cover.lock"))
        lock.setObjectName("cover.lock")
        lock.clicked.connect(self.lock_wanted)
        card = Card()
        card.setFixedWidth(style.px(CARD))
        card.box.addWidget(Title(say("cover.title")))
        card.box.addWidget(Muted(say("cover.lead", name=name)))
        card.box.addSpacing(style.px(style.BETWEEN))
        card.box.addWidget(self.entry)
        card.box.addWidget(lock)
        page_box(self).addWidget(centred(card))
        self.setFocusProxy(self.entry)
