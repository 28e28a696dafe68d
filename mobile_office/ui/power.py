"""The battery watched (Strom): words in the top bar, a calm notice at 20 percent, park and lock at 5.

What is typed is safe at any moment; parking only means that anybody can go on when there is power again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mobile_office import power
from mobile_office.devices.battery import Battery, Charge
from mobile_office.ui import powerwords, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton, PlainButton
from mobile_office.ui.form import FormPage
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Words
from mobile_office.ui.window import Window
from mobile_office.ui.words import say
from mobile_office.workplace import Workplace

LOOK_EVERY = 15_000  # milliseconds
COUNTDOWN = 60  # seconds between the notice at 5 percent and the lock
_MOVING = (Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateTooltip)


class PowerBar(QWidget):
    """The notice over the whole window, also over the cover; hidden while there is power."""

    saving_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("power.bar")
        self.notice = Notice(tone="warn")
        self.save, self.close_button = PlainButton(say("power.save")), LinkButton(say("power.hide"))
        self.save.setObjectName("power.save")
        self.save.clicked.connect(self.saving_wanted)
        self.close_button.setObjectName("power.hide")
        self.close_button.clicked.connect(self.hide)
        inside = self.notice.layout()
        assert isinstance(inside, QHBoxLayout)
        inside.addWidget(self.save)
        inside.addWidget(self.close_button)
        box = QVBoxLayout(self)
        side, gap = style.px(style.WIDE), style.px(style.NEAR)
        box.setContentsMargins(side, gap, side, gap)
        box.addWidget(self.notice)
        self.hide()

    def show_calm(self, text: str) -> None:
        """Power gets scarce."""
        self._show(text, "warn", can_save=True)

    def show_last(self, seconds: int) -> None:
        """It is about to park and lock: this cannot be put away."""
        self._show(words.count("power.last", seconds), "bad", can_save=False)

    def _show(self, text: str, tone: str, *, can_save: bool) -> None:
        self.save.setVisible(can_save)
        self.close_button.setVisible(can_save)
        self.notice.show_text(text, tone)
        self.show()


class PowerWatch(QObject):
    """Watches a shift's battery from `begin` until the window is gone."""

    changed = Signal()

    def __init__(
        self,
        place: Workplace,
        background: Background,
        battery: Battery,
        submitted: Callable[[], Sequence[datetime]],
        clock: Callable[[], datetime],
    ) -> None:
        """`submitted` are the times of the cases captured here today."""
        super().__init__()
        self._place, self._background, self._battery = place, background, battery
        self._submitted, self._clock = submitted, clock
        self.use, self.charge = power.recall(place.local), Charge(100, is_plugged=True)
        self.is_known = False  # whether a battery has answered
        self.wants_saving = bool(place.local.get(power.SAVING))
        self.bar = PowerBar()
        self.bar.saving_wanted.connect(lambda: self.save_power(not self.wants_saving))
        self._has_told = False
        self._window: Window | None = None
        self._seconds = COUNTDOWN
        self._last = QTimer(self, interval=1000)
        self._last.timeout.connect(self._count)
        self._blink = QGuiApplication.styleHints().cursorFlashTime()

    def begin(self, window: Window) -> None:
        """From now on, until `window` is gone."""
        self.setParent(window)
        self._window = window
        whole = window.centralWidget()
        above = whole.layout() if whole is not None else None
        assert isinstance(above, QVBoxLayout)
        above.insertWidget(1, self.bar)
        timer = QTimer(self, interval=LOOK_EVERY)
        timer.timeout.connect(self.look)
        timer.start()
        window.destroyed.connect(partial(_move, True, self._blink))
        self.look()

    def words(self) -> tuple[str, str] | None:
        """What the top bar says, and its tone."""
        return powerwords.pill(self.charge if self.is_known else None, self._minutes())

    @property
    def is_saving(self) -> bool:
        """Whether power is being saved: somebody wants to, and no cable is in."""
        return self.wants_saving and self.is_known and not self.charge.is_plugged

    def save_power(self, on: bool) -> None:
        """Keep what somebody has chosen."""
        self.wants_saving = on
        self._background.write(lambda: self._place.local.put(power.SAVING, on))
        self._show_saving()

    def look(self) -> None:
        """Ask the battery, which may take a moment: not on the window's thread, nor behind the network."""
        self._background.key(self._battery.charge, self._seen)

    # -- inside

    def _seen(self, charge: Charge | None) -> None:
        self.is_known = charge is not None
        if charge is None:
            return
        before, self.charge = self.use.rate, charge
        self.use = power.observed(self.use, charge.percent, charge.is_plugged, self._clock())
        if self.use.rate != before:
            rate = self.use.rate
            self._background.write(lambda: self._place.local.put(power.RATE, rate))
        self._react()
        self._show_saving()

    def _react(self) -> None:
        """Nothing while there is power; calm at 20 percent, once; the countdown at 5."""
        percent, plugged = self.charge.percent, self.charge.is_plugged
        if plugged or percent > power.CALM:
            self._last.stop()
            self._has_told = False
            self.bar.hide()
        elif percent <= power.NOW:
            self._park_and_lock()
        elif percent <= power.LAST:
            if not self._last.isActive():
                self._seconds = COUNTDOWN
                self._last.start()
                self.bar.show_last(self._seconds)
        elif not self._has_told or not self.bar.isHidden():
            self._last.stop()
            self._has_told = True
            self.bar.show_calm(powerwords.calm(percent, self._cases()))

    def _count(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self.bar.show_last(self._seconds)
        else:
            self._park_and_lock()

    def _park_and_lock(self) -> None:
        """Everything typed to the writer, then each open draft parked behind it, then the lock, which waits for both."""
        self._last.stop()
        window = self._window
        if window is None:
            return
        window.keep()
        for page in window.opened:
            if isinstance(page, FormPage):
                self._background.write(partial(self._park, page.draft.id))
        window.lock()

    def _park(self, draft: str) -> None:
        """On the writer's thread; one that has been submitted meanwhile is no draft any more."""
        drafts = self._place.drafts
        if any(one.id == draft for one in drafts.open()):
            drafts.park(draft, True, self._clock())

    def _minutes(self) -> float | None:
        return power.minutes_left(self.use, self.charge.percent)

    def _cases(self) -> int | None:
        says = [service.minutes for service in self._place.catalog.current()]
        return power.cases_left(self._minutes(), power.minutes_each(self._submitted(), says))

    def _show_saving(self) -> None:
        self.bar.save.set_words(say("power.save_end" if self.wants_saving else "power.save"))
        _move(not self.is_saving, self._blink)
        self.changed.emit()


def _move(moves: bool, blink: int) -> None:
    """Animations and the blinking cursor, which wakes the processor all day, on or off."""
    for effect in _MOVING:
        QApplication.setEffectEnabled(effect, moves)
    QGuiApplication.styleHints().setCursorFlashTime(blink if moves else 0)


class PowerCard(Card):
    """On the page about this laptop: what is known of the battery, and the switch."""

    def __init__(self, watch: PowerWatch) -> None:
        super().__init__()
        self.setObjectName("power.card")
        self._watch = watch
        self.state, self.rate = Words(), Muted()
        self.state.setObjectName("power.state")
        self.switch = PlainButton(say("power.save"))
        self.switch.setObjectName("power.switch")
        self.switch.clicked.connect(lambda: watch.save_power(not watch.wants_saving))
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addStretch(1)
        told = (Muted(say(f"power.{key}")) for key in ("how", "saves", "saves_not"))
        for part in (Heading2(say("power.title")), self.state, self.rate, *told):
            self.box.addWidget(part)
        self.box.addLayout(row)
        watch.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        watch = self._watch
        told, rate = watch.words(), watch.use.rate
        self.state.setText(told[0] if told else say("power.no_battery"))
        measured = say("power.unmeasured") if rate is None else say("power.measured", percent=round(rate))
        self.rate.setText(measured)
        self.rate.setVisible(told is not None)
        self.switch.setVisible(told is not None)
        self.switch.set_words(say("power.save_end" if watch.wants_saving else "power.save"))
