"""What is no longer used is collected on the window's thread, never on another.

Python collects on whichever thread happens to allocate. A page that is gone often lies in a cycle with its
widgets, and Qt crashes when they die on the writer's thread. So while there are other threads, nobody collects by
themselves, and a timer of the window does it instead.
"""

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # milliseconds


class Collector(QObject):
    """Collects from its making until `stop`; made and stopped on the window's thread."""

    _running: ClassVar[set[int]] = set()
    _was_on: ClassVar[bool] = True
    _is_settled: ClassVar[bool] = False

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._times = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY)
        if not self._running:
            type(self)._was_on = gc.isenabled()
        self._running.add(id(self))
        gc.disable()

    def settle(self) -> None:
        """What there is now stays: it is not looked through again, which takes a tenth of a second at the desk."""
        gc.freeze()
        type(self)._is_settled = True

    def collect(self) -> None:
        """Collect what is young; every tenth time what is older, once in a minute everything."""
        self._times += 1
        gc.collect(2 if self._times % 60 == 0 else 1 if self._times % 10 == 0 else 0)

    def stop(self) -> None:
        """Leave collecting as it was found, once no other thread is left. May be called twice."""
        self._timer.stop()
        self._running.discard(id(self))
        if not self._running:
            if self._is_settled:
                gc.unfreeze()
                type(self)._is_settled = False
            if self._was_on:
                gc.enable()
