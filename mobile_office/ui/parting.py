"""Deliver and lock (Übertragen und sperren): only progress on the screen, the key until it is done, at most an hour.

Nothing can be opened and nobody is named. A key asks for the passphrase, which leads back to where the person was.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.errors import CALM
from mobile_office.domain.overview import DeliveryState, Light
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import centred, page_box
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.pieces import Card, Muted, Strong, Title
from mobile_office.ui.words import say

LONGEST = 3600.0  # seconds the key may be kept (security.md 2)
AGAIN = 30.0  # seconds between two tries
LOOK_EVERY = 500  # milliseconds
CARD = 480  # width of the card, pixels at scale 1
_STEPS = 1000  # of the bar


def is_done(state: DeliveryState) -> bool:
    """Whether nothing waits any more that this laptop could deliver; what the office refused needs a person later."""
    return not state.waiting and not state.blobs_waiting and state.light not in (Light.SENDING, Light.WAITING)


def _how(state: DeliveryState) -> str:
    """What is going on: the key of its sentence."""
    if state.light is Light.SENDING:
        return "sending"
    if not state.trouble:
        return "begins"
    return "trying" if state.trouble in CALM else "stuck"


class Parting(QWidget):
    """The page while it delivers and before it locks. `back` comes after the right passphrase, `ended` when it is time
    to lock.

    `check(passphrase)` raises WrongKey or Delayed and runs on the key thread. `deliver()` begins a delivery unless one
    is under way. `clock()` is in seconds and never goes back.
    """

    back = Signal()
    ended = Signal()

    def __init__(
        self,
        desk: Desk,
        background: Background,
        check: Callable[[str], object],
        deliver: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("parting")
        self.setAccessibleName(say("parting.title"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk, self._deliver, self._clock = desk, deliver, clock
        self._began = self._tried = 0.0
        self._most = (0, 0)  # cases and bytes that waited at most
        self.left, self.fact, self.until = Strong(), Muted(), Muted()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("parting.title"))
        self.entry = PassphraseEntry(background, check, say("cover.passphrase"), say("cover.open"))
        self.entry.opened.connect(lambda _: self.back.emit())
        self.hint = Muted(say("parting.hint"))
        self.now = PlainButton(say("parting.now"))
        self.now.setObjectName("parting.now")
        self.now.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a key asks for the passphrase, Space too
        self.now.clicked.connect(self.ended)
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._build()

    @property
    def is_running(self) -> bool:
        """From `begin` until `end`."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Deliver from now on."""
        self._began = self._tried = self._clock()
        self._most = (0, 0)
        self._ask(False)
        until = self._desk.clock() + timedelta(seconds=LONGEST)
        self.until.setText(say("parting.until", at=words.clock(until)))
        self._show(self._desk.delivery())
        self._timer.start()
        self._deliver()

    def end(self) -> None:
        """Somebody is back, or it locks."""
        self._timer.stop()
        self.entry.reset()

    def look(self) -> None:
        """See how far it is; try again, or say that it is over."""
        state, now = self._desk.delivery(), self._clock()
        self._show(state)
        if is_done(state) or now - self._began >= LONGEST:
            self._timer.stop()
            self.ended.emit()
        elif state.light is not Light.SENDING and now - self._tried >= AGAIN:
            self._tried = now
            self._deliver()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key asks for the passphrase; what a letter types is its first one."""
        if not self.entry.isHidden() or event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            super().keyPressEvent(event)
            return
        self._ask(True)
        if event.text().isprintable():
            self.entry.line.setText(event.text())

    def _ask(self, asks: bool) -> None:
        self.entry.reset()
        self.entry.setVisible(asks)
        self.hint.setVisible(not asks)
        self.entry.setFocus() if asks else self.setFocus()

    def _show(self, state: DeliveryState) -> None:
        cases, size = state.waiting, state.bytes_waiting
        self._most = (max(self._most[0], cases), max(self._most[1], size))
        told = [words.count("parting.cases", cases)] if cases else []
        if size:
            told.append(say("parting.megabytes", n=words.locale().toString(size / 1e6, "f", 1)))
        self.left.setText(say("parting.left", what=" · ".join(told)) if told else say("parting.last"))
        self.fact.setText(say(f"parting.{_how(state)}"))
        part = [1 - now / most for now, most in zip((cases, size), self._most, strict=True) if most]
        self.bar.setValue(round(_STEPS * sum(part) / len(part)) if part else 0)

    def _build(self) -> None:
        for name, part in (
            ("left", self.left),
            ("fact", self.fact),
            ("until", self.until),
            ("bar", self.bar),
        ):
            part.setObjectName(f"parting.{name}")
        card = Card()
        card.setFixedWidth(style.px(CARD))
        margin = style.px(style.WIDE)
        card.box.setContentsMargins(margin, margin, margin, margin)
        card.box.setSpacing(style.px(style.BETWEEN))
        for above in (Title(say("parting.title")), self.left, self.bar, self.fact, self.until):
            card.box.addWidget(above)
        card.box.addSpacing(style.px(style.BETWEEN))
        for below in (self.hint, self.entry, self.now):
            card.box.addWidget(below)
        page_box(self).addWidget(centred(card))
