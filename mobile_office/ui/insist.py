"""The notice that insists: full width, over every page, without a way to close it. Delivering is what takes it away."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.insisting import Insistence
from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.pieces import Notice
from mobile_office.ui.words import say

_LARGE = 140  # percent of text size; beyond it the bar says the first sentence only


def headline(insistence: Insistence, today: date) -> str:
    """`Heute noch übertragen: 3 Vorgänge. Am Di 24.11.2026 endet die Frist (§ 33 BMG).`"""
    key = f"insist.{insistence.stage(today)}"
    return words.count(key, insistence.cases, day=words.day(insistence.ends))


def sentence(insistence: Insistence, today: date) -> str:
    """The same, and what to do."""
    return f"{headline(insistence, today)} {say(f'insist.how_{insistence.stage(today)}')}"


class InsistBar(QWidget):
    """Hidden while there is nothing to insist on. `deliver()` leads to the page where it is delivered, or to a stick."""

    def __init__(self, deliver: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("insist")
        self.notice, self.button = Notice(tone="bad"), PlainButton(say("insist.deliver"))
        self.button.setObjectName("insist.deliver")
        self.button.clicked.connect(lambda: deliver())
        inside = self.notice.layout()
        assert inside is not None
        inside.addWidget(self.button)
        box = QVBoxLayout(self)
        box.setContentsMargins(style.WIDE, style.px(style.BETWEEN), style.WIDE, 0)
        box.addWidget(self.notice)
        self.hide()

    def show_insistence(self, insistence: Insistence | None, today: date) -> None:
        """Say it, or be gone."""
        say_it = headline if style.px(100) > _LARGE else sentence
        told = say_it(insistence, today) if insistence else ""
        if told == self.notice.label.text():
            return
        self.notice.show_text(told, "bad")
        self.setVisible(bool(told))
