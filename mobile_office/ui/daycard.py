"""The day on the road at a glance: where we are, whether the departure was checked, whether the day is closed.

Every button keeps its place; only the one that is next is the primary one. `wanted` carries its key.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.day import Closing, Day, Departure
from mobile_office.domain.residents import Turn
from mobile_office.ui import style, words
from mobile_office.ui.buttons import Button
from mobile_office.ui.flow import Flow
from mobile_office.ui.pieces import Card, Heading2, Muted, Pill, Strong, Words
from mobile_office.ui.words import say

KEYS = ("stop", "right", "round", "departure", "closing", "protocol")


class DayCard(Card):
    """`wanted` carries "stop", "right", "round" (through a home), "departure", "closing" or "protocol"."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("day")
        narrow(self)
        self.box.setSpacing(style.px(style.BETWEEN))
        self.stop, self.since, self.date = Strong(), Muted(), Words()
        self.round = Muted()
        self.departure, self.departure_by = Pill(small=True), Muted()
        self.closing, self.closing_by = Pill(small=True), Muted()
        self.buttons = {key: self._button(key) for key in KEYS}
        self.box.addWidget(Heading2(say("day.title")))
        self._block((self.stop, self.since, self.date), "stop", "right")
        self._block((Words(say("residents.day_line")), self.round), "round")
        self._block((_line(say("day.departure"), self.departure), self.departure_by), "departure")
        self._block((_line(say("day.closing"), self.closing), self.closing_by), "closing", "protocol")

    def refresh(self) -> None:
        """Show what is so now."""
        day = self._desk.daybook.day()
        self._show_stop(day)
        self._show_round()
        self._show_departure(day.departures[-1] if day.departures else None, is_over=day.closing is not None)
        self._show_closing(day, day.closing)

    def _block(self, parts: tuple[QWidget, ...], *keys: str) -> None:
        block = QVBoxLayout()
        block.setSpacing(style.px(style.TIGHT))
        for part in parts:
            block.addWidget(part)
        buttons = Flow(gap=style.px(style.NEAR))
        for key in keys:
            buttons.addWidget(self.buttons[key])
        block.addSpacing(style.px(style.TIGHT))
        block.addLayout(buttons)
        self.box.addLayout(block)

    def _button(self, key: str) -> Button:
        button = Button("", "plain")
        button.setObjectName(f"day.{key}")
        button.clicked.connect(lambda: self.wanted.emit(key))
        return button

    def _show_stop(self, day: Day) -> None:
        self.stop.setText(words.stop(self._desk.daybook.stop()))
        since = say("day.no_stop")
        if day.stops:
            last = day.stops[-1]
            since = say("day.since_right" if last.was else "day.since", at=words.clock(last.since))
        self.since.setText(since)
        self.date.setVisible(day.date != day.clock_date)
        if day.date != day.clock_date:
            told = {"day": words.short_day(day.date), "clock": words.short_day(day.clock_date)}
            self.date.setText(say("day.date_right", **told))
        is_next = bool(day.departures) and not day.stops and day.closing is None
        self._name("stop", say("day.move" if day.stops else "day.choose"), is_next=is_next)
        self._name("right", say("day.right"), say("day.right_name"))

    def _show_round(self) -> None:
        current, told, button = self._desk.residents.round(), say("residents.day_none"), "day_begin"
        if current is not None:
            done, button = current.count(Turn.DONE), "day_go_on"
            told = say("residents.day_open", done=done, n=len(current.residents))
        self.round.setText(told)
        do = say(f"residents.{button}")
        self._name("round", do, say("residents.day_name", do=do))

    def _show_departure(self, last: Departure | None, *, is_over: bool) -> None:
        told = ""
        if last is None:
            self.departure.show_state(say("day.departure_open"), "warn")
        else:
            self.departure.show_state(say("day.departure_signed"), "warn" if last.note else "good")
            by = "day.by_noted" if last.note else "day.by"
            told = say(by, at=words.clock(last.at), name=self._named(last.person))
        _tell(self.departure_by, told)
        text = say("day.depart_again" if last else "day.depart")
        self._name("departure", text, is_next=last is None and not is_over)

    def _show_closing(self, day: Day, closing: Closing | None) -> None:
        added = self._desk.daybook.added()
        told, button = "", "day.close"
        if closing is None:
            self.closing.show_state(say("day.closing_open"), "calm")
        else:
            at = words.clock(closing.at)
            counted = say("day.counted", at=at, counted=closing.counted, papers=closing.papers)
            self.closing.show_state(say("day.closed"), "warn" if added else "good")
            bag = say("day.bag", number=day.bag.number, to=day.bag.to) if day.bag else say("day.bag_open")
            told = words.count("day.added", added) if added else f"{counted} {bag}"
            button = "day.close_again" if added or day.bag else "day.bag_next"
        _tell(self.closing_by, told)
        is_bag_next = closing is not None and day.bag is None
        self._name("closing", say(button), is_next=bool(added) or is_bag_next)
        self._name("protocol", say("day.protocol"), say("day.protocol_name"))

    def _named(self, person: str) -> str:
        return next((one.name for one in self._desk.colleagues() if one.person == person), person)

    def _name(self, key: str, text: str, spoken: str = "", *, is_next: bool = False) -> None:
        button = self.buttons[key]
        button.set_words(text)
        button.setAccessibleName(spoken or text)
        style.look(button, "look", "primary" if is_next else "plain")


class FormsCard(Card):
    """Paper forms: capture one later, print blank ones. `wanted` carries "capture" or "blanks"."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("forms")
        narrow(self)
        self.box.addWidget(Heading2(say("day.forms")))
        row = Flow(gap=style.px(style.NEAR))
        for key in ("capture", "blanks"):
            button = Button(say(f"day.{key}"), "plain")
            button.setAccessibleName(say(f"day.{key}_name"))
            button.setObjectName(f"forms.{key}")
            button.clicked.connect(lambda _=False, key=key: self.wanted.emit(key))
            row.addWidget(button)
        self.box.addLayout(row)


def narrow(card: Card) -> None:
    """Less margin at the sides, so that two buttons stand beside each other."""
    edge, around = style.px(16), style.px(style.AROUND)
    card.box.setContentsMargins(edge, around, edge, around)


def _line(text: str, pill: Pill) -> QWidget:
    """What it is about, and its state behind it."""
    whole, label = QWidget(), Words(text)
    label.setWordWrap(False)
    line = Flow(whole, style.px(style.NEAR))
    line.addWidget(label)
    line.addWidget(pill)
    return whole


def _tell(label: Muted, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
