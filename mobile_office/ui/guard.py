"""What locks by itself (Sperre von selbst): nobody here, minutes under the cover, sleep; and deliver and lock.

Put together for one window from unlocking to locking.
"""

from PySide6.QtCore import QObject

from mobile_office.settings import Settings
from mobile_office.ui.background import Background
from mobile_office.ui.idle import Idle
from mobile_office.ui.parting import Parting
from mobile_office.ui.sleep import Sleep, load
from mobile_office.ui.window import Window
from mobile_office.ui.words import say


class Guard(QObject):
    """Guards a window until it is gone."""

    def __init__(self, window: Window, background: Background, settings: Settings, parting: Parting) -> None:
        super().__init__(window)
        window.cover_page.lock_after(settings.lock_covered_after_minutes)
        window.let_part(parting)
        self.idle = Idle(
            window,
            settings.lock_after_minutes,
            window.lock,
            window.countdown,
            window.keep,
            window.take_key,
            lambda: parting.is_running,
        )
        self.sleep = Sleep(self)
        self.sleep.begins.connect(window.lock)
        background.network(load, self._watch)

    def _watch(self, _: None) -> None:
        self.sleep.watch(say("sleep.why"))
