"""Fields about a home, a person or a representative, as the services ask for them: labels, kinds and checks.

Drawn from fields of the list's model service, so that nothing is written twice. What is typed lies in
`answers`; problems appear when a field is left.
"""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain import checks
from mobile_office.domain.kinds import KINDS, is_empty
from mobile_office.domain.residents import fields_of
from mobile_office.domain.service import Field, Problem, Section
from mobile_office.ui import words
from mobile_office.ui.pieces import Heading2
from mobile_office.ui.problems import problem_sentence
from mobile_office.ui.section import SectionCard
from mobile_office.ui.steps import Step
from mobile_office.ui.words import say


class AskedCard(SectionCard):
    """A card of fields. `ended` comes with Enter in the last one; `must` are keys that may not be empty."""

    ended = Signal()

    def __init__(
        self, desk: Desk, title: str, fields: Iterable[Field], answers: dict[str, Any], must: str = ""
    ) -> None:
        section = Section(must or "asked", {}, tuple(fields))
        super().__init__(Step(section), desk.codelists, {})
        self._desk, self._model, self._must = desk, desk.residents.model(), must
        self.answers = {one.key: one.default for one in section.fields if one.default is not None}
        self.answers.update({key: value for key, value in answers.items() if key in self.boxes})
        self._own = frozenset(self.boxes) - {one.key for one in fields_of(self._model, self.boxes)}
        heading = Heading2(title)
        self.box.insertWidget(0, heading)
        self.show_values(self.answers.get)
        self._show()
        self.edited.connect(self._edited)
        self.left.connect(self.say_problem)
        self.entered.connect(self._entered)

    def values(self) -> dict[str, Any]:
        """What is answered and asked for now."""
        shown = self.visible_paths
        return {key: value for key, value in self.answers.items() if key in shown and not is_empty(value)}

    def wrong(self) -> QWidget | None:
        """Tell everything that is wrong; the first field it is told at, or None."""
        told = [key for key in self.visible_paths if self.say_problem(key)]
        return self.box_at(told[0]).editor.focus if told else None

    def say_problem(self, path: str) -> str:
        """Say what is wrong with a field; the sentence, or ""."""
        field, value = self.fields[path], self.answers.get(path)
        today = self._desk.daybook.legal_date()
        found = KINDS[field.kind].check(value, field, today, self._desk.codelists)
        if path == self._must and is_empty(value):
            found = "required", {}
        sentence = problem_sentence(Problem(path, found[0], details=found[1])) if found else ""
        self.boxes[path].show_problem(sentence)
        return sentence

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.boxes[self.visible_paths[0]].editor.focus

    def _edited(self, path: str, value: object) -> None:
        self.answers[path] = value
        self._show()

    def _show(self) -> None:
        today = self._desk.daybook.legal_date()
        self.show_visible(self._own | checks.visible(self._model, self.answers, today))

    def _entered(self, path: str) -> None:
        if following := self.after(path):
            self.box_at(following).editor.focus.setFocus()
        else:
            self.ended.emit()


def own_field(key: str, kind: str = "text", letters: str = "C", width: int = 1) -> Field:
    """A field only the list has (`home`, `room`), named by its sentence."""
    return Field(key, kind, {words.language(): say(f"residents.{key}")}, letters=letters, width=width)
