"""What is not finished: each draft with the question whether to go on, to take over, to hand over, or to discard.

Discarding asks again in the same row, with its button at the other end.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import Colleague, Draft
from mobile_office.domain.rights import Right, may
from mobile_office.ui import masked, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.dialogs import Sure
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Words
from mobile_office.ui.words import say


class Unfinished(Card):
    """The drafts on this laptop; hidden while there are none. `open_draft(draft)` leads to the form."""

    def __init__(self, desk: Desk, background: Background, open_draft: Callable[[Draft], object]) -> None:
        super().__init__()
        self._desk, self._background, self._open_draft = desk, background, open_draft
        self._shown: tuple[Draft, ...] | None = None
        self._later: tuple[Draft, ...] | None = None  # what came while something is asked
        self._asks = False
        self._colleagues: tuple[Colleague, ...] = ()
        self._first: PlainButton | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(style.BETWEEN))
        self.box.addWidget(Heading2(say("today.drafts")))
        self.box.addLayout(self._rows)
        self.hide()

    def show_drafts(self, drafts: tuple[Draft, ...]) -> None:
        """Show these; own ones first, the latest first. While something is asked here they come after the answer."""
        if self._asks:
            self._later = drafts
            return
        mine = self._desk.actor.person
        ordered = sorted(drafts, key=lambda draft: draft.saved_at, reverse=True)
        ordered.sort(key=lambda draft: draft.owner != mine)
        if tuple(ordered) == self._shown:
            return
        self._shown = tuple(ordered)
        clear(self._rows)
        self._colleagues = self._desk.colleagues()  # read once, not for each row
        rows = [self._row(draft) for draft in ordered]
        for row in rows:
            self._rows.addWidget(row)
        self._first = rows[0].findChild(PlainButton) if rows else None
        self.setVisible(bool(ordered))

    def focus_first(self) -> None:
        """The keyboard on the first draft shown."""
        if self._first is not None:
            self._first.setFocus()

    def sentence(self, draft: Draft) -> str:
        """`Nicht fertig: Anmeldung Łukasiewicz, 10:42. Weiterschreiben?`"""
        service = words.text(self._desk.service(draft.service, draft.version).short)
        at = words.moment(draft.saved_at, self._desk.clock())
        label = masked.shown(draft.label, "today.unnamed")
        if draft.case:
            return say("today.correction", number=draft.case, label=label, at=at)
        return say(
            "today.parked" if draft.parked else "today.unfinished", service=service, label=label, at=at
        )

    def _row(self, draft: Draft) -> QWidget:
        whole = QWidget()
        large = style.px(100) > 150  # then the buttons stand below the sentence
        row = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, whole
        )
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.NEAR))
        what = self.sentence(draft)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Words(what))
        if draft.owner != self._desk.actor.person:
            name, is_here = self._desk.owner(draft)
            told = Muted(say("takeover.tells" if is_here else "takeover.tells_gone", name=name))
            told.setWordWrap(True)
            column.addWidget(told)
        row.addLayout(column, 1)
        buttons = Flow(gap=style.px(style.NEAR))
        buttons.addWidget(self._continue_button(draft, what))
        buttons.addWidget(self._more_button(draft, what, whole))
        row.addLayout(buttons)
        return whole

    def _continue_button(self, draft: Draft, what: str) -> PlainButton:
        own = draft.owner == self._desk.actor.person
        button = PlainButton(say("today.continue" if own else "takeover.do"))
        button.setObjectName(f"draft.{draft.id}")
        button.setAccessibleName(say("today.continue_name" if own else "takeover.do_name", what=what))
        button.clicked.connect(lambda: self._continue(draft) if own else self._take_over(draft))
        return button

    def _more_button(self, draft: Draft, what: str, row: QWidget) -> PlainButton:
        button = PlainButton(say("today.more"))
        button.setObjectName(f"more.{draft.id}")
        button.setAccessibleName(say("today.more_name", what=what))
        menu = QMenu(button)
        for colleague in self._colleagues:
            if may(colleague.roles, Right.TAKE_DRAFT) and colleague.person != draft.owner:
                action = menu.addAction(say("today.hand_over", name=colleague.name))
                action.triggered.connect(
                    lambda _=False, person=colleague.person: self._hand_over(draft, person)
                )
        menu.addSeparator()
        menu.addAction(say("today.discard")).triggered.connect(lambda: self._ask(draft, row))
        button.setMenu(menu)
        return button

    def _continue(self, draft: Draft) -> None:
        if not draft.parked:
            self._open_draft(draft)
            return
        self._open(partial(self._desk.resume, draft.id), draft)

    def _take_over(self, draft: Draft) -> None:
        self._open(partial(self._desk.take_over, draft.id), draft)

    def _open(self, write: Callable[[], Draft], draft: Draft) -> None:
        self._background.write(write, self._open_draft, changes=(draft.id,), once="form")

    def _hand_over(self, draft: Draft, person: str) -> None:
        self._background.write(lambda: self._desk.hand_over(draft.id, person), changes=(draft.id,))

    def _ask(self, draft: Draft, row: QWidget) -> None:
        service = words.text(self._desk.service(draft.service, draft.version).short)
        what = f"{service} {masked.shown(draft.label, 'today.unnamed')}"
        sure = Sure(say("today.discard_sure", what=what), say("today.discard_do"), say("today.discard_keep"))
        place = self._rows.indexOf(row)
        self._rows.insertWidget(place, sure)
        sure.show()
        row.hide()
        sure.confirmed.connect(lambda: self._discard(draft))
        sure.kept.connect(lambda: self._keep(sure, row))
        sure.setFocus()
        self._asks = True

    def _keep(self, sure: QWidget, row: QWidget) -> None:
        self._rows.removeWidget(sure)
        sure.hide()
        sure.deleteLater()
        row.show()
        row.setFocus()
        self._answered()

    def _answered(self) -> None:
        self._asks = False
        if self._later is not None:
            self.show_drafts(self._later)
            self._later = None

    def _discard(self, draft: Draft) -> None:
        self._answered()
        self._background.write(lambda: self._desk.discard(draft.id), changes=(draft.id,))
