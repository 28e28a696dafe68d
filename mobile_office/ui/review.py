"""Review (Prüfung): what waits for a second person, by service, longest waiting first, with the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import CaseLine
from mobile_office.domain.people import Actor
from mobile_office.ui import masked, words
from mobile_office.ui.background import Background
from mobile_office.ui.cases import in_card, scrolling_box, service_names
from mobile_office.ui.pieces import EmptyState, Muted, Table, Title
from mobile_office.ui.rows import Column, RowsModel
from mobile_office.ui.turns import Turns
from mobile_office.ui.words import say


@dataclass(frozen=True)
class Waiting:
    """One case in the queue, as shown."""

    number: str
    label: str
    service: str
    by: str
    age: str
    reason: str
    own: bool


def waiting(
    lines: Iterable[CaseLine],
    names: dict[str, str],
    people: dict[str, str],
    reviews: dict[str, str],
    actor: Actor,
    now: datetime,
) -> tuple[Waiting, ...]:
    """The queue grouped by service (the one with the oldest case first), oldest first in each.

    `reviews` is the policy by service id; a case `actor` has typed in says so instead.
    """
    ordered = sorted(lines, key=lambda line: line.submitted_at)
    oldest: dict[str, datetime] = {}
    for line in ordered:
        oldest.setdefault(line.service, line.submitted_at)
    ordered.sort(key=lambda line: (oldest[line.service], line.submitted_at))
    return tuple(
        Waiting(
            number=line.number,
            label=masked.shown(line.label),
            service=names.get(line.service, line.service),
            by=people.get(line.submitted_by, line.submitted_by),
            age=age(now - line.submitted_at),
            reason=_reason(reviews.get(line.service, "before"), actor.has_typed(line.hands)),
            own=actor.has_typed(line.hands),
        )
        for line in ordered
    )


def age(waited: timedelta) -> str:
    """`12 min`, `3 h`, `2 Tagen` (after "seit")."""
    minutes = max(0, int(waited.total_seconds() // 60))
    if minutes < 60:
        return say("review.minutes", count=minutes)
    if minutes < 48 * 60:
        return say("review.hours", count=minutes // 60)
    return words.count("review.days", minutes // (24 * 60))


def _reason(policy: str, own: bool) -> str:
    reason = say(f"review.reason_{policy}")
    return f"{reason} · {say('review.hands')}" if own else reason


class ReviewPage(QWidget):
    """The supervisor's queue. `open_case(number)` is called on Enter or double click."""

    def __init__(self, desk: Desk, background: Background, open_case: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        columns: tuple[Column[Waiting], ...] = (
            Column(say("review.column_service"), lambda row: row.service),
            Column(say("review.column_label"), lambda row: row.label, 1),
            Column(say("review.column_age"), lambda row: row.age),
            Column(say("review.column_number"), lambda row: row.number),
            Column(say("review.column_by"), lambda row: row.by),
            Column(
                say("review.column_reason"),
                lambda row: row.reason,
                tone=lambda row: "warn" if row.own else "",
            ),
        )
        self.table = Table(RowsModel(columns, key=lambda row: row.number), say("review.title"))
        self.table.setObjectName("review.table")
        self.table.opened.connect(lambda row: open_case(row.number))
        self._lead = Muted(parent=self)
        self._shown = QStackedWidget()
        self._shown.addWidget(in_card(self.table))
        self._shown.addWidget(EmptyState(say("review.empty"), say("review.empty_hint")))
        box = scrolling_box(self)
        box.addWidget(Title(say("review.title")))
        box.addWidget(self._lead)
        box.addWidget(self._shown, 1)
        self._soon = Turns(self)
        background.changed.connect(self._changed)

    def refresh(self, *_: object) -> None:
        """Read the queue anew."""
        self._soon.begin(())
        desk, now = self._desk, self._desk.clock()
        people = {colleague.person: colleague.name for colleague in desk.colleagues()}
        reviews = {service.id: service.review for service in desk.services()}
        lines = desk.review_queue()
        rows = waiting(lines, service_names(desk), people, reviews, desk.actor, now)
        self.table.rows.set_rows(rows)
        self._shown.setCurrentIndex(0 if rows else 1)
        oldest = age(now - min(line.submitted_at for line in lines)) if lines else ""
        self._lead.setText(words.count("review.waiting", len(rows), age=oldest) if rows else "")
        self._lead.setHidden(not rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _changed(self, _: object) -> None:
        """Something changed; a page not shown reads anew when it is shown."""
        if self.isVisible():
            self._soon.begin([self.refresh])

    def showEvent(self, event: QShowEvent) -> None:
        """Start in the queue, ready for Enter."""
        super().showEvent(event)
        self.table.setFocus()
