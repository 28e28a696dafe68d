"""The list of all cases on this laptop: search on top, filter by status, Enter opens.

Searching finds what is not finished, too (parked and begun drafts), and offers to go on above the list.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.case import Status
from mobile_office.domain.overview import CaseLine, Draft
from mobile_office.ui import masked, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.columns import Part
from mobile_office.ui.flow import Flow
from mobile_office.ui.history import FACT_TONES
from mobile_office.ui.inputs import Line
from mobile_office.ui.layouts import Scroll, clearable, page_box
from mobile_office.ui.pieces import Card, EmptyState, Muted, Table, Title, Words
from mobile_office.ui.rows import Column, RowsModel
from mobile_office.ui.turns import Turns
from mobile_office.ui.unfinished import Unfinished
from mobile_office.ui.words import say

PRECISION = 30  # rows whose texts make a column's width; all of them would take half a second
STATUS_TONES = {
    Status.SUBMITTED: "warn",
    Status.RETURNED: "warn",
    Status.APPROVED: "good",
    Status.HELD_BACK: "warn",
    Status.QUERIED: "warn",
    Status.WITHDRAWN: "calm",
    Status.TAKEN_OVER: "good",
    Status.NOT_POSSIBLE: "bad",
}


def service_names(desk: Desk) -> dict[str, str]:
    """Service id to its short name in the language in use: lists need the room for people's names."""
    return {service.id: words.text(service.short) for service in desk.services()}


def columns(names: dict[str, str], now: Callable[[], datetime]) -> tuple[Column[CaseLine], ...]:
    """How a case becomes a line."""
    return (
        Column(say("cases.column_label"), lambda line: masked.shown(line.label), 1),
        Column(say("cases.column_number"), lambda line: line.number),
        Column(say("cases.column_service"), lambda line: names.get(line.service, line.service)),
        Column(
            say("cases.column_status"),
            lambda line: say(f"status.{line.status}"),
            tone=lambda line: STATUS_TONES[line.status],
        ),
        Column(
            say("cases.column_delivery"),
            lambda line: say(f"fact.{line.delivery}"),
            tone=lambda line: FACT_TONES[line.delivery],
        ),
        Column(say("cases.column_when"), lambda line: words.moment(line.changed_at, now())),
    )


class CasesPage(QWidget):
    """All cases. `open_case(number)` is called on Enter or double click, `open_draft(draft)` to go on with one."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        open_case: Callable[[str], None],
        open_draft: Callable[[Draft], object],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._open_case = open_case
        self.unfinished = Unfinished(desk, background, open_draft)
        self.search = Line()
        self.status = QComboBox()
        model = RowsModel(columns(service_names(desk), desk.clock), key=lambda line: line.number)
        self.table = Table(model, say("cases.title"))
        self.table.setObjectName("cases.table")
        self.table.opened.connect(lambda line: self._open_case(line.number))
        self._count = Muted(parent=self)
        self._shown = QStackedWidget()
        self._empty = EmptyState(say("cases.empty"), say("cases.empty_hint"))
        self._nothing = Words()
        self._build()
        self._soon = Turns(self)
        background.changed.connect(self._changed)

    def _build(self) -> None:
        box = scrolling_box(self)
        box.addWidget(Title(say("cases.title")))
        self.search.setObjectName("search")  # the window's Ctrl+F looks for it
        self.search.setPlaceholderText(say("cases.search_hint"))
        clearable(self.search, say("top.clear"))
        self.search.setMinimumWidth(style.px(400))
        self.search.textChanged.connect(self.refresh)
        self.search.returnPressed.connect(self._to_table)
        self.status.setObjectName("cases.status")
        self.status.addItem(say("cases.every_status"), None)
        for status in Status:
            self.status.addItem(say(f"status.{status}"), status)
        self.status.currentIndexChanged.connect(self.refresh)
        row = Flow(gap=style.px(style.AROUND))
        row.addWidget(labelled(say("cases.search"), self.search))
        row.addWidget(labelled(say("cases.status"), self.status))
        box.addLayout(row)
        box.addWidget(self.unfinished)
        box.addWidget(self._count)
        nothing = Part()
        everything = PlainButton(say("cases.show_all"))
        everything.setObjectName("cases.show_all")
        everything.clicked.connect(self._show_all)
        nothing.box.addWidget(self._nothing)
        line = Flow(gap=style.px(style.BETWEEN))
        line.addWidget(everything)
        nothing.box.addLayout(line)
        nothing.box.addStretch(1)
        for widget in (in_card(self.table), nothing, self._empty):
            self._shown.addWidget(widget)
        box.addWidget(self._shown, 1)

    def refresh(self, *_: object) -> None:
        """Read what is shown anew."""
        self._soon.begin(())
        typed, chosen = self.search.text().strip(), self.status.currentData()
        status = Status(chosen) if chosen else None  # Qt keeps the plain string
        lines = self._lines(typed, status)
        drafts = self._desk.searching.drafts(typed) if status is None else ()
        self.table.rows.set_rows(lines)
        self.unfinished.show_drafts(drafts)
        filtered = bool(typed or status)
        self._shown.setCurrentIndex(0 if lines else 1 if filtered else 2)
        self._shown.setVisible(bool(lines) or not drafts)
        sentence = say("cases.nothing_found", words=typed) if typed else say("cases.nothing_in_status")
        self._nothing.setText(sentence)
        self._count.setText(words.count("cases.count", len(lines)) if lines else "")
        self._count.setHidden(not lines)
        if lines and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _changed(self, _: object) -> None:
        """Something changed; a page not shown reads anew when it is shown."""
        if self.isVisible():
            self._soon.begin([self.refresh])

    def showEvent(self, event: QShowEvent) -> None:
        """Start in the list, ready for the arrow keys."""
        super().showEvent(event)
        (self.table if self.table.rows.rows else self.search).setFocus()

    def _lines(self, typed: str, status: Status | None) -> tuple[CaseLine, ...]:
        found: Iterable[CaseLine] = self._desk.search(typed) if typed else self._desk.cases(status)
        return tuple(line for line in found if status is None or line.status is status)

    def _to_table(self) -> None:
        """Enter in the search opens the only hit, else goes into the list."""
        rows = self.table.rows.rows
        if len(rows) == 1:
            self._open_case(rows[0].number)
        elif rows:
            self.table.setFocus()
        else:
            self.unfinished.focus_first()

    def _show_all(self) -> None:
        self.status.setCurrentIndex(0)
        self.search.clear()
        self.search.setFocus()


def scrolling_box(page: QWidget) -> QVBoxLayout:
    """The layout of a page that scrolls as a whole where the text is too large for the window."""
    scroll = Scroll()
    page_box(page).addWidget(scroll)
    return scroll.box


def labelled(text: str, editor: QWidget) -> Part:
    """An editor under its visible label."""
    part = Part()
    part.box.setSpacing(style.px(style.TIGHT))
    label = Words(text)
    label.setBuddy(editor)
    editor.setAccessibleName(text)
    part.box.addWidget(label)
    part.box.addWidget(editor)
    return part


def in_card(table: Table) -> Card:
    """A table on a card that it fills."""
    card = Card()
    table.horizontalHeader().setResizeContentsPrecision(PRECISION)
    table.horizontalHeader().setMinimumSectionSize(style.px(120))
    table.setMinimumHeight(style.px(200))
    edge = style.px(style.TIGHT)
    card.box.setContentsMargins(edge, edge, edge, edge)
    card.box.addWidget(table)
    return card
