"""Closing the day: the papers in the bag counted against the cases, the bag handed over, the protocol printed.

The day may be closed again when something came after it; the last closing counts, all of them stay.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.day import Closing, Day, Tally
from mobile_office.ui import insist, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.columns import Columns
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear, page_box
from mobile_office.ui.papers import Papers
from mobile_office.ui.pieces import Card, ErrorText, Heading2, Muted, Notice, Strong, Title, Words
from mobile_office.ui.resident_closing import RoundEnd
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.turns import Turns
from mobile_office.ui.words import say

CHANGED = ("day",)  # announced when something was noted about the day


class ClosingPage(QWidget):
    """`close()` goes back; `protocol()` shows the day's protocol."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        protocol: Callable[[], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._background, self._protocol, self._leave = desk, background, protocol, close
        self._is_typed = False
        self.columns, self.papers = Columns(), Papers(self._short)
        self.notice = Notice(parent=self)
        self.figures, self.open_ends, self.round_end = Strong(), Card(), RoundEnd(desk)
        lines = ("counted", "reason", "bag_number", "bag_to")
        self.lines = {name: QLineEdit() for name in lines}
        self.errors = {name: ErrorText() for name in ("count", "bag")}
        self.close_day = PrimaryButton(say("closing.close"), "Ctrl+S")
        self.hand_over = PlainButton(say("closing.hand_over"))
        self.bag_told = Muted()
        self._soon = Turns(self)
        self._build()
        background.changed.connect(self._something_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the day anew; what was ticked and typed stays."""
        self._soon.begin(())
        day, tally = self._desk.daybook.day(), self._desk.daybook.tally()
        added = self._desk.daybook.added() if day.closing is not None else 0
        self.papers.show_tally(tally)
        self.figures.setText(say("closing.figures", cases=tally.cases, papers=len(tally.papers)))
        self._show_open(tally)
        self.round_end.refresh()
        self._show_closing(day, added)
        self._show_bag(day, added)

    def _something_changed(self, _ids: object) -> None:
        self._soon.begin([self.refresh])

    # -- parts

    def _build(self) -> None:
        page_box(self).addWidget(self.columns)
        header, side = self.columns.header.box, self.columns.side.box
        for part in (Title(say("closing.title")), Muted(say("closing.lead")), self.notice):
            header.addWidget(part)
        self.columns.main.box.addWidget(self.papers)
        self.columns.main.box.addWidget(self.open_ends)
        self.columns.main.box.addWidget(self.round_end)
        side.addWidget(self._count_card())
        side.addWidget(self._bag_card())
        buttons = Flow(gap=style.px(style.BETWEEN))
        for name, act in (("back", self._leave), ("protocol", self._protocol)):
            button = PlainButton(say(f"closing.{name}"))
            button.setObjectName(f"closing.{name}")
            button.clicked.connect(lambda _=False, act=act: act())
            buttons.addWidget(button)
        self.columns.foot.box.addLayout(buttons)
        self.papers.ticked.connect(self._count)
        QShortcut(QKeySequence("Esc"), self, lambda: self._leave())

    def _count_card(self) -> Card:
        card = Card()
        card.box.addWidget(Heading2(say("closing.count")))
        card.box.addWidget(self.figures)
        self._add(card, "counted")
        self._add(card, "reason")
        self.lines["counted"].setMaxLength(4)
        self.lines["counted"].textEdited.connect(self._typed)
        for name in ("counted", "reason"):
            self.lines[name].returnPressed.connect(self.do_close)
        self.close_day.setObjectName("closing.close")
        self.close_day.clicked.connect(self.do_close)
        card.box.addWidget(self.errors["count"])
        card.box.addWidget(self.close_day)
        return card

    def _bag_card(self) -> Card:
        card = Card()
        card.box.addWidget(Heading2(say("closing.bag")))
        card.box.addWidget(self.bag_told)
        self._add(card, "bag_number")
        self._add(card, "bag_to")
        self.lines["bag_number"].returnPressed.connect(self.lines["bag_to"].setFocus)
        self.lines["bag_to"].returnPressed.connect(self.do_hand_over)
        self.hand_over.setObjectName("closing.hand_over")
        self.hand_over.clicked.connect(self.do_hand_over)
        card.box.addWidget(self.errors["bag"])
        card.box.addWidget(self.hand_over)
        return card

    def _add(self, card: Card, name: str) -> None:
        label, line = Words(say(f"closing.{name}")), self.lines[name]
        label.setBuddy(line)
        line.setObjectName(f"closing.{name}")
        line.setAccessibleName(say(f"closing.{name}"))
        card.box.addWidget(label)
        card.box.addWidget(line)

    # -- what is so

    def _show_open(self, tally: Tally) -> None:
        told = [
            words.count(f"closing.{name}", n)
            for name, n in (
                ("unfinished", tally.unfinished),
                ("loose", len(tally.loose)),
                ("undelivered", tally.undelivered),
            )
            if n
        ]
        if due := self._desk.delivery().insistence:
            told.insert(0, insist.sentence(due, self._desk.clock().astimezone().date()))
        clear(self.open_ends.box)
        self.open_ends.box.addWidget(Heading2(say("closing.open")))
        for sentence in told or [say("closing.open_nothing")]:
            self.open_ends.box.addWidget(Words(sentence))

    def _show_closing(self, day: Day, added: int) -> None:
        if day.closing is not None:
            if added:
                self.notice.show_text(words.count("day.added", added), "warn")
            else:
                self.notice.show_text(self._closed(day.closing), "good")
        again = day.closing is not None
        self.close_day.set_words(say("closing.close_again" if again else "closing.close"))
        style.look(self.close_day, "look", "plain" if again and not added else "primary")

    def _closed(self, closing: Closing) -> str:
        name = next(
            (one.name for one in self._desk.colleagues() if one.person == closing.person), closing.person
        )
        told = {"at": words.clock(closing.at), "name": name}
        figures = {"counted": closing.counted, "papers": closing.papers}
        if closing.reason:
            return say("closing.closed_reason", **told, **figures, reason=closing.reason)
        return say("closing.closed", **told, **figures)

    def _show_bag(self, day: Day, added: int) -> None:
        is_closed, bag = day.closing is not None, day.bag
        for name in ("bag_number", "bag_to"):
            self.lines[name].setEnabled(is_closed)
        self.hand_over.setEnabled(is_closed)
        is_next = is_closed and bag is None and not added
        style.look(self.hand_over, "look", "primary" if is_next else "plain")
        told = "" if is_closed else say("closing.bag_first")
        if bag is not None:
            at, to = words.clock(bag.at), bag.to
            told = say("closing.handed_over", number=bag.number, papers=bag.papers, at=at, to=to)
        self.bag_told.setText(told)
        self.bag_told.setVisible(bool(told))

    # -- what is done

    def _count(self, ticked: int) -> None:
        """Ticking counts too, until somebody types a number; who stands in the field is about to."""
        if not self._is_typed and not self.lines["counted"].hasFocus():
            self.lines["counted"].setText(str(ticked) if ticked else "")

    def _typed(self, text: str) -> None:
        self._is_typed = bool(text)

    def do_close(self) -> None:
        """Close the day with what was counted, or say what is missing."""
        counted, reason = self.lines["counted"].text().strip(), self.lines["reason"].text()
        if not (counted.isascii() and counted.isdigit()):
            self._say("count", say("closing.counted_wrong"), "counted")
            return
        self.errors["count"].show_text("")
        if self.round_end.waiting:
            self.round_end.ask(lambda: self._close(int(counted), reason), self.close_day.setFocus)
        else:
            self._close(int(counted), reason)

    def _close(self, counted: int, reason: str) -> None:
        close = partial(self._desk.daybook.close, counted, reason)
        self._background.write(close, self._has_closed, self._not_closed, changes=CHANGED, once="close")

    def _has_closed(self, _: None) -> None:
        self.refresh()
        self.lines["bag_number"].setFocus()
        bring_into_view(self.lines["bag_number"])

    def _not_closed(self, error: Exception) -> None:
        self._say("count", words.error(error), "reason")

    def do_hand_over(self) -> None:
        """Hand the bag over, or say what is missing."""
        number, to = self.lines["bag_number"].text(), self.lines["bag_to"].text()
        hand = partial(self._desk.daybook.hand_over, number, to)
        self.errors["bag"].show_text("")
        self._background.write(hand, self._handed_over, self._not_handed_over, changes=CHANGED, once="bag")

    def _handed_over(self, _: None) -> None:
        self.refresh()
        button = self.columns.foot.findChild(PlainButton, "closing.protocol")
        if button is not None:
            button.setFocus()

    def _not_handed_over(self, error: Exception) -> None:
        empty = not self.lines["bag_number"].text().strip()
        self._say("bag", words.error(error), "bag_number" if empty else "bag_to")

    def _say(self, name: str, text: str, line: str) -> None:
        self.errors[name].tie(self.lines[line])
        self.errors[name].show_text(text)
        self.lines[line].setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.errors[name], self.lines[line])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start where the work begins: at the first paper, else at the count, else at the bag."""
        super().focusInEvent(event)
        day = self._desk.daybook.day()
        first = next(iter(self.papers.ticks.values()), None)
        if day.closing is not None and not self._desk.daybook.added():
            self.lines["bag_number"].setFocus()
        elif first is not None:
            first.setFocus()
        else:
            self.lines["counted"].setFocus()

    def _short(self, service: str, version: int) -> str:
        return words.text(self._desk.service(service, version).short)
