"""A wiped laptop (gelöschter Laptop): what happened, what of it is lost, and whom to call."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mobile_office.ui import words
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.pieces import Muted, Notice, Words
from mobile_office.ui.threshold import threshold_card
from mobile_office.ui.words import say


class WipedScreen(QWidget):
    """`anew` comes when the laptop is to be set up again. `at` is when the office ordered it; `handed_over` and `lost` count entries; `told`: the office has the word."""

    anew = Signal()

    def __init__(self, at: datetime, handed_over: int, lost: int, *, told: bool) -> None:
        super().__init__()
        self.setWindowTitle(say("app.name"))
        day = f"{words.short_day(at.astimezone().date())}, {words.clock(at)}"
        card = threshold_card(self, say("wiped.title"), say("wiped.lead", at=day))
        parts: list[QWidget] = [Words(say("wiped.kept"))]
        if handed_over:
            parts.append(Words(words.count("wiped.handed_over", handed_over)))
        if lost:
            parts.append(Notice(words.count("wiped.lost", lost), "bad"))
        self.state = Muted()
        self.state.setObjectName("wiped.state")
        self.again = PlainButton(say("wiped.again"))
        self.again.setObjectName("wiped.again")
        self.again.clicked.connect(self.anew)
        close = PlainButton(say("wiped.close"))
        close.setObjectName("wiped.close")
        close.clicked.connect(self.close)
        for part in (*parts, Notice(say("wiped.call"), "warn"), self.state):
            card.box.addWidget(part)
        card.box.addLayout(button_row(self.again, right=(close,)))
        self.show_told(told)
        close.setFocus()

    def show_told(self, told: bool) -> None:
        """Whether the office knows."""
        self.again.setVisible(told)  # until then this laptop has something to say
        self.state.setText(say("wiped.told") if told else say("wiped.not_told"))
