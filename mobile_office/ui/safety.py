"""The page about this laptop itself (Sicherheit): a column of cards, each with a matter of its own."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from mobile_office.ui.cases import scrolling_box
from mobile_office.ui.layouts import button_row
from mobile_office.ui.pieces import Muted, PlainButton, Title
from mobile_office.ui.words import say


class SafetyPage(QWidget):
    """The cards below one another. A card that has `refresh()` is asked to show what is so when the page opens."""

    def __init__(self, cards: Sequence[QWidget], back: Callable[[], object]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self.back = PlainButton(say("safety.back"))
        self.back.setObjectName("safety.back")
        self.back.clicked.connect(lambda: back())
        box = scrolling_box(self)
        box.addLayout(button_row(self.back))
        box.addWidget(Title(say("safety.title")))
        box.addWidget(Muted(say("safety.lead")))
        for card in self._cards:
            box.addWidget(card)
        box.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Let every card show what is so now."""
        for card in self._cards:
            refresh = getattr(card, "refresh", None)
            if callable(refresh):
                refresh()
