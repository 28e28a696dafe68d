"""The top bar: where and when, the light, the power, who is working, and the lock.

Light and power are words on a tinted ground, never colour alone. In a narrow window or at large text
the place takes lines of its own.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from mobile_office.domain.overview import DeliveryState, Light, Where
from mobile_office.ui import style, words
from mobile_office.ui.buttons import Button
from mobile_office.ui.flow import Flow
from mobile_office.ui.pieces import Pill, Words
from mobile_office.ui.words import say

_TONES = {
    Light.OFFLINE: "warn",
    Light.WAITING: "warn",
    Light.SENDING: "calm",
    Light.DELIVERED: "good",
    Light.NEEDS_YOU: "bad",
}

# The forms in which date and desk follow the stop on its line.
ONE_LINE = ("one line", "two lines", "narrow, one line")


def light_words(state: DeliveryState) -> tuple[str, str]:
    """What the light says, and its tone."""
    tone = _TONES[state.light]
    if state.light is Light.NEEDS_YOU and state.needs_person:
        return words.count("light.refused_n", state.needs_person), tone
    if state.waiting and state.light is not Light.DELIVERED:
        return words.count(f"light.{state.light}_n", state.waiting), tone
    return say(f"light.{state.light}"), tone


class TopBar(QFrame):
    """Stop, date and desk left; light, power, person and lock right. `lock_wanted` on the lock."""

    lock_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "top")
        self._rest = ""
        self.stop = Words(look="strong")
        self.stop.setObjectName("stop")
        self.rest = Words()
        self.light, self.power, self.store = Pill(), Pill(tone="good"), Pill(tone="calm")
        self.light.setObjectName("light")
        self.power.setObjectName("power")
        self.power.hide()
        self.store.setObjectName("store")
        self.store.hide()
        for label in (self.stop, self.rest):
            label.setWordWrap(False)
        self._place = QWidget()
        self._lines = QGridLayout(self._place)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.setColumnStretch(2, 1)
        self._states, self._who = QWidget(), self._who_and_lock(name)
        states = Flow(self._states, style.px(6), right=True)
        states.addWidget(self.light)
        states.addWidget(self.power)
        states.addWidget(self.store)
        self._grid = QGridLayout(self)
        edge = style.px(style.BETWEEN)
        self._grid.setContentsMargins(style.WIDE, edge, style.WIDE, edge)
        self._grid.setSpacing(style.px(6))
        self._grid.setColumnStretch(0, 1)
        self._form = ""
        self._arrange("one line")

    def show_place(self, where: Where) -> None:
        """Stop in bold, then date and desk."""
        self.stop.setText(words.stop(where.stop))
        self._rest = f"{words.day(where.day)} · {words.desk(where.place)}"
        self._show_rest()
        self._arrange_for(self.width())

    def show_light(self, state: DeliveryState) -> None:
        """The light, in words."""
        text, tone = light_words(state)
        self.light.show_state(text, tone)
        self.light.setAccessibleName(say("top.light_name", text=text))
        self._arrange_for(self.width())

    def show_power(self, text: str | None, tone: str = "good") -> None:
        """The power left, in words; hidden where nobody can tell."""
        self.power.setVisible(text is not None)
        if text is not None:
            self.power.show_state(text, tone)
            self.power.setAccessibleName(say("top.power_name", text=text))
        self._arrange_for(self.width())

    def show_store(self, text: str) -> None:
        """A quiet word while the store is looked at after a run that ended in disorder; hidden when empty."""
        self.store.setVisible(bool(text))
        if text:
            self.store.show_state(text, "calm")
            self.store.setAccessibleName(say("soundness.quiet_name", text=text))
        self._arrange_for(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_for(event.size().width())

    def _who_and_lock(self, name: str) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "who")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 0, style.TIGHT, 0)
        row.setSpacing(0)
        self.person = Words(name)
        self.person.setObjectName("person")
        self.person.setWordWrap(False)
        self.person.setAccessibleName(say("top.person_name", name=name))
        self.lock = Button(say("top.lock"), "inside", parent=frame)
        self.lock.setText(f"{say('top.lock')} ({words.keys('Ctrl+L')})")  # the window owns the shortcut
        self.lock.setObjectName("lock")
        self.lock.setMinimumHeight(style.px(style.TARGET) - 2)  # with its frame as high as the lights
        self.lock.clicked.connect(self.lock_wanted)
        row.addWidget(self.person)
        row.addWidget(Words("  ·"))
        row.addWidget(self.lock)
        frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return frame

    def _arrange_for(self, width: int) -> None:
        """One line where it fits; else date and desk under the stop; else the place on a line of its own."""
        whole = width - 2 * style.WIDE
        free = whole - self._states.sizeHint().width() - self._who.sizeHint().width()
        free -= 3 * self._grid.spacing()
        stop, rest = self.stop.sizeHint().width(), self.rest.sizeHint().width()
        if stop + rest <= free:
            self._arrange("one line")
        elif max(stop, rest) <= free:
            self._arrange("stacked")
        elif free >= 0:
            self._arrange("two lines" if stop + rest <= whole else "three lines")
        else:
            self._arrange("narrow, one line" if stop + rest <= whole else "narrow")

    def _arrange(self, form: str) -> None:
        if form == self._form:
            return
        self._form = form
        narrow, one = form.startswith("narrow"), form in ONE_LINE
        above = narrow or form in ("two lines", "three lines")
        for part in (self._place, self._states, self._who):
            self._grid.removeWidget(part)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._place, 0, 0, 1, 3 if above else 1, middle)
        self._grid.addWidget(self._states, int(above), 0 if narrow else 1, 1, 3 if narrow else 1)
        self._grid.addWidget(self._who, 2 if narrow else int(above), 2)
        self._lines.addWidget(self.stop, 0, 0)
        self._lines.addWidget(self.rest, 0 if one else 1, 1 if one else 0)
        self._show_rest()

    def _show_rest(self) -> None:
        """A dot before it where it follows the stop on the same line."""
        self.rest.setText(f" · {self._rest}" if self._form in ONE_LINE else self._rest)
