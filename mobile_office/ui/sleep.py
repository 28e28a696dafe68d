"""The laptop goes to sleep (Bereitschaft, Ruhezustand): hide and lock before it does, or at the latest when it wakes.

logind says so over D-Bus, and waits for us (at most five seconds by its own setting) while we hold its delay. Where
nobody says so, the clocks tell afterwards: on Linux only the one that counts sleep goes on meanwhile.
"""

import os
import time
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

LOOK_EVERY = 1000  # milliseconds
_ASLEEP = 1.0  # seconds of difference between the two clocks that no rounding makes
_SERVICE, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_INTERFACE = "org.freedesktop.login1.Manager"


def load() -> None:
    """Read the library `watch` needs, on any thread."""
    from PySide6 import QtDBus  # noqa: F401


def slept() -> float:
    """Seconds this system has slept since it was started. The wall clock is no witness: somebody may set it."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)


class Sleep(QObject):
    """Says `begins` when the system is about to sleep or has slept, from `watch` on."""

    begins = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = slept) -> None:
        super().__init__(parent)
        self._clock = clock
        self._before = clock()
        self._delay = -1
        self._call: QObject | None = None
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(LOOK_EVERY)

    def watch(self, why: str) -> bool:
        """Ask logind to be told, and to wait for us; `why` is what it shows. False where there is no system bus."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        system = QDBusConnection.systemBus()
        if not system.isConnected():
            return False
        heard = system.connect(  # PySide takes the text, and bytes only by its own word
            _SERVICE,
            _PATH,
            _INTERFACE,
            "PrepareForSleep",
            self,
            SLOT("prepare(bool)"),  # type: ignore[call-overload]
        )
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Inhibit")
        message.setArguments(["sleep", "mobile-office", why, "delay"])
        # not waited for: a logind that does not answer must not stop the window
        call = QDBusPendingCallWatcher(system.asyncCall(message), self)
        call.finished.connect(self._answered)
        self._call = call
        return bool(heard)

    @property
    def delays(self) -> bool:
        """Whether the system waits for us before it sleeps. The delay ends with this process image (`process.replace`)."""
        return self._delay >= 0

    def let_go(self) -> None:
        """The system need not wait any longer."""
        if self._delay >= 0:
            os.close(self._delay)
            self._delay = -1

    @Slot(bool)
    def prepare(self, begins: bool) -> None:
        """logind's word: True before sleeping, False after waking."""
        if begins:
            self.begins.emit()

    def _answered(self) -> None:
        from PySide6.QtDBus import QDBusPendingCallWatcher

        call, self._call = self._call, None
        if not isinstance(call, QDBusPendingCallWatcher) or call.isError():
            return
        for descriptor in call.reply().arguments():
            self._delay = descriptor.takeFileDescriptor()

    def _look(self) -> None:
        now = self._clock()
        if now - self._before > _ASLEEP:
            self.begins.emit()
        self._before = now
