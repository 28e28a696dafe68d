"""The page about this laptop itself (Sicherheit): a column of cards, each with a matter of its own."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.pieces import Muted, Title
from mobile_office.ui.words import say


class SafetyPage(QWidget):
    """The cards below one another. A card that has `refresh()` is asked to show what is so when the page opens."""

    def __init__(self, cards: Sequence[QWidget], back: Callable[[], object]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self.back = PlainButton(say("safety.back"))
        self.back.setObjectName("safety.back")
        self.back.clicked.connect(lambda: back())
        QShortcut(QKeySequence("Esc"), self, lambda: back())
        box, scroll = page_box(self), Scroll()
        box.addWidget(scroll, 1)
        box.addLayout(button_row(self.back))
        for part in (Title(say("safety.title")), Muted(say("safety.lead")), *self._cards):
            scroll.box.addWidget(part)
        scroll.box.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Let every card show what is so now."""
        for card in self._cards:
            refresh = getattr(card, "refresh", None)
            if callable(refresh):
                refresh()
