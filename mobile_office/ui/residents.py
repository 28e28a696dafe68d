"""The worklist of a round: who asked, worked down by keyboard, one key to the next resident's draft.

F2 next person, Enter the chosen one, Ins enters a line, F3 leaves out, F4 another service, F5 details,
Del deletes, Ctrl+Z takes that back, Ctrl+O reads a list. It says when the list will be deleted.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.domain.residents import REGISTRATION, Resident, Round, Turn, Wish
from mobile_office.ui import masked, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.pieces import Card, EmptyState, Notice
from mobile_office.ui.resident_actions import Actions
from mobile_office.ui.resident_head import RoundHead
from mobile_office.ui.resident_line import EntryLine
from mobile_office.ui.resident_list import ResidentList
from mobile_office.ui.resident_questions import Questions, service_names
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

_LARGE = 140  # from this size of text on (percent) the hint scrolls with the list


class ResidentsPage(QWidget):
    """`draft_wanted(draft)` opens a form; `left` goes back; the others lead to the other pages of a round."""

    draft_wanted = Signal(object)
    preview_wanted = Signal(str)
    person_wanted = Signal(object)
    home_wanted = Signal()
    left = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self.setObjectName("residents")
        self._desk, self._background, self._residents = desk, background, desk.residents
        self._services = service_names({one.id: words.text(one.short) for one in desk.services()})
        self._at = ""  # whose draft was opened last
        self._deleted: list[tuple[Resident, str]] = []
        self.head, self.notice = RoundHead(), Notice(parent=self)
        self.line, self.table, self._card = EntryLine(desk), ResidentList(self._services), Card()
        self.read = PlainButton(say("residents.menu_read"), "Ctrl+O")
        self.empty = EmptyState(say("residents.empty"), say("residents.empty_hint"), self.read)
        self.hint, self.questions = Notice(parent=self), Questions(self._asked)
        self.verbs = Actions()
        self.buttons = self.verbs.buttons
        self.next = PrimaryButton(say("residents.next"), "F2")
        self._scroll = Scroll()
        self._build()
        self._connect()
        self._show_now()
        self.settle()

    # -- parts

    def _build(self) -> None:
        box = page_box(self)
        box.setSpacing(style.px(style.BETWEEN))
        inner = self._scroll.box
        inner.setSpacing(style.px(style.BETWEEN))
        self._card.box.addLayout(self.verbs)
        self._card.box.addWidget(self.table)
        for part in (self.head, self.notice, self.line, self.questions, self._card, self.empty):
            inner.addWidget(part)
        inner.addStretch(1)
        box.addWidget(self._scroll, 1)
        (self._scroll.box if style.px(100) > _LARGE else box).addWidget(self.hint)
        back = PlainButton(say("residents.back"))
        back.setObjectName("residents.back")
        back.clicked.connect(self.left)
        self.next.setObjectName("residents.next")
        box.addLayout(button_row(back, right=(self.next,)))

    def _connect(self) -> None:
        verbs: dict[str, Callable[[], object]] = {
            "add": self.enter_line,
            "out": self.leave_out,
            "another": self.add_service,
            "person": self._details,
            "take_out": self.take_out,
        }
        for name, verb in verbs.items():
            self.buttons[name].clicked.connect(lambda _=False, verb=verb: verb())
        self.next.clicked.connect(self.open_next)
        self.table.opened.connect(self._open_chosen)
        self.table.chosen.connect(lambda _row: self._show_chosen())
        self.line.typed.connect(self._typed)
        self.line.pasted.connect(self.preview_wanted)
        self.verbs.menu.read.connect(lambda: self.preview_wanted.emit(""))
        self.verbs.menu.home.connect(self.home_wanted)
        self.verbs.menu.forget.connect(self._ask_forget)
        self.verbs.menu.told.connect(self.notice.show_text)
        delete = QShortcut(QKeySequence("Del"), self.table, self.take_out)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)
        self.read.setShortcut(QKeySequence())
        QShortcut(QKeySequence("Ctrl+O"), self, self.read.click)
        self.read.clicked.connect(lambda: self.preview_wanted.emit(""))
        QShortcut(QKeySequence("Esc"), self, self._escape)
        self._background.changed.connect(self.settle)

    # -- what is so

    def settle(self, _ids: object = None) -> None:
        """Look what became of the drafts, then show it; whose turn it is next is chosen."""
        self._background.write(self._residents.settle, self._settled)

    def come_back(self) -> None:
        """From a page above it: what is so now at once, before the next key, and the keyboard on the list."""
        self._show_now()
        self.setFocus()
        self.settle()

    def _show_now(self) -> None:
        if (current := self._residents.round()) is not None:
            self._show(current)
            self.line.setVisible(not current.residents)
            if self.table.resident() is None:
                self._choose(current.next())

    def _settled(self, _: None) -> None:
        current = self._residents.round()
        if current is None:
            self.left.emit()
            return
        self._show(current)
        chosen = self.table.resident()
        if chosen is None or (chosen.id == self._at and chosen.turn in (Turn.DONE, Turn.LEFT_OUT)):
            self._choose(current.next(self._at))

    def _show(self, current: Round) -> None:
        everybody = len(current.residents)
        self.head.show_round(current)
        self.table.show_residents(current.residents)
        self._card.setVisible(bool(everybody))
        self.empty.setVisible(not everybody)
        self.next.setEnabled(current.next() is not None)
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self.table.resident()
        self.verbs.show_for(one)
        is_registration = one is not None and one.service == REGISTRATION
        self.hint.show_text(say("residents.hint_registration") if is_registration else "")
        if one is not None:
            QTimer.singleShot(0, self, self._show_row)

    def _show_row(self) -> None:
        """The table is as high as its rows; what scrolls is the page."""
        inner, spot = self._scroll.widget(), self.table.visualRect(self.table.currentIndex()).center()
        if inner is not None and self.table.currentIndex().isValid():
            at = self.table.viewport().mapTo(inner, spot)
            self._scroll.ensureVisible(0, at.y(), 0, style.px(72))

    def _choose(self, one: Resident | None) -> None:
        if one is not None:
            self.table.select(one.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is on the list, or in the line while there is nobody on it."""
        super().focusInEvent(event)
        if self.line.isHidden():
            self.table.setFocus()
        else:
            self.line.start()

    # -- the list

    def enter_line(self) -> None:
        """Type somebody in (Ins)."""
        self.line.show()
        self.line.start()
        bring_into_view(self.line)

    def _typed(self, wish: Wish) -> None:
        self._write(partial(self._residents.add, (wish,)))

    def take_out(self) -> None:
        """Delete the chosen line; Ctrl+Z takes it back."""
        one, current = self.table.resident(), self._residents.round()
        if one is None or current is None:
            return
        behind = current.behind(one.id)
        self._deleted.append((one, behind))
        self._write(partial(self._residents.take_out, one.id), self._settled)
        undo = f"{say('residents.undo')}: {words.keys('Ctrl+Z')}"
        self.notice.show_text(f"{say('residents.taken_out', name=masked.shown(one.name))} {undo}")
        self.table.select(behind)

    def undo(self) -> None:
        """The line deleted last stands again where it was."""
        if self._deleted:
            one, behind = self._deleted.pop()
            self.notice.show_text("")
            self._at = one.id
            self._write(partial(self._residents.put_back, one, behind), self._put_back)

    def _put_back(self, _: None) -> None:
        self._settled(None)
        self.table.select(self._at)

    # -- whose turn it is

    def open_next(self) -> None:
        """The chosen one when it is their turn, else the next one waiting (F2), once what was pressed before is written."""
        self._background.write(lambda: None, self._open_next, once="next")

    def _open_next(self, _: None) -> None:
        one, current = self.table.resident(), self._residents.round()
        if current is not None and (one is None or one.turn in (Turn.DONE, Turn.LEFT_OUT)):
            one = current.next(one.id if one else "")
        self._open(one)

    def _open_chosen(self, one: object) -> None:
        if isinstance(one, Resident) and one.turn is not Turn.DONE:
            self._open(one)

    def _open(self, one: Resident | None) -> None:
        if one is not None:
            self._at = one.id
            self.table.select(one.id)
            opening = partial(self._residents.open, one)
            self._background.write(opening, self._opened, self._refused, once="form")

    def _opened(self, draft: Draft) -> None:
        self.line.hide()
        self.draft_wanted.emit(draft)

    def leave_out(self) -> None:
        """Leave the chosen one out, with a reason; whoever is left out is taken up again (F3)."""
        one = self.table.resident()
        if one is None or not self.buttons["out"].isEnabled():
            return
        self._at = one.id
        if one.turn is Turn.LEFT_OUT:
            self._write(partial(self._residents.wait_again, one))
        else:
            self.questions.ask_why(
                masked.shown(one.name), lambda why: self._write(partial(self._residents.leave_out, one, why))
            )

    def add_service(self) -> None:
        """The chosen one asks for another service too (F4)."""
        one = self.table.resident()
        if one is not None:
            self.questions.ask_which(masked.shown(one.name), self._services, partial(self._add_service, one))

    def _add_service(self, one: Resident, service: str) -> None:
        self._write(partial(self._residents.add_service, one, service), self._added)

    def _added(self, another: Resident) -> None:
        self._settled(None)
        self.table.select(another.id)

    def _details(self) -> None:
        if (one := self.table.resident()) is not None:
            self.person_wanted.emit(one)

    # -- the list as a whole

    def _ask_forget(self) -> None:
        sentence = say("residents.forget_sure", n=len(self.table.rows.rows))
        do, keep = say("residents.forget_do"), say("residents.forget_keep")
        self.questions.ask_sure(
            sentence, do, keep, lambda: self._write(self._residents.forget, self._settled)
        )

    def _asked(self) -> None:
        self.table.setFocus()

    def _escape(self) -> None:
        if not self.questions.isHidden():
            self.questions.close_question()
        elif not self.line.isHidden() and self.table.rows.rows:
            self.line.hide()
            self.table.setFocus()
        else:
            self.left.emit()

    def _write(self, act: Callable[[], Any], then: Callable[[Any], object] | None = None) -> None:
        self._background.write(act, then or (lambda _: self._settled(None)), self._refused)

    def _refused(self, error: Exception) -> None:
        self.notice.show_text(words.error(error), "bad")
