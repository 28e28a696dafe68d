"""What a shift does by itself: deliver when it is time, forget what has lain here long enough, see a new day begin.

Started by the one timer of the shift; nothing here needs a person, and everything here tells `background` when it is
done.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mobile_office import appointments
from mobile_office.desk import Desk
from mobile_office.domain.errors import Trouble
from mobile_office.domain.overview import DeliveryState
from mobile_office.ui.background import Background
from mobile_office.ui.link import Link, load
from mobile_office.ui.power import PowerWatch
from mobile_office.ui.soundness import Watch
from mobile_office.workplace import Workplace

_ERASE_EVERY = timedelta(hours=1)
_LOOK_EVERY = 1000  # milliseconds
_SPARING = 10  # times as long between two tries while power is saved
_AUTOMATIC = "deliver_automatically"


class Errands(QObject):
    """The errands of one person's shift at a workplace."""

    def __init__(
        self, place: Workplace, desk: Desk, background: Background, watch: Watch, power: PowerWatch
    ) -> None:
        super().__init__()
        self._power = power
        self._place, self._desk, self._background, self._watch = place, desk, background, watch
        self._is_delivering = False
        self._last_look = 0.0
        self._look_for_erasable = desk.clock()
        self._today: date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def begin(self, window: QWidget) -> None:
        """From now on, until `end` or until `window` is gone."""
        self.setParent(window)
        link = Link(window)
        link.changed.connect(self._reach)
        self._background.network(load, lambda _: link.watch())
        self._background.changed.connect(self._changed)
        self._timer.start(_LOOK_EVERY)
        self._see_the_day()
        self._renew_streets()

    def end(self) -> None:
        """The store is about to be closed."""
        self._timer.stop()

    @property
    def is_automatic(self) -> bool:
        """Whether delivery tries by itself: as somebody last chose here, else as the settings say."""
        chosen = self._place.local.get(_AUTOMATIC)
        return self._place.settings.deliver_automatically if chosen is None else bool(chosen)

    def set_automatic(self, on: bool) -> None:
        """Keep what somebody has chosen."""
        self._background.write(lambda: self._place.local.put(_AUTOMATIC, on))

    def deliver_now(self) -> None:
        """Deliver whatever the settings and the last try say; nothing while a delivery is under way."""
        if not self._is_delivering:
            self._send(lambda: self._desk.deliver(force=True))

    # -- inside

    def _look(self) -> None:
        self._see_the_day()
        self._watch.look()
        self._look_for_old(self._look_for_erasable + _ERASE_EVERY)  # also where no exchange comes
        settings, now = self._place.settings, self._desk.clock().timestamp()
        state = self._desk.delivery()
        spares = self._power.is_saving  # what waits is tried less often, too
        every = settings.deliver_every_seconds * (_SPARING if spares else 1)
        quiet = (spares or not state.waiting) and now - self._last_look < every
        if self._is_delivering or quiet or not self.is_automatic:
            return
        if self._desk.post.is_time(self._desk.clock()):
            self._last_look = now
            self._send(self._desk.deliver)

    def _send(self, deliver: Callable[[], DeliveryState]) -> None:
        self._is_delivering = True
        self._background.network(deliver, self._delivered, self._not_delivered)

    def _reach(self) -> None:
        """The system thinks that the network has changed: ask the office itself; the timer does the rest."""
        if self.is_automatic:
            self._background.network(lambda: self._desk.post.reach())

    def _delivered(self, state: DeliveryState) -> None:
        self._is_delivering = False
        if state.trouble == "rolled_back":  # the next exchange goes well again, so this must stay in sight
            self._background.trouble.emit(Trouble(state.trouble))
        self._background.changed.emit(frozenset())

    def _not_delivered(self, error: Exception) -> None:
        self._is_delivering = False
        self._background.trouble.emit(error)

    def _changed(self, ids: frozenset[str]) -> None:
        """An exchange may have brought anything, whether it came by itself or somebody pressed the button."""
        if not ids:
            self._renew_streets()
            self._look_for_old(self._look_for_erasable)

    def _look_for_old(self, due: datetime) -> None:
        """See what has lain here long enough, when it is time."""
        now = self._desk.clock()
        if now >= due:
            self._look_for_erasable = now + _ERASE_EVERY
            self._background.network(self._desk.erasable, self._erase)

    def _erase(self, numbers: tuple[str, ...]) -> None:
        """What is answered and old enough leaves this laptop."""
        self._background.write(lambda: self._desk.erase(numbers), changes=numbers)

    def _see_the_day(self) -> None:
        """At the start and past midnight: what was kept for a day that is over goes."""
        today = self._desk.clock().astimezone().date()
        if today != self._today:
            self._today = today
            self._background.write(self._desk.residents.forget_past)
            self._background.write(self._desk.daybook.queue.forget_past)
            self._background.write(lambda: appointments.forget_past(self._place, today))

    def _renew_streets(self) -> None:
        """Make the street directory of what is published by now; locking does not wait for it."""
        self._background.network(lambda: self._desk.streets.renew(lambda: self._background.is_closing))
