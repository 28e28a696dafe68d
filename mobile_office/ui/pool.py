"""The pool on the screen (Vertretungsplätze): kept full without anybody's doing, told on the page about the laptop."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.pieces import Card, Heading2, Muted, Words
from mobile_office.ui.window import Window
from mobile_office.ui.words import say


class Keeps(Protocol):
    """What keeps a pool full (`substitute.Filling`)."""

    def count(self) -> int: ...
    def is_due(self) -> bool: ...
    def fill(self, go_on: Callable[[], bool]) -> int: ...


class PoolKeeper(QObject):
    """Fills the pool after an exchange that went well. Where it fails the next exchange tries again.

    `is_reached` says whether the office answered last. A substitute is told once what they may do.
    """

    def __init__(
        self,
        window: Window,
        background: Background,
        filling: Keeps,
        is_reached: Callable[[], bool],
        *,
        is_substitute: bool,
    ) -> None:
        super().__init__(window)
        self._background, self._filling, self._is_reached = background, filling, is_reached
        self._is_busy = False
        background.changed.connect(self._changed)
        if is_substitute:
            window.trouble.show_text(say("substitute.inside"), "calm")

    def _changed(self, ids: frozenset[str]) -> None:
        if ids or self._is_busy or not self._is_reached() or not self._filling.is_due():
            return
        self._is_busy = True
        self._background.network(self._fill, self._over, self._over)

    def _fill(self) -> int:
        return self._filling.fill(lambda: not self._background.is_closing)

    def _over(self, _: object) -> None:
        """Done, or not: the card says how many there are, and delivery says what is wrong with the link."""
        self._is_busy = False


class PoolCard(Card):
    """How many substitutes the office could let in here by telephone."""

    def __init__(self, count: Callable[[], int], letter: str) -> None:
        super().__init__()
        self._count, self._letter = count, letter
        self.told = Words()
        self.told.setObjectName("pool.count")
        self.box.addWidget(Heading2(say("pool.title")))
        self.box.addWidget(self.told)
        self.box.addWidget(Muted(say("pool.how", letter=letter)))
        self.refresh()

    def refresh(self) -> None:
        """As the pool is now."""
        ready = self._count()
        self.told.setText(words.count("pool.ready", ready) if ready else say("pool.none"))
