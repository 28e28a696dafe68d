"""What is built turn by turn: the window goes on hearing keys while a long page is made.

A page of many parts costs more than the 50 ms after which waiting is felt. The first parts are made at once, each
further one in a turn of its own, and all that is left before the keyboard moves on. A page that is told of several
changes at once is drawn anew for all of them in the next turn.
"""

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

Work = Callable[[], object]


class Turns(QObject):
    """Pieces of work of one owner, each in a turn of its own; what waits goes with the owner."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._waiting: deque[Work] = deque()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def are_over(self) -> bool:
        """True when nothing waits."""
        return not self._waiting

    def begin(self, work: Iterable[Work]) -> None:
        """Do this, from the next turn on; what waited until now is given up."""
        self._waiting = deque(work)
        if self._waiting:
            self._timer.start()
        else:
            self._timer.stop()

    def finish(self) -> None:
        """Do now what is left."""
        while self._waiting:
            self._waiting.popleft()()

    def _go_on(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        if self._waiting:
            self._timer.start()


def finish_within(window: QWidget) -> None:
    """Make all there is to be made in a window, for a key that moves the keyboard on.

    Qt moves it too, when what had it is hidden: then there is no hurry.
    """
    held: QWidget | None = window.focusWidget()
    if held is None or held.isVisibleTo(window):
        for turns in window.findChildren(Turns):
            turns.finish()
