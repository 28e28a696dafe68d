"""The start page: what came back, a new case, what is unfinished, and beside it the day on the road.

Calm on purpose: it greets nobody and counts no staff. Everything on it leads to work with one key.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import CaseLine, Draft, Today
from mobile_office.domain.rights import Right, may
from mobile_office.ui import masked, style, words
from mobile_office.ui.appointments import AppointmentsCard
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.daycard import DayCard, FormsCard, narrow
from mobile_office.ui.equipment import equipment
from mobile_office.ui.layouts import Scroll, clear, page_box
from mobile_office.ui.news import News
from mobile_office.ui.offer import Offer
from mobile_office.ui.pieces import Card, EmptyState, Heading2, Muted, Pill, Strong, Title, Words
from mobile_office.ui.queue import QueueCard
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.unfinished import Unfinished
from mobile_office.ui.words import say

SIDE = 304  # width of the side, pixels at scale 1
NARROW = 824  # below this page width the side goes under the rest


class TodayPage(QWidget):
    """The area `today`. `open_draft(draft)`, `open_case(number)` and `start(service id)` lead away.

    `wanted` carries what was clicked on the cards: a key of `daycard.KEYS`, "capture", "blanks", "ticket" or
    "bring.<service id>".
    """

    wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        background: Background,
        open_draft: Callable[[Draft], object],
        open_case: Callable[[str], object],
        start: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._desk, self._open_case = desk, open_case
        self._returned, self._returned_rows = Card(), QVBoxLayout()
        self._returned_shown: tuple[tuple[CaseLine, int], ...] = ()
        self.new = Offer()
        self.new.chosen.connect(start)
        self.appointments = AppointmentsCard(desk, background, start)
        self.unfinished = Unfinished(desk, background, open_draft)
        self.news = News()
        self._quiet = EmptyState(say("today.quiet"), say("today.quiet_hint"))
        self.figures = {name: Words("0", "figure") for name in ("submitted", "in_review", "delivered")}
        self.day = DayCard(desk) if desk.is_on_the_road else None
        self.queue = QueueCard(desk, background) if desk.is_on_the_road else None
        self._scroll, self._halves, self._beside = Scroll(), QHBoxLayout(), Scroll()
        self._side = self._side_cards()
        self._is_narrow = False
        self._build()

    def refresh(self) -> None:
        """Show what is so now."""
        today = self._desk.today()
        self.new.show_services(self._desk.services() + self._desk.advice(), equipment(self._desk))
        self.news.show_news(self._desk.post.news, self._desk.services())
        self.appointments.show_appointments(self._desk.daybook.appointments(), self._desk.services())
        self._show_returned(today.returned)
        self.unfinished.show_drafts(today.drafts)
        self._quiet.setVisible(not today.returned and not today.drafts)
        self._show_figures(today)
        if self.day is not None:
            self.day.refresh()
        if self.queue is not None:
            self.queue.refresh()

    def _build(self) -> None:
        self._returned.box.addWidget(Heading2(say("today.returned")))
        self._returned.box.addLayout(self._returned_rows)
        cards = (self._returned, self.queue, self.unfinished, self.appointments, self.new, self._quiet)
        for card in filter(None, cards):
            self._scroll.box.addWidget(card)
        if self.queue is not None:
            self.queue.called.connect(lambda: self.new.setFocus())
            self.queue.ticket_wanted.connect(lambda: self.wanted.emit("ticket"))
        self.new.search.textEdited.connect(lambda: bring_into_view(self.new.search))
        self.new.bring_wanted.connect(lambda service: self.wanted.emit(f"bring.{service}"))
        self._scroll.box.addStretch(1)
        self._halves.setSpacing(style.px(style.AROUND))
        self._halves.addWidget(self._scroll, 1)
        self._halves.addWidget(self._beside)
        self._beside.setFixedWidth(style.px(SIDE))
        self._beside.box.addWidget(self._side)
        self._beside.box.addStretch(1)
        self.setFocusProxy(self.new)
        box = page_box(self)
        box.addWidget(Title(say("today.title")))
        box.addWidget(self.news)
        box.addLayout(self._halves, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side stands beside the rest, or below it where there is no room for both."""
        super().resizeEvent(event)
        narrow = event.size().width() < style.px(NARROW)
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self._beside.setVisible(not narrow)
        if narrow:
            self._scroll.box.insertWidget(self._scroll.box.count() - 1, self._side)
        else:
            self._beside.box.insertWidget(0, self._side)

    def _side_cards(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.AROUND))
        if self.day is not None:
            self.day.wanted.connect(self.wanted)
            column.addWidget(self.day)
        if may(self._desk.actor.roles, Right.FORMS):
            forms = FormsCard()
            forms.wanted.connect(self.wanted)
            column.addWidget(forms)
        column.addWidget(self._figures_card())
        return whole

    def _figures_card(self) -> Card:
        """The figures side by side, each over what it counts."""
        card = Card()
        narrow(card)
        card.box.addWidget(Heading2(say("today.figures")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.px(style.BETWEEN))
        grid.setVerticalSpacing(0)
        for place, (name, figure) in enumerate(self.figures.items()):
            figure.setObjectName(f"figure.{name}")
            grid.addWidget(figure, 0, place)
            grid.addWidget(Muted(say(f"today.figure_{name}")), 1, place)
            grid.setColumnStretch(place, 1)
        card.box.addLayout(grid)
        return card

    def _show_returned(self, lines: tuple[CaseLine, ...]) -> None:
        shown = tuple((line, len(self._desk.page(line.number).comments)) for line in lines)
        self._returned.setVisible(bool(lines))
        if shown == self._returned_shown:
            return
        self._returned_shown = shown
        clear(self._returned_rows)
        names = {service.id: words.text(service.short) for service in self._desk.services()}
        for line, comments in shown:
            self._returned_rows.addWidget(
                self._returned_row(line, comments, names.get(line.service, line.service))
            )

    def _returned_row(self, line: CaseLine, comments: int, service: str) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.BETWEEN))
        column = QVBoxLayout()
        column.setSpacing(0)
        status = say(f"status.{line.status}")
        column.addWidget(Strong(masked.shown(line.label, "today.unnamed")))
        column.addWidget(
            Muted(say("today.returned_status", number=line.number, service=service, status=status))
        )
        row.addLayout(column, 1)
        if comments:
            row.addWidget(Pill(words.count("today.comments", comments), "warn", small=True))
        button = PlainButton(say("today.open_returned"))
        button.setObjectName(f"returned.{line.number}")
        button.setAccessibleName(say("today.open_returned_name", number=line.number))
        button.clicked.connect(lambda: self._open_case(line.number))
        row.addWidget(button)
        return whole

    def _show_figures(self, today: Today) -> None:
        for name, figure in self.figures.items():
            figure.setText(words.locale().toString(getattr(today, name)))
