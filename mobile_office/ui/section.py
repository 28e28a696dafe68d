"""A section of a form on its card: two columns of fields, in reading order, drawn from its description.

What does not apply is hidden and the rest moves up; narrow cards have one column. Of many fields the first are
made at once, the rest turn by turn. For a section that repeats it also shows the persons, adds one, and removes
one after a second word at another place.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.overview import Draft
from mobile_office.domain.service import Field
from mobile_office.ui import style, words
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.boxes import Boxes
from mobile_office.ui.buttons import DangerButton, LinkButton, PlainButton
from mobile_office.ui.fieldbox import FieldBox
from mobile_office.ui.formframe import keyed
from mobile_office.ui.formstate import FormState
from mobile_office.ui.pieces import Card, Muted, Notice
from mobile_office.ui.steplist import StepList, Stop
from mobile_office.ui.steps import Step, called, item_name
from mobile_office.ui.streets import offer_streets
from mobile_office.ui.turns import Turns

DECIDING = ("choice", "choices", "yes_no")  # kinds whose answer is whole with one key
_ADD = "F2"  # one more person, from any field
_NARROW = 560  # pixels at scale 1: below this a card has one column
AT_ONCE = 4  # fields that are new in one turn


class SectionCard(Card):
    """One step's fields. `edited(path, value)` while typing, `left(path)` when the keyboard leaves.

    `decided` as soon as something is chosen or ticked: what follows from it is there before the next key.
    """

    edited = Signal(str, object)
    made = Signal(object)  # a field's box
    decided = Signal()
    left = Signal(str)
    entered = Signal(str)
    person_chosen = Signal(int)
    person_added = Signal()
    person_removed = Signal()

    def __init__(
        self, step: Step, codelists: CodeLists, comments: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """`parent` is where it will stand: put there later, all of it would be styled anew."""
        super().__init__(parent)
        assert step.section is not None
        self.step = step
        self._item = item_name(step.section)
        self.setAccessibleName(called(step))
        margin = style.px(style.WIDE)
        self.box.setContentsMargins(margin, style.px(style.AROUND), margin, style.px(style.WIDE))
        self.box.setSpacing(style.px(style.BETWEEN))
        if step.section.repeat:
            self._build_persons(step.index or 0)
        if intro := words.text(step.section.intro):
            self.box.addWidget(Muted(intro))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(style.px(style.AROUND))
        self._grid.setVerticalSpacing(style.px(style.BETWEEN))
        self.box.addLayout(self._grid)
        self.boxes = Boxes(
            {
                (path := step.path(field)): partial(
                    self._build_box, field, path, codelists, comments.get(path, "")
                )
                for field in step.section.fields
            }
        )
        self.fields = {step.path(field): field for field in step.section.fields}
        self._value_of: Callable[[str], Any] = _nothing
        self._typed, self._cursor = "", 0
        self._state: FormState | None = None
        self._visible: tuple[str, ...] = ()
        self._places: dict[str, tuple[int, int, int]] = {}  # row, column, and how many columns
        self._columns = 2
        self._turns = Turns(self)
        if step.section.repeat:
            self._build_remove()

    def _build_box(self, field: Field, path: str, codelists: CodeLists, comment: str) -> FieldBox:
        box = FieldBox(field, path, codelists, comment, self)
        box.hide()
        self._fill(box)
        box.editor.edited.connect(lambda value: self.edited.emit(path, value))
        if box.field.kind in DECIDING:
            box.editor.edited.connect(lambda _: self.decided.emit())
        box.editor.left.connect(lambda: self.left.emit(path))
        box.editor.entered.connect(lambda: self.entered.emit(path))
        if self._state is not None:
            self._tell_problem(box, self._state)
        self.made.emit(box)
        return box

    def _build_persons(self, index: int) -> None:
        self._confirm = Notice()
        self._confirm.setObjectName("remove.question")
        yes = DangerButton(words.say("form.remove_yes", item=self._item, index=index + 1))
        yes.setObjectName("remove.yes")
        yes.clicked.connect(self.person_removed)
        no = PlainButton(words.say("form.remove_no"))
        no.setObjectName("remove.no")
        no.clicked.connect(lambda: self._ask(False))
        row = self._confirm.layout()
        assert isinstance(row, QHBoxLayout)
        row.addWidget(no)
        row.addWidget(yes)
        self._keep = no
        self.persons = StepList("person", self._item)
        self.persons.chosen.connect(lambda key: self.person_chosen.emit(int(key)))
        self.box.addWidget(self._confirm)
        self.box.addWidget(self.persons)
        self._add = QShortcut(QKeySequence(_ADD), self, self.person_added.emit)

    def _build_remove(self) -> None:
        self._remove = LinkButton(words.say("form.remove_item", item=self._item))
        self._remove.setObjectName("person.remove")
        self._remove.clicked.connect(lambda: self._ask(True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._remove)
        self.box.addLayout(row)

    def _ask(self, asking: bool) -> None:
        index = (self.step.index or 0) + 1
        self._confirm.show_text(
            words.say("form.remove_question", item=self._item, index=index) if asking else "", "bad"
        )
        (self._keep if asking else self._remove).setFocus()

    def tell(self, word: QWidget) -> None:
        """A quiet word above the fields."""
        self.box.insertWidget(self.box.indexOf(self._grid), word)

    def show_state(self, state: FormState) -> None:
        """Draw what depends on the answers: what applies, the persons, what is wrong."""
        self._state = state
        self.show_visible(state.visible)
        section = self.step.section
        if section is not None and section.repeat:
            self.show_persons(state.names(section), section.most, section.least)
        offer_streets(self.boxes, self.boxes.built, state.suggest)
        for box in self.boxes.built.values():
            self._tell_problem(box, state)

    def _tell_problem(self, box: FieldBox, state: FormState) -> None:
        sentence, hint = state.problem_at(box.path)
        box.show_problem(sentence, hint=hint)

    def unticked(self) -> tuple[str, ...]:
        """The visible yes-no questions without a tick."""
        questions = (path for path in self._visible if self.fields[path].kind == "yes_no")
        return tuple(path for path in questions if not self.boxes[path].editor.value())

    def show_persons(self, names: tuple[str, ...], most: int, least: int) -> None:
        """The tabs; adding is offered up to `most`, removing down to `least`."""
        here = self.step.index or 0
        self._add.setEnabled(len(names) < most)
        stops = [Stop(str(place), name, place == here) for place, name in enumerate(names)]
        extra: tuple[PlainButton, ...] = ()
        if len(names) < most:
            add = PlainButton(keyed("form.add_item", _ADD, item=self._item))
            add.setObjectName("person.add")
            add.clicked.connect(self.person_added)
            extra = (add,)
        if getattr(self, "_names", None) != (names, most):
            self._names = (names, most)
            self.persons.show_stops(stops, *extra)
        self._remove.setVisible(len(names) > max(least, 1))

    def show_values(self, value_of: Callable[[str], Any], draft: Draft | None = None) -> None:
        """Fill every editor, those that are made later too; where somebody last typed in a draft, the cursor is again."""
        self._value_of = value_of
        if draft is not None and draft.cursor is not None:
            self._typed, self._cursor = draft.field, draft.cursor
        for box in self.boxes.built.values():
            self._fill(box)

    def _fill(self, box: FieldBox) -> None:
        box.editor.show_value(self._value_of(box.path))
        if box.path == self._typed:
            box.editor.go_to(self._cursor)

    def cursor_at(self, path: str) -> int | None:
        """Where in a field the next letter goes; None where that is not here."""
        box = self.boxes.built.get(path)
        return None if box is None else box.editor.cursor()

    def begin(self, state: FormState, save: Autosave) -> None:
        """What appears begins with its default, which is an answer too; what was emptied stays empty."""
        begun = {path: value for path, value in state.defaults().items() if path not in self._visible}
        for path, value in begun.items():
            save.change(path, value)
            if path in self.boxes.built:
                self.boxes[path].editor.show_value(value)
        if begun:
            state.reckon(save.shown)

    def show_visible(self, visible: Collection[str]) -> None:
        """Show what applies; nothing moves while nothing changes."""
        paths = tuple(path for path in self.boxes if path in visible)
        if paths != self._visible:
            self._visible = paths
            self._arrange()

    @property
    def visible_paths(self) -> tuple[str, ...]:
        """The fields shown, in reading order."""
        return self._visible

    def box_at(self, path: str) -> FieldBox:
        """The field of a path, the first one shown where it is not."""
        path = path if path in self._visible else self._visible[0]
        self._put(path)
        return self.boxes[path]

    def after(self, path: str) -> str:
        """The field after this one, "" at the end."""
        following = self._visible[self._visible.index(path) + 1 :] if path in self._visible else ()
        return following[0] if following else ""

    def _arrange(self) -> None:
        """Give each field its place. What there is moves there, and of what is new the first stand there at once."""
        self._turns.begin(())
        for box in self.boxes.built.values():
            self._grid.removeWidget(box)
            if box.path not in self._visible:
                box.hide()
        self._reckon_places()
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if self._columns == 2 else 0)
        new = [path for path in self._visible if path not in self.boxes.built]
        later = frozenset(new[AT_ONCE:])
        for path in self._visible:
            if path not in later:
                self._put(path)
        self._turns.begin(partial(self._put, path) for path in new[AT_ONCE:])

    def _reckon_places(self) -> None:
        row = column = 0
        self._places = {}
        for path in self._visible:
            field = self.fields[path]
            wide = self._columns if field.kind == "yes_no" else min(field.width, self._columns)
            if column + wide > self._columns:
                row, column = row + 1, 0
            self._places[path] = (row, column, wide)
            column += wide

    def _put(self, path: str) -> None:
        """Let a field stand in its place, if it does not yet."""
        box = self.boxes[path]
        if self._grid.indexOf(box) >= 0:
            return
        row, column, wide = self._places[path]
        self._grid.addWidget(box, row, column, 1, wide)
        box.show()
        before = [each for each in self._visible[: self._visible.index(path)] if each in self.boxes.built]
        for each in before[-1:]:
            QWidget.setTabOrder(self.boxes[each].editor.focus, box.editor.focus)
        if self._state is not None:
            offer_streets(self.boxes, (path,), self._state.suggest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        columns = 1 if event.size().width() < style.px(_NARROW) else 2
        if columns != self._columns:
            self._columns = columns
            self._arrange()


def _nothing(_: str) -> None:
    """No answer, before there are any."""
