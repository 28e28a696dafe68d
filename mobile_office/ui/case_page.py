"""One case: the typed answers left, evidence and history right, and what this person may do below.

Buttons come from `CasePage.allowed` only. A decision opens the panel in the right column, never a dialog.
Approving is offered once every section has been seen.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.case import WORKFLOW, Action, Status
from mobile_office.domain.overview import CasePage, Draft, HistoryLine
from mobile_office.domain.service import Service
from mobile_office.printing import Paper
from mobile_office.ui import answers, doubts, masked, style, words
from mobile_office.ui.answers_view import AnswersView
from mobile_office.ui.attachment_view import Viewed
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton, PlainButton, PrimaryButton
from mobile_office.ui.case_scans import scan_name
from mobile_office.ui.case_side import CaseSide
from mobile_office.ui.cases import STATUS_TONES
from mobile_office.ui.columns import Columns
from mobile_office.ui.decision import Decision, carry_out
from mobile_office.ui.decision_panel import DecisionPanel
from mobile_office.ui.flow import Flow
from mobile_office.ui.history import FACT_TONES
from mobile_office.ui.layouts import clear, page_box
from mobile_office.ui.pieces import Muted, Notice, Pill, Title
from mobile_office.ui.turns import Turns
from mobile_office.ui.words import say

WANTED = (Action.APPROVE, Action.CORRECT, Action.TAKE_OVER)  # the primary button is the first of these


class CasePageView(QWidget):
    """A case by its number. `close()` goes back to the list, `edit(draft)` opens a correction.

    `show_paper(paper, None)` shows the receipt (F9) or a scan; without it none is offered.
    """

    def __init__(
        self,
        desk: Desk,
        background: Background,
        number: str,
        close: Callable[[], None],
        edit: Callable[[Draft], None],
        show_paper: Callable[[Paper | Viewed, None], object] | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._background, self._number = desk, background, number
        self._close, self._edit, self._show_paper = close, edit, show_paper
        self.panel: DecisionPanel | None = None
        self.page: CasePage = desk.page(number)
        self.answers, self._side = AnswersView(), CaseSide()
        self._title, self._sub = Title(), Muted()
        self._pills, self._buttons = Flow(gap=style.px(style.BETWEEN)), Flow(gap=style.px(style.BETWEEN))
        self._hands, self._notice = Notice(parent=self), Notice(parent=self)
        self._doubt = Notice(parent=self)
        self._waiting, self._back = Muted(), LinkButton(say("case.back"))
        self._receipt = LinkButton(say("case.receipt"), "F9")
        self.foot_buttons: list[QPushButton] = []
        self.columns = Columns()
        self._soon = Turns(self)
        self._build()
        background.changed.connect(self._something_changed)
        self._draw(self.page)

    def _build(self) -> None:
        page_box(self).addWidget(self.columns)
        self._back.setObjectName("case.back")
        self._back.clicked.connect(lambda: self._close())
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(lambda: self._close_panel() if self.panel else self._close())
        self._title.setObjectName("case.title")
        self._notice.setObjectName("case.notice")
        self._hands.setObjectName("case.hands")
        self._doubt.setObjectName("case.doubt")
        self._waiting.setObjectName("case.waiting")
        header = self.columns.header.box
        line = Flow(gap=style.px(style.BETWEEN))
        self._receipt.setObjectName("case.receipt")
        self._receipt.clicked.connect(self.print_receipt)
        for link in (self._back, self._receipt):
            line.addWidget(link)
        header.addLayout(line)
        for widget in (self._title, self._sub):
            header.addWidget(widget)
        header.addLayout(self._pills)
        for notice in (self._doubt, self._hands, self._notice):
            header.addWidget(notice)
        self.columns.main.box.addWidget(self.answers)
        self.columns.side.box.addWidget(self._side)
        self.columns.foot.box.addWidget(self._waiting)
        self.columns.foot.box.addLayout(self._buttons)
        self.answers.picked.connect(lambda path: self.panel.pick(path) if self.panel else None)
        self.answers.seen_changed.connect(self._show_buttons)
        self._side.viewed.connect(self.view_scan)

    def refresh(self) -> None:
        """Read the case anew; drawn only when it has changed, so that the keyboard stays where it is."""
        page = self._desk.page(self._number)
        if page != self.page or not self.foot_buttons:
            self._draw(page)

    def _draw(self, page: CasePage) -> None:
        """Draw the case; what was seen of this revision stays seen."""
        before, seen = self.page.case.revision, self.answers.seen()
        self.page = page
        self._names = {colleague.person: colleague.name for colleague in self._desk.colleagues()}
        service = self._desk.service(page.case.service.id, page.case.service.version)
        groups = answers.groups(
            service, page.answers, page.previous_answers, page.comments, self._desk.codelists
        )
        kept = seen if before == page.case.revision else frozenset()
        self.answers.show_groups(groups, tick=Action.APPROVE in page.allowed, seen=kept)
        self._labels = answers.labels(groups)
        self._show_header(service, answers.changed(groups))
        self._soon.begin([partial(self._show_side, service)])
        self._show_buttons()

    def _show_side(self, service: Service) -> None:
        """What belongs to the case, in a turn of its own: the answers come first."""
        here = {one.digest for one in self.page.attachments if self._desk.attaching.is_here(one)}
        self._side.show_page(self.page, service, self._names, self._labels, self._desk.clock(), here)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start where the work begins: at the first section to be seen, else at what is wanted next.

        Where nothing is wanted, at the way back: the first of the other buttons takes a case away.
        """
        super().focusInEvent(event)
        if not self.answers.focus_unseen():
            wanted = (button for button in self.foot_buttons if isinstance(button, PrimaryButton))
            next(wanted, self._back).setFocus()

    def _show_header(self, service: Service, changes: int) -> None:
        page, case = self.page, self.page.case
        self._title.setText(masked.title(words.text(service.name), page.label))
        sentences = [say("case.number", number=case.number)]
        if page.history:
            first = page.history[0]
            at = words.moment(first.at, self._desk.clock())
            sentences.append(say("case.submitted", at=at, name=self._name(first.person)))
        if changes:
            sentences.append(words.count("case.changed_count", changes))
        self._sub.setText(" · ".join(sentences))
        clear(self._pills)
        doubtful = say("doubt.pill") if page.doubts else ""  # then its status is no fact
        tone = "bad" if doubtful else STATUS_TONES[case.status]
        self._pills.addWidget(Pill(doubtful or say(f"status.{case.status}"), tone))
        for told, look in facts(page.history):
            self._pills.addWidget(Pill(told, look))
        self._doubt.show_text(doubts.sentence(page, self._name, self._desk.clock()), "bad")
        waits = case.status is Status.SUBMITTED and self._desk.actor.has_typed(case.hands)
        told = say("case.erased") if page.erased else say("case.hands") if waits else ""
        self._hands.show_text(told, "calm" if page.erased else "warn")
        self._receipt.setVisible(self._show_paper is not None and not page.erased)

    def _name(self, person: str) -> str:
        return self._names.get(person, person)

    def _show_buttons(self) -> None:
        clear(self._buttons)
        self.foot_buttons = []
        offered = [row.action for row in WORKFLOW if row.action in self.page.allowed]
        unseen = self.answers.unseen() if Action.APPROVE in offered else 0
        if unseen:
            offered.remove(Action.APPROVE)
        self._waiting.setText(say("case.seen_missing", count=unseen) if unseen else "")
        self._waiting.setHidden(not unseen)
        wanted = next((action for action in WANTED if action in offered), None)
        for action in offered:
            kind = PrimaryButton if action is wanted else PlainButton
            button = kind(say(f"act.{action}"))
            button.setObjectName(f"act.{action}")
            button.clicked.connect(partial(self._begin, action))
            self._buttons.addWidget(button)
            self.foot_buttons.append(button)

    def print_receipt(self) -> None:
        """Show the citizen's receipt once more, to be printed."""
        if self._show_paper is not None and not self.page.erased:
            self._background.key(partial(self._desk.receipt, self._number), self._show_receipt, self._refused)

    def view_scan(self, one: Attachment) -> None:
        """Show a scan large."""
        if self._show_paper is not None:
            service = self._desk.service(self.page.case.service.id, self.page.case.service.version)
            self._show_paper(Viewed(one, scan_name(one, service)), None)

    def _show_receipt(self, paper: Paper) -> None:
        if self._show_paper is not None:
            self._show_paper(paper, None)

    def _begin(self, action: Action) -> None:
        self._notice.show_text("")
        if action is Action.CORRECT:
            correct = partial(self._desk.correct, self._number)
            self._background.write(correct, self._edit, self._refused, once="form")
            return
        self._close_panel()
        self.panel = DecisionPanel(action, self._labels)
        self.panel.confirmed.connect(self._do)
        self.panel.cancelled.connect(self._close_panel)
        self.columns.side.box.insertWidget(0, self.panel)
        self.columns.foot.hide()
        self.answers.set_picking(True)
        self.columns.show_side()
        self.panel.show()  # what is not shown yet cannot have the keyboard
        self.panel.start()

    def _close_panel(self) -> None:
        if self.panel is None:
            return
        self.panel.hide()
        self.panel.deleteLater()
        self.panel = None
        self.columns.foot.show()
        self.answers.set_picking(False)
        self.refresh()
        self.setFocus()

    def _do(self, decision: Decision) -> None:
        work = partial(carry_out, self._desk, self._number, decision)
        done = partial(self._done, decision.action)
        self._background.write(work, done, self._refused, changes={self._number})

    def _done(self, action: Action, _: None) -> None:
        self._close_panel()
        what = say(f"history.{action}")
        self._notice.show_text(say("case.done", what=what), "good")

    def _refused(self, trouble: Exception) -> None:
        """Say why; the panel stays with everything written in it."""
        sentence = words.error(trouble)
        if self.panel is None:
            self._notice.show_text(sentence, "bad")
        else:
            self.panel.show_error(sentence)

    def _something_changed(self, ids: frozenset[str]) -> None:
        if ids and self._number not in ids:
            return
        if self.panel is None:
            self.refresh()
        elif self._desk.page(self._number).case.base != self.page.case.base and not self.panel.is_working:
            self._notice.show_text(say("case.changed_meanwhile"), "warn")


def facts(history: Sequence[HistoryLine]) -> list[tuple[str, str]]:
    """Where a case is, with its tone; and what the office refused last, which has changed nothing."""
    last = history[-1]
    standing = next((line for line in reversed(history) if not line.refused), last)
    told = [(say(f"fact.{standing.delivery}"), FACT_TONES[standing.delivery])]
    if standing is not last:
        told.append((say("case.refused", action=say(f"history.{last.action}")), "warn"))
    return told
