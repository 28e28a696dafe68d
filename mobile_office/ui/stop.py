"""The stop: arriving at one, or setting a wrong stop or date right, in plain words what it changes.

A wrong stop or date is never overwritten: the correction is an entry of its own, with its reason.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.errors import NotAllowed
from mobile_office.settings import NO_STOP
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton, PlainButton, PrimaryButton
from mobile_office.ui.dates import date_text, read_date
from mobile_office.ui.inputs import Line
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.pieces import Card, ErrorText, Muted, Notice, Title, Words
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.steplist import flush_left
from mobile_office.ui.words import say


class StopPage(QWidget):
    """Arrive at a stop, or with `right` set stop or date right. `close()` goes back."""

    def __init__(
        self, desk: Desk, background: Background, close: Callable[[], object], *, right: bool = False
    ) -> None:
        super().__init__()
        self._desk, self._background, self._close, self._is_right = desk, background, close, right
        self._day = desk.daybook.day()
        self._was = desk.daybook.stop()
        self.name, self.date, self.reason = Line(), QLineEdit(), Line()
        local = desk.clock().astimezone()
        plan = desk.daybook.planned()
        self.planned, self._next = plan.of_day(local.date()), plan.at(local)
        self.errors = {name: ErrorText() for name in ("name", "date", "reason")}
        self.will = Notice(parent=self)
        kind = "right" if right else "move"
        self.do = PrimaryButton(say(f"stop.{kind}"), "Ctrl+S")
        self._build(kind)
        self._tell()

    def _build(self, kind: str) -> None:
        box, scroll, card = page_box(self), Scroll(), Card()
        box.addWidget(Title(say(f"stop.title_{kind}")))
        box.addWidget(Muted(say(f"stop.lead_{kind}")))
        box.addWidget(scroll, 1)
        scroll.box.addWidget(card)
        scroll.box.addWidget(self.will)
        scroll.box.addStretch(1)
        names = dict.fromkeys([*(stop.name for stop in self.planned), *self._desk.daybook.stops()])
        known = QCompleter(list(names), self)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(known)
        self._add(card, "name", self.name, say("stop.name_hint"))
        if self.planned:
            self._build_plan(card)
        if self._is_right:
            self.name.setText("" if self._was == NO_STOP else self._was)
            self.date.setText(date_text(self._day.date.isoformat()))
            self._add(card, "date", self.date, say("stop.date_hint"))
            self._add(card, "reason", self.reason)
        elif self._next is not None and self._next.name != self._was:
            self._propose(self._next.name)
        back = PlainButton(say("stop.back"))
        back.setObjectName("stop.back")
        back.clicked.connect(lambda: self._close())
        self.do.setObjectName("stop.do")
        self.do.clicked.connect(self._do)
        self.will.setObjectName("stop.will")
        box.addLayout(button_row(back, right=(self.do,)))
        QShortcut(QKeySequence("Esc"), self, lambda: self._close())
        self.setFocusProxy(self.name)

    def _build_plan(self, card: Card) -> None:
        """The day's stops with their times, a key for each; the plan only proposes."""
        card.box.addSpacing(style.px(style.NEAR))
        card.box.addWidget(Words(say("tour.title"), "strong"))
        for number, stop in enumerate(self.planned, 1):
            since, until = f"{stop.begins:%H:%M}", f"{stop.ends:%H:%M}"
            when = say("tour.when", since=since, until=until, address=stop.address)
            keys = f"Alt+{number}" if number < 10 else ""
            choose = LinkButton(f"{stop.name}  ({words.keys(keys)})" if keys else stop.name)
            choose.setObjectName(f"stop.planned.{number}")
            choose.setAccessibleName(f"{stop.name}, {when}")
            choose.clicked.connect(partial(self._take, stop.name))
            if keys:
                QShortcut(QKeySequence(keys), self, partial(self._take, stop.name))
            card.box.addWidget(flush_left(choose))
            card.box.addWidget(Muted(when))

    def _take(self, name: str, _checked: bool = False) -> None:
        self._propose(name)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self, name: str) -> None:
        """In the line, and selected: Enter takes it, typing takes another."""
        self.name.setText(name)
        self.name.selectAll()

    def _add(self, card: Card, name: str, line: QLineEdit, hint: str = "") -> None:
        label = Words(say(f"stop.{name}"))
        label.setBuddy(line)
        line.setObjectName(f"stop.{name}")
        line.setAccessibleName(say(f"stop.{name}"))
        line.setAccessibleDescription(hint)
        line.textChanged.connect(self._tell)
        line.returnPressed.connect(self._enter)
        if card.box.count():
            card.box.addSpacing(style.px(style.NEAR))
        for part in (label, line, *([Muted(hint)] if hint else []), self.errors[name]):
            card.box.addWidget(part)
        self.errors[name].tie(line)

    def _enter(self) -> None:
        """Enter goes on to the next empty line, then does it."""
        lines = (self.name, self.reason) if self._is_right else (self.name,)
        empty = next((line for line in lines if not line.text().strip() and not line.hasFocus()), None)
        if empty is None:
            self._do()
        else:
            empty.setFocus(Qt.FocusReason.TabFocusReason)

    def _chosen(self) -> date | None:
        read = read_date(self.date.text())
        return date.fromisoformat(read) if read else None

    def _tell(self) -> None:
        """What pressing the button will change, before it is pressed."""
        for error in self.errors.values():
            error.show_text("")
        told = [sentence for sentence in (self._tell_stop(), self._tell_date()) if sentence]
        self.will.show_text(" ".join(told) or say("stop.will_nothing"), "warn" if told else "calm")

    def _tell_stop(self) -> str:
        name = self.name.text().strip()
        if not name or name == self._was:
            return ""
        if not self._is_right:
            return say("stop.will_move", stop=name)
        if not self._day.stops:
            return say("stop.will_stop_now", right=name, wrong=words.stop(self._was))
        at = words.clock(self._day.stops[-1].since)
        return say("stop.will_stop", at=at, right=name, wrong=words.stop(self._was))

    def _tell_date(self) -> str:
        chosen = self._chosen()
        if not self._is_right or chosen is None or chosen == self._day.date:
            return ""
        return say("stop.will_date", day=words.short_day(chosen))

    def _do(self) -> None:
        name, reason, daybook = self.name.text(), self.reason.text(), self._desk.daybook
        if not self._is_right:
            self._write(lambda: daybook.arrive(name))
            return
        chosen = self._chosen()
        if chosen is None:
            self._point_at("date", say("stop.date_wrong"))
            return
        self._write(lambda: daybook.set_right(name, chosen, reason))

    def _write(self, work: Callable[[], None]) -> None:
        self._background.write(work, self._done, self._refused, once="stop")

    def _done(self, _: None) -> None:
        self._close()

    def _refused(self, error: Exception) -> None:
        is_reason = isinstance(error, NotAllowed) and error.code == "reason_missing"
        self._point_at("reason" if is_reason else "name", words.error(error))

    def _point_at(self, name: str, text: str) -> None:
        lines = {"name": self.name, "date": self.date, "reason": self.reason}
        self.errors[name].show_text(text)
        lines[name].setFocus()
        bring_into_view(self.errors[name], lines[name])
