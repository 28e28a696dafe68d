"""Nobody is here: after some minutes without a key or a movement the screen locks, half a minute after it said so.

Every key still counts while it counts down, and what was typed is handed to the writer before it begins (security.md 2).
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.pieces import Notice

WARNING = 30.0  # seconds
_ATTEND = 3000  # milliseconds until a window that never gets the keyboard is looked at too (the citizen's)
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # of a shortcut, whose press no window gets
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
Keys = Callable[[QKeyEvent], bool]


class Countdown(QWidget):
    """The bar at the top: how long until it locks, and what keeps it open. Told once to who cannot see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("countdown")
        self.notice = Notice(tone="calm")
        box = QVBoxLayout(self)
        side, gap = style.px(style.WIDE), style.px(style.NEAR)
        box.setContentsMargins(side, gap, side, gap)
        box.addWidget(self.notice)
        self.hide()

    def show_seconds(self, seconds: int) -> None:
        """Say it."""
        text = words.count("idle.locks", max(1, seconds))
        begins = self.isHidden()
        self.notice.show_text(text, "calm")
        self.show()
        if begins:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


class Idle(QObject):
    """Calls `lock` once after `minutes` without a sign of life in the whole application.

    `countdown` says so for the last `WARNING` seconds (half the time where that is shorter); `keep` is called before.
    `keys` may take a key that no window gets, such as the cover's while a dialog is open. While `holds()` nothing locks.
    It listens where the system hands its events to the windows: a filter on the application would meet every event of
    every widget, and cost a third of the time in which a form is built.
    """

    def __init__(
        self,
        window: QWidget,
        minutes: float,
        lock: Callable[[], object],
        countdown: Countdown | None = None,
        keep: Callable[[], object] | None = None,
        keys: Keys | None = None,
        holds: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(window)
        self._countdown, self._keep, self._keys, self._holds = countdown, keep, keys, holds
        whole = int(minutes * 60_000)
        warning = min(int(WARNING * 1000), whole // 2)
        self._quiet, self._last, self._second = QTimer(self), QTimer(self), QTimer(self)
        for timer, length in ((self._quiet, whole - warning), (self._last, warning)):
            timer.setSingleShot(True)
            timer.setInterval(length)
        self._second.setInterval(1000)
        self._quiet.timeout.connect(self._warn)
        self._last.timeout.connect(lock)
        self._second.timeout.connect(self._count)
        self._quiet.start()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._attend)
        attending = QTimer(self)
        attending.timeout.connect(self._attend)
        attending.start(_ATTEND)
        self._attend()

    def _attend(self, _: object = None) -> None:
        """Listen to every window there is now, open lists and dialogs among them."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Any sign of life begins the minutes anew; nothing is swallowed but what `keys` takes."""
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self._begin_anew()
            if kind != QEvent.Type.MouseMove:
                QTimer.singleShot(0, self, self._attend)  # the list or dialog that it opens
            if kind == QEvent.Type.KeyPress and self._keys is not None and isinstance(event, QKeyEvent):
                return self._keys(event)
        return False

    def _begin_anew(self) -> None:
        if not self._quiet.isActive():
            self._last.stop()
            self._second.stop()
            if self._countdown is not None:
                self._countdown.hide()
        self._quiet.start()

    def _warn(self) -> None:
        if self._holds():
            self._quiet.start()
            return
        if self._keep is not None:
            self._keep()
        self._last.start()
        self._second.start()
        self._count()

    def _count(self) -> None:
        if self._countdown is not None:
            self._countdown.show_seconds(-(-self._last.remainingTime() // 1000))
