"""What a submit led to: the case number in large print, where the case is now, and what happens next.

Saved on this laptop is not at the office, and prepared is not applied for: both are said in full.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.domain.service import Service
from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.flow import Flow
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Title, Words

_LARGE = 1.6  # the number is read out and copied by hand


class Result(Card):
    """The page after a submit; `closed` when the clerk goes on."""

    closed = Signal()
    receipt_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, service: Service, number: str, saved_at: str, parent: QWidget | None = None) -> None:
        """`saved_at` is the local time of day with seconds."""
        super().__init__(parent)
        margin = style.px(style.WIDE)
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(style.px(style.BETWEEN))
        self.box.addWidget(Muted(words.say("result.number")))
        large = Title(number)
        large.setObjectName("result.number")
        large.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        large.setStyleSheet(f"font-size: {style.TITLE * _LARGE * style.px(100) / 100:.1f}pt")
        self.box.addWidget(large)
        saved = Notice(words.say("result.saved", time=saved_at), "calm")
        saved.setObjectName("result.saved")
        self.box.addWidget(saved)
        told = words.say("result.saved", time=saved_at)
        self.setAccessibleName(f"{words.say('result.number')} {number}. {told}")
        steps = words.text(service.next_steps)
        if service.ends == "prepared":
            prepared = Notice(steps, "warn")
            prepared.setObjectName("result.prepared")
            self.box.addWidget(prepared)
        elif steps:
            self.box.addWidget(Heading2(words.say("result.next")))
            self.box.addWidget(Words(steps))
        self.done = PrimaryButton(words.say("result.done"))
        self.done.setObjectName("result.done")
        self.done.clicked.connect(self.closed)
        self.box.addSpacing(style.px(style.BETWEEN))
        self.receipt = PlainButton(f"{words.say('result.receipt')}  ({words.keys('F9')})")
        self.receipt.setObjectName("result.receipt")
        self.receipt.clicked.connect(self.receipt_wanted)
        self.another = PlainButton(words.say("visit.another"))
        self.another.setObjectName("visit.another")
        self.another.clicked.connect(self.another_wanted)
        self.another.hide()
        row = Flow(gap=style.px(style.BETWEEN), right=True)
        for button in (self.another, self.receipt, self.done):
            row.addWidget(button)
        self.box.addLayout(row)

    def show_visit(self, so_far: QWidget | None, key: str) -> None:
        """Offer another service for the same people, and show what the visit has besides this case."""
        self.another.set_words(f"{words.say('visit.another')}  ({words.keys(key)})")
        self.another.show()
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(self.another_wanted)
        if so_far is not None:
            self.box.addSpacing(style.px(style.BETWEEN))
            self.box.addWidget(so_far)  # below the buttons: the number stays in sight in large print
