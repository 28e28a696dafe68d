"""The walk-in queue on the start page: who is at the desk, who is next, how long it takes; numbers, never names.

F2 calls the next number and puts the keyboard into the search for what they came for; F4 gives a number; F3 counts
somebody who goes without a result, with the reason as the next key.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.queue import Line, Reason, State, Ticket
from mobile_office.ui import style, words
from mobile_office.ui.announcing import announce
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import Button, LinkButton, PlainButton
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Strong, Words
from mobile_office.ui.words import say

SHOWN, LONG = 4, 60  # numbers that are told in advance; minutes from which an estimate would pretend to know


class QueueCard(Card):
    """`called` when somebody was called to the desk; `ticket_wanted` when the last number is to be printed."""

    called = Signal()
    ticket_wanted = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self.setObjectName("queue")
        self._queue, self._background = desk.daybook.queue, background
        self._is_busy = False
        self.at_desk, self.since = Words("", "figure"), Muted()
        self.waiting, self.told, self.figures = Strong(), Muted(), Muted()
        self.next, self.issue = (
            Button(say("queue.next"), "plain", "F2"),
            PlainButton(say("queue.issue"), "F4"),
        )
        self.again, self.absent = PlainButton(say("queue.again")), PlainButton(say("queue.absent"))
        self.done = PlainButton(say("queue.done"))
        self.away_button = PlainButton(say("queue.away"), "F3")
        self.print = LinkButton("")
        self.away, self._back = Away(), Flow(gap=style.px(style.NEAR))
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Show what is so now."""
        line = self._queue.line()
        current, waiting = line.current, line.waiting
        number = line.name(current) if current else ""
        self.at_desk.setText(say("queue.at_desk", number=number) if current else say("queue.nobody"))
        style.look(self.at_desk, "look", "figure" if current else "muted")
        self.since.setText(_since(current))
        self.since.setVisible(current is not None)
        for button in (self.again, self.absent, self.done):
            button.setVisible(current is not None)
        self.again.setAccessibleName(say("queue.again_name", number=number))
        self.absent.setAccessibleName(say("queue.absent_name", number=number))
        self.waiting.setText(words.count("queue.waiting", len(waiting)) if waiting else say("queue.empty"))
        self.told.setText(_told(line))
        self.next.setEnabled(bool(waiting))
        style.look(self.next, "look", "primary" if waiting and current is None else "plain")
        self.print.setVisible(bool(waiting))
        if waiting:
            self.print.set_words(say("queue.print", number=line.name(waiting[-1])))
        self._show_absent(line)
        self._show_figures(line)

    def _build(self) -> None:
        self.box.setSpacing(style.px(style.NEAR))
        self.box.addWidget(Heading2(say("queue.title")))
        halves = QHBoxLayout()
        halves.setSpacing(style.px(style.AROUND))
        for share, parts in ((2, (self.at_desk, self.since)), (3, (self.waiting, self.told))):
            block = QVBoxLayout()
            block.setSpacing(style.px(style.TIGHT))
            for part in parts:
                block.addWidget(part)
            block.addStretch(1)
            halves.addLayout(block, share)
        self.box.addLayout(halves)
        buttons = {"next": self.next, "issue": self.issue, "away": self.away_button, "done": self.done}
        buttons |= {"again": self.again, "absent": self.absent, "print": self.print}
        row = Flow(gap=style.px(style.NEAR))
        for name, button in buttons.items():
            button.setObjectName(f"queue.{name}")
            row.addWidget(button)
        self.box.addLayout(row)
        self.box.addWidget(self.away)
        self.box.addLayout(self._back)
        self.box.addWidget(self.figures)

    def _connect(self) -> None:
        queue = self._queue
        self.next.clicked.connect(lambda: self._do(queue.next, self.called.emit))
        self.issue.clicked.connect(lambda: self._do(queue.issue))
        self.done.clicked.connect(lambda: self._do(queue.done, self._to_next))
        self.absent.clicked.connect(lambda: self._do(queue.absent, self._to_next))
        self.again.clicked.connect(self._call_again)
        self.print.clicked.connect(self.ticket_wanted)
        self.away_button.clicked.connect(self.away.ask)
        self.away.chosen.connect(self._send_away)
        self.away.left.connect(lambda: self.away_button.setFocus())

    def _do(self, work: Callable[[], object], then: Callable[[], object] = lambda: None) -> None:
        """One thing at a time: a key held down must not call everybody."""
        if self._is_busy:
            return
        self._is_busy = True

        def done(_: object) -> None:
            self._is_busy = False
            self.refresh()
            then()
            told = (self.at_desk, self.waiting, self.told)
            announce(self, " ".join(f"{each.text().rstrip('.')}." for each in told))

        self._background.write(work, done, self._failed)

    def _to_next(self) -> None:
        """The keyboard, whose button has gone, on what comes next."""
        (self.next if self.next.isEnabled() else self.issue).setFocus()

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        self._background.trouble.emit(error)

    def _call_again(self) -> None:
        if current := self._queue.line().current:
            self._do(partial(self._queue.call, current.id))

    def _send_away(self, reason: Reason) -> None:
        self._do(partial(self._queue.send_away, reason), partial(self.away.tell, reason))

    def _show_absent(self, line: Line) -> None:
        absent = line.of(State.ABSENT)
        clear(self._back)
        for one in absent:
            button = PlainButton(say("queue.back", number=line.name(one)))
            button.setObjectName(f"queue.back.{one.n}")
            button.clicked.connect(
                lambda _=False, ticket=one.id: self._do(partial(self._queue.call, ticket), self.called.emit)
            )
            self._back.addWidget(button)

    def _show_figures(self, line: Line) -> None:
        figures = line.figures()
        key = "queue.figures" if figures.minutes is None else "queue.figures_minutes"
        told = {"served": figures.served, "away": figures.away, "minutes": figures.minutes or 0}
        self.figures.setText(say(key, **told))
        self.figures.setVisible(bool(figures.served or figures.away))


class Away(QWidget):
    """Asks why somebody goes without a result. A digit or Enter chooses, Esc keeps them; `chosen` carries the Reason."""

    chosen = Signal(object)
    left = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("away")
        self.setAccessibleName(say("queue.away_why"))
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.NEAR))
        self.why = Muted(say("queue.away_why"))
        box.addWidget(self.why)
        self.reasons: dict[Reason, Button] = {}
        self.hide()

    def _build(self) -> None:
        """The answers, made when somebody asks: most forms are opened and never ask."""
        row = Flow(gap=style.px(style.NEAR))
        for digit, reason in enumerate(Reason, 1):
            button = self.reasons[reason] = PlainButton(f"{digit}  {say(f'away.{reason}')}")
            button.setObjectName(f"away.{reason}")
            button.clicked.connect(lambda _=False, reason=reason: self.chosen.emit(reason))
            row.addWidget(button)
        self.keep = LinkButton(say("queue.away_keep"))
        self.keep.setObjectName("away.keep")
        self.keep.clicked.connect(self._leave)
        row.addWidget(self.keep)
        self._box.addLayout(row)

    def ask(self) -> None:
        """Open, with the keyboard on the first reason."""
        if not self.reasons:
            self._build()
        self.why.setText(say("queue.away_why"))
        self._show_buttons(True)
        self.show()
        self.reasons[Reason.PAPERS].setFocus(Qt.FocusReason.TabFocusReason)
        self.opened.emit()

    def tell(self, reason: Reason, key: str = "") -> None:
        """Say that it is counted, and where the list is that somebody may take home; `key` says it otherwise."""
        key = key or ("queue.away_papers" if reason is Reason.PAPERS else "queue.away_done")
        self.why.setText(say(key, reason=say(f"away.{reason}")))
        announce(self.why, self.why.text())
        self.left.emit()  # the keyboard first: from a button that goes it would wander
        self._show_buttons(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digits and Esc."""
        place = event.text()
        reasons = list(Reason)
        if place.isdecimal() and 1 <= int(place) <= len(reasons):
            self.chosen.emit(reasons[int(place) - 1])
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.left.emit()
        self.hide()

    def _show_buttons(self, shown: bool) -> None:
        for button in (*self.reasons.values(), self.keep):
            button.setVisible(shown)


def _since(current: Ticket | None) -> str:
    if current is None or current.called_at is None:
        return ""
    at = words.clock(current.called_at)
    return (
        say("queue.called", at=at) if current.calls < 2 else say("queue.called_again", at=at, n=current.calls)
    )


def _told(line: Line) -> str:
    """The wait of whoever comes now, and who is called next."""
    wait = line.wait(len(line.waiting))
    told = say("queue.now") if not wait else say("queue.long") if wait > LONG else say("queue.soon", n=wait)
    numbers = ", ".join(line.name(one) for one in line.waiting[:SHOWN])
    return f"{told} {say('queue.upcoming', numbers=numbers)}" if numbers else told
