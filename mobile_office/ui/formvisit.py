"""A form as part of a visit: what was taken over, what was seen before, the fee's reduction, another service.

F4 begins another service for the people at the desk, while typing and after the submit; F3 counts that they go
without a result. A correction or a form captured later belongs to nobody who is there now.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.carrying import IDENTITY
from mobile_office.domain.overview import Evidence
from mobile_office.domain.reduction import FEE_REDUCTION
from mobile_office.domain.view import value_at
from mobile_office.ui import words
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.evidence import EvidencePanel, EvidenceRow
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.pieces import Muted
from mobile_office.ui.result import Result
from mobile_office.ui.section import SectionCard
from mobile_office.ui.sendaway import SendAway
from mobile_office.ui.visit import SoFar
from mobile_office.ui.words import say

KEY, TAKE = "F4", "F5"


class FormVisit(QObject):
    """`another_wanted` carries the visit's id; the form stays open while something is being typed in it."""

    another_wanted = Signal(str)

    def __init__(self, page: FormFrame, desk: Desk, background: Background, save: Autosave) -> None:
        super().__init__(page)
        self._desk, self._save = desk, save
        self._visit = "" if save.draft.case else save.draft.visit
        self._over = desk.visiting.carried(save.draft)
        self._key = QShortcut(QKeySequence(KEY), page, self._another)
        self._seen: Callable[[], None] | None = None
        QShortcut(QKeySequence(TAKE), page, self._take_seen)
        page.side.another.setVisible(bool(self._visit))
        page.side.another_wanted.connect(self._another)
        page.side.reduction.chosen.connect(self._reduce)
        self.away = SendAway(page, desk, background, "queue.away_form")
        self.away.offer(bool(self._visit) and desk.is_on_the_road)
        page.side.add_link(self.away.link)
        page.show_banner(self.away.asked)
        self.away.asked.opened.connect(lambda: page.scroll_to(self.away.asked))

    def dress(self, body: QWidget) -> QWidget:
        """Mark what was taken over on a section's card; offer in the evidence what was seen before."""
        self._seen = None
        if isinstance(body, SectionCard):
            self._mark(body)
        elif isinstance(body, EvidencePanel) and IDENTITY in body.rows:
            self._offer(body)
        return body

    def submitted(self, result: Result) -> None:
        """The result shows the visit so far; another service begins when the form has closed."""
        self._key.setEnabled(False)
        self.away.offer(False)
        if not self._visit:
            return
        services = {one.id: words.text(one.short) for one in self._desk.services()}
        visit = self._desk.visiting.visit(self._visit)
        result.show_visit(SoFar(visit, services) if len(visit.cases) > 1 else None, KEY)
        result.another_wanted.connect(partial(self._leave, result))

    def _leave(self, result: Result) -> None:
        result.closed.emit()
        self.another_wanted.emit(self._visit)

    def _another(self) -> None:
        if self._visit:
            self._save.when_saved(partial(self.another_wanted.emit, self._visit))

    def _reduce(self, state: str, reason: str) -> None:
        self._save.see(FEE_REDUCTION, state, "", reason)
        self._save.flush()

    def _mark(self, card: SectionCard) -> None:
        answers = self._save.answers
        there = {path for path in self._over.paths if value_at(answers, path) not in (None, "", [])}
        names = [words.text(field.label) for path, field in card.fields.items() if path in there]
        if not names:
            return
        told = [say("visit.carried", fields=", ".join(names))]
        if self._over.declared and "street" in card.boxes:
            told.append(say("visit.carried_home"))
        mark = Muted(" ".join(told))
        mark.setObjectName("visit.carried")
        card.tell(mark)

    def _take_seen(self) -> None:
        if self._seen is not None:
            take, self._seen = self._seen, None
            take()

    def _take(self, row: EvidenceRow, seen: Evidence, button: LinkButton) -> None:
        button.hide()
        row.take(seen.last, seen.state, say("visit.seen_note", time=words.clock(seen.at)))

    def _offer(self, panel: EvidencePanel) -> None:
        seen = self._desk.visiting.seen_before(self._save.shown)
        row = panel.rows[IDENTITY]
        if seen is None or seen.state not in row.kind.states:
            return
        take = LinkButton(f"{say('visit.seen', time=words.clock(seen.at))}  ({words.keys(TAKE)})")
        take.setObjectName("visit.seen")
        take.clicked.connect(self._take_seen)
        row.offer(take)
        self._seen = partial(self._take, row, seen, take)
