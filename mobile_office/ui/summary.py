"""The summary: all that was entered, large and readable, before it is submitted.

What is still open stands on top and jumps to its field; what only a reason allows asks for the reason
right there; a correction asks for its basis. Nothing is left out: visible and unanswered says so.
The sections below the fold are made turn by turn.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.service import Severity
from mobile_office.domain.view import value_at
from mobile_office.ui import answers as reading
from mobile_office.ui import style, words
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.corrections import BasisChoice
from mobile_office.ui.formstate import FormState
from mobile_office.ui.inputs import Line
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Strong, Words
from mobile_office.ui.problems import problem_place
from mobile_office.ui.steps import Step, item_name
from mobile_office.ui.turns import Turns

AT_ONCE = 2  # sections that are there from the first turn


class Summary(QWidget):
    """`jump(path)` to a field or evidence; reasons go into the state's `overrides`."""

    jump = Signal(str)

    def __init__(
        self, state: FormState, codelists: CodeLists, parent: QWidget | None = None, *, correction: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self.setAccessibleName(words.say("form.summary"))
        self._state, self._codelists = state, codelists
        self.reasons: dict[str, Line] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.BETWEEN))
        self.blocked = Notice()
        self.blocked.setObjectName("summary.blocked")
        column.addWidget(self.blocked)
        if state.problems:
            column.addWidget(self._problems())
        self.basis = BasisChoice() if correction else None
        if self.basis is not None:
            card = Card()
            card.box.addWidget(self.basis)
            column.addWidget(card)
        column.addWidget(Heading2(words.say("summary.ask")))
        self._sections = QVBoxLayout()
        self._sections.setSpacing(style.px(style.BETWEEN))
        column.addLayout(self._sections)
        column.addStretch(1)
        steps = [step for step in state.way if step.section is not None]
        for step in steps[:AT_ONCE]:
            self._add(step)
        self._turns = Turns(self)
        self._turns.begin(partial(self._add, step) for step in steps[AT_ONCE:])

    def chosen_basis(self) -> str:
        """The basis of a correction, "" for a first submit."""
        return self.basis.basis() if self.basis is not None else ""

    def may_submit(self) -> bool:
        """Whether nothing stands against it; else it is said and the keyboard goes there."""
        self._turns.finish()  # nothing is submitted that was not there to be read
        if self._state.blocking():
            self.blocked.show_text(words.say("summary.blocked"), "bad")
        elif missing := self._state.unreasoned():
            self.blocked.show_text(words.say("summary.reason_missing"), "bad")
            self.reasons[missing[0]].setFocus()
        elif self.basis is not None and not self.basis.basis():
            self.blocked.show_text(words.say("form.basis_missing"), "bad")
            self.basis.setFocus()
        else:
            self.blocked.show_text("")
            return True
        return False

    def _problems(self) -> Card:
        card = Card()
        card.box.addWidget(Heading2(words.say("summary.problems")))
        for problem in self._state.problems:
            place = problem_place(self._state.service, problem)
            # a link wraps no text, so the sentence stands beside a short button
            row = QGridLayout()
            row.setColumnStretch(0, 1)
            sign = "" if problem.severity is Severity.HINTS else "⚠ "
            look = "muted" if problem.severity is Severity.HINTS else ""
            row.addWidget(Words(sign + place, look), 0, 0)
            if problem.field:
                go = LinkButton(words.say("summary.go"))
                go.setAccessibleName(f"{words.say('summary.go')}: {place}")
                go.setObjectName(f"jump.{problem.field}")
                go.clicked.connect(lambda _checked=False, path=problem.field: self.jump.emit(path))
                row.addWidget(go, 0, 1)
            if problem.severity is Severity.OVERRIDABLE:
                row.addLayout(self._reason(problem.field), 1, 0, 1, 2)
            card.box.addLayout(row)
        return card

    def _reason(self, path: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(style.px(style.TIGHT))
        overrides = self._state.overrides
        line = Line(overrides.get(path, ""))
        line.setObjectName(f"override.{path}")
        label = Words(words.say("summary.override"))
        label.setBuddy(line)
        line.setAccessibleName(words.say("summary.override"))
        line.setAccessibleDescription(words.say("summary.override_hint"))
        line.textEdited.connect(lambda text: overrides.__setitem__(path, text.strip()))
        column.addWidget(label)
        column.addWidget(line)
        column.addWidget(Muted(words.say("summary.override_hint")))
        self.reasons[path] = line
        return column

    def _add(self, step: Step) -> None:
        self._sections.addWidget(self._section(step))

    def _section(self, step: Step) -> Card:
        assert step.section is not None
        card = Card(self)
        title = words.text(step.section.label)
        if step.index is not None:
            title = words.say("form.item_unnamed", item=item_name(step.section), index=step.index + 1)
        card.box.addWidget(Heading2(title))
        state = self._state
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.px(style.AROUND))
        grid.setVerticalSpacing(style.px(style.NEAR))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        shown = [field for field in step.section.fields if step.path(field) in state.visible]
        for row, field in enumerate(shown):
            path = step.path(field)
            text = reading.plain(field, value_at(state.draft.answers, path), self._codelists)
            value = Strong(text) if text else Muted(words.say("form.no_answer"))
            value.setObjectName(f"summary.{path}")
            if text:
                style.look(value, "look", "heading")
            label = Words(words.text(field.label))
            for column, part in enumerate((label, value)):  # what was answered stands beside the first line
                part.setAlignment(Qt.AlignmentFlag.AlignTop)
                grid.addWidget(part, row, column)
        card.box.addLayout(grid)
        return card
