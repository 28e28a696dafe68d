"""The form: a draft of any service, drawn entirely from its Service value.

What is typed goes through `Autosave` and is shown as saved only when it is. Problems appear when a
field is left. Enter is the next field, Ctrl+Enter the next section, F6 evidence, F8 park, Ctrl+S submit.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.domain.view import value_at
from mobile_office.printing import SIGNED_PAPER
from mobile_office.ui import words
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.corrections import first_comment, loose_comments
from mobile_office.ui.evidence import EvidencePanel
from mobile_office.ui.formframe import FormFrame, Within
from mobile_office.ui.formpapers import FormPapers, Show
from mobile_office.ui.formstate import Begun, FormState
from mobile_office.ui.formvisit import FormVisit
from mobile_office.ui.renewal import RenewalBanner
from mobile_office.ui.result import Result
from mobile_office.ui.section import SectionCard
from mobile_office.ui.side import Side
from mobile_office.ui.steps import SUMMARY, Step
from mobile_office.ui.summary import Summary

Done = Callable[[str | None], None]


class FormPage(FormFrame):
    """One draft at work. `done(number)` after the result was read, `done(None)` when it is put aside."""

    def __init__(
        self, desk: Desk, background: Background, begun: Begun, done: Done, show: Show, within: Within = None
    ) -> None:
        self._state = FormState.of(desk, begun)
        draft, service = self._state.draft, self._state.service
        super().__init__(words.text(service.name), Side(service), within, correction=bool(draft.case))
        self._desk, self._background, self._done = desk, background, done
        self._comments = desk.page(draft.case).comments if draft.case else {}
        self._save = Autosave(desk, background, draft, self)
        self._save.saved.connect(self._saved)
        self._save.failed.connect(self._not_saved)
        self.renewal = RenewalBanner(self, desk, background, self._save)
        self._papers = FormPapers(self, desk, background, self._save, show)
        self.visit = FormVisit(self, desk, background, self._save)
        self._is_over = False
        self._card: SectionCard | None = None
        self._summary: Summary | None = None
        self._evidence: EvidencePanel | None = None
        commented = first_comment(self._comments, self._state.paths)
        self._last = self._state.start(commented or draft.field) or commented
        self.show_comments([*loose_comments(self._comments, self._state.paths).values()])
        self._connect()
        if draft.parked:
            background.write(partial(desk.resume, draft.id), changes=(draft.id,))
        self._build(self._last)

    def _connect(self) -> None:
        for button, verb in ((self.back, self.go_back), (self.park, self.put_aside), (self.next, self.go_on)):
            button.clicked.connect(verb)
        self.submit.clicked.connect(self.hand_in)
        self.side.step_list.chosen.connect(self._go_to_section)
        self.side.evidence_wanted.connect(self.toggle_evidence)
        self._papers.confirmation.lent.connect(self._leave_step)
        self._papers.signature_wanted.connect(lambda: self.jump(f"evidence.{SIGNED_PAPER}"))
        keys = {"Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on, "Ctrl+S": self.hand_in}
        keys |= {"F6": self.toggle_evidence, "F8": self.put_aside}
        self._keys = [QShortcut(QKeySequence(key), self, verb) for key, verb in keys.items()]

    def refresh(self) -> None:
        """Draw what depends on the answers anew."""
        if not self._is_over:
            self._state.reckon(self._save.shown)
            if self._card is not None:
                self._card.begin(self._state, self._save)
            self._redraw()

    def flush(self) -> None:
        """Hand everything typed to the writer now (before locking, closing)."""
        self._save.flush()

    @property
    def draft(self) -> Draft:
        """The draft at work, as saved last."""
        return self._save.draft

    @property
    def saved(self) -> bool:
        """True when everything typed is durable."""
        return self._save.idle

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing waits behind another page."""
        self._save.flush()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is where it was."""
        super().showEvent(event)
        self._focus(self._last)

    # -- the way through

    def go_on(self) -> None:
        """The next step; from the evidence back to the form."""
        if self._evidence is not None:
            self.toggle_evidence()
        elif self._summary is None:
            self._leave_step()
            self._go(self._state.following)

    def go_back(self) -> None:
        """The step before; from the first, out of the form (the draft stays)."""
        if self._evidence is not None:
            self.toggle_evidence()
        elif self._state.place:
            self._go(self._state.way[self._state.place - 1])
        else:
            self._leave_step()
            self._save.when_saved(self._leave)

    def put_aside(self) -> None:
        """Park (F8): anyone at this laptop can go on."""
        self._leave_step()
        self._save.when_saved(self._park)

    def jump(self, path: str) -> None:
        """To a field or a piece of evidence, with what is wrong shown."""
        self._state.touched.add(path)
        if path.startswith("evidence."):
            self._build(path, evidence=True)
        else:
            self._go(self._state.step_for(path), path)

    def toggle_evidence(self) -> None:
        """Open the evidence in place, or go back to the field (F6)."""
        opening = self._evidence is None
        self._leave_step()
        self._build("" if opening else self._last, evidence=opening)

    def _go(self, step: Step, path: str = "") -> None:
        self._leave_step()
        self._state.here = step if step in self._state.way else self._state.way[self._state.place]
        self._build(path)

    def _go_to_section(self, key: str) -> None:
        self._go(next(step for step in self._state.way if step.key == key))

    def _leave_step(self) -> None:
        """What was shown has been seen: an empty box is a no, an empty field may be told."""
        if self._card is not None:
            for path in self._card.unticked():
                if value_at(self._save.answers, path) is None:
                    self._save.change(path, False)
            self._state.touched.update(self._card.visible_paths)
        if self._evidence is not None:
            self._state.touched.update(f"evidence.{key}" for key in self._evidence.rows)
        self._save.flush()
        self._state.reckon(self._save.shown)

    def _leave(self) -> None:
        self._background.changed.emit(frozenset({self._save.draft.id}))
        self._done(None)

    def _park(self) -> None:
        park, draft = self._desk.park, self._save.draft.id
        self._background.write(lambda: park(draft), lambda _: self._done(None), changes=(draft,), once="park")

    # -- drawing

    def _build(self, path: str, *, evidence: bool = False) -> None:
        self._card = self._summary = self._evidence = None
        self.renewal.look(self._save.draft)
        body: QWidget
        if evidence:
            body = self._evidence = self._build_evidence()
        elif self._state.here == SUMMARY:
            anew = bool(self._save.draft.case)
            body = self._summary = Summary(self._state, self._desk.codelists, self.place, correction=anew)
            self._summary.jump.connect(self.jump)
        else:
            body = self._card = self._build_card()
        self.show_body(self.visit.dress(body))
        self._redraw()
        self._focus(path)

    def _build_card(self) -> SectionCard:
        card = SectionCard(self._state.here, self._desk.choices(self._save.draft), self._comments, self.place)
        card.begin(self._state, self._save)
        card.show_values(lambda path: value_at(self._save.answers, path), self._save.draft)
        card.made.connect(self.equip)
        card.edited.connect(self._edited)
        card.decided.connect(self.refresh)
        card.left.connect(self._left)
        card.entered.connect(self._entered)
        card.person_chosen.connect(lambda index: self._go(Step(self._state.here.section, index)))
        card.person_added.connect(self._add_person)
        card.person_removed.connect(self._remove_person)
        return card

    def _build_evidence(self) -> EvidencePanel:
        panel = EvidencePanel(self._state, self.place)
        panel.edited.connect(self._save.see)
        panel.left.connect(lambda kind: self._left(f"evidence.{kind}"))
        self._papers.scans.dress(panel)
        return panel

    def _redraw(self) -> None:
        if self._card is not None:
            self._card.show_state(self._state)
        if self._evidence is not None:
            self._evidence.show_state(self._state)
        self.show_state(self._state, evidence=self._evidence is not None, summary=self._summary is not None)

    def _focus(self, path: str) -> None:
        if self._evidence is not None:
            self.scroll_to(self._evidence.focus_on(path.removeprefix("evidence.")))
        elif self._card is not None and self._card.visible_paths:
            box = self._card.box_at(path)
            box.editor.focus.setFocus()
            self.scroll_to(box)
        elif self._summary is not None:
            self.submit.setFocus()

    # -- what happens

    def _edited(self, path: str, value: object) -> None:
        self._last = path
        self._save.change(path, value, self._card.cursor_at(path) if self._card is not None else None)

    def _left(self, path: str) -> None:
        self._state.touched.add(path)
        self._save.flush()
        self.refresh()

    def _entered(self, path: str) -> None:
        if following := self._card.after(path) if self._card is not None else "":
            self._focus(following)
        else:
            self.next.setFocus()

    def _add_person(self) -> None:
        """A further person; the family name is suggested because households mostly share it."""
        section, number = self._state.here.section, len(self._state.people())
        for path, value in self._state.further_person().items():
            self._save.change(path, value)
        self._go(Step(section, number))

    def _remove_person(self) -> None:
        step, index = self._state.here, self._state.here.index or 0
        assert step.section is not None
        self._card = None  # its fields mean other persons from now on
        self._save.remove(step.section.repeat, index)
        self._state.forget(step.section.repeat)
        self._go(Step(step.section, max(index - 1, 0)))

    def _saved(self, _draft: Draft) -> None:
        self.show_trouble("")
        self.refresh()

    def _not_saved(self, error: Exception) -> None:
        self.submit.setEnabled(True)
        self.show_trouble(words.say("form.not_saved", reason=words.error(error)))

    # -- submitting

    def hand_in(self) -> None:
        """Submit (Ctrl+S) when nothing stands against it, else say what does; first show the summary."""
        if self._summary is None:
            self._go(SUMMARY)
            return
        self._save.flush()
        self._state.reckon(self._save.shown)
        if not self.submit.isEnabled() or not self._summary.may_submit():
            return
        self.submit.setEnabled(False)
        self._save.when_saved(partial(self._submit, self._summary.chosen_basis()))

    def _submit(self, basis: str) -> None:
        submit = partial(self._desk.submit, self._save.draft.id, dict(self._state.overrides), basis)
        self._background.write(submit, self._submitted, self.show_refusal)

    def _submitted(self, number: str) -> None:
        self._is_over = True
        for key in self._keys:
            key.setEnabled(False)
        result = Result(self._state.service, number, words.clock(self._desk.clock(), seconds=True))
        result.closed.connect(lambda: self._done(number))
        self._papers.submitted(number, result)
        self.visit.submitted(result)
        self.show_only(result)
        result.done.setFocus()
        self._background.changed.emit(frozenset({number, self._save.draft.id}))
