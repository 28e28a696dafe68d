"""A field on the form: its label, its editor, its hint, and what is wrong with it, tied together.

The sentence under a wrong field is also its accessible description; the red border is never alone.
A pinned comment of the reviewer stands under its field, in amber, until the case is submitted again.
Where a near spelling of what was typed is allowed, one press takes it over, and Ctrl+Z takes it back.
"""

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from mobile_office.domain import text
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.service import Field
from mobile_office.streets import STREET
from mobile_office.ui import style, words
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.choosers import ChoiceEditor, ChoicesEditor, YesNoEditor
from mobile_office.ui.codes import CodeEditor
from mobile_office.ui.editors import (
    DateEditor,
    Editor,
    LineEditor,
    LongTextEditor,
    NumberEditor,
    PartialDateEditor,
)
from mobile_office.ui.finders import FindEditor, FindSeveralEditor
from mobile_office.ui.inputs import CYCLE, PALETTE, Box, Line, Lines
from mobile_office.ui.longlist import LONG, LongList
from mobile_office.ui.pieces import ErrorText, Muted, Notice, Words
from mobile_office.ui.streets import StreetEditor

_TYPED: dict[str, type[LineEditor] | type[LongTextEditor]] = {
    "date": DateEditor,
    "partial_date": PartialDateEditor,
    "number": NumberEditor,
    "longtext": LongTextEditor,
    "code": CodeEditor,
}
_IN_LETTERS = ("name", "text", "longtext")  # the kinds that any letter can be part of


def editor_for(field: Field, path: str, codelists: CodeLists) -> Editor:
    """The editor of a field's kind; a kind without one of its own is a line of text."""
    if field.kind == "yes_no":
        return YesNoEditor(path, words.text(field.label))
    if field.kind in ("country", "countries"):
        use = "state" if field.kind == "country" else "nationality"
        known = LongList(codelists, "countries", use, is_sorted=True)
        return FindEditor(path, known) if field.kind == "country" else FindSeveralEditor(path, known)
    if field.kind in ("choice", "choices"):
        known = LongList(codelists, field.codelist)
        if field.kind == "choices":
            return ChoicesEditor(path, known.labels, known.label)
        is_long = len(known.labels) > LONG
        return FindEditor(path, known) if is_long else ChoiceEditor(path, known.labels, known.label)
    if field.key == STREET:
        return StreetEditor(path)
    return _TYPED.get(field.kind, LineEditor)(path)


class FieldBox(QWidget):
    """One field, drawn from its description."""

    def __init__(
        self,
        field: Field,
        path: str,
        codelists: CodeLists,
        comment: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field, self.path = field, path
        name = words.text(field.label)
        self.editor = editor_for(field, path, codelists)
        # A group's own boxes keep their names.
        named = self.editor.widget if isinstance(self.editor, ChoicesEditor) else self.editor.focus
        named.setAccessibleName(name)
        if isinstance(named, QComboBox) and (typed := named.lineEdit()) is not None:
            typed.setAccessibleName(name)
        self._hint, self._typing_hint = words.text(field.hint), ""
        self._offer_letters(self.editor.focus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        if not self.editor.labels_itself:
            label = Words(name)
            label.setBuddy(named)
            column.addWidget(label)
        column.addWidget(self.editor.widget)
        if self._hint:
            column.addWidget(Muted(self._hint))
        self.error = ErrorText()
        self.error.setObjectName(f"{path}.error")
        self.error.setProperty("about", name)
        column.addWidget(self.error)
        self._column = column
        self.take: LinkButton | None = None  # made when first needed: most fields never need it
        self._comment = words.say("form.comment", text=comment) if comment else ""
        if comment:
            notice = Notice(self._comment, "warn")
            notice.setObjectName(f"{path}.comment")
            column.addWidget(notice)
        column.addStretch(1)
        self._describe("")

    def _offer_letters(self, focus: QWidget) -> None:
        """The typing help where names are written, and a quiet word that it is there."""
        if not isinstance(focus, Line | Lines):
            return
        focus.takes_letters = self.field.kind in _IN_LETTERS
        if focus.takes_letters:
            cycle, palette = words.keys(CYCLE), words.keys(PALETTE)
            self._typing_hint = words.say("letters.hint", cycle=cycle, palette=palette)
            focus.setToolTip(self._typing_hint)
            if isinstance(focus, Line):
                focus.mark = words.say("letters.mark", cycle=cycle)

    def show_problem(self, sentence: str, *, hint: bool = False) -> None:
        """Say what is wrong, or nothing; a hint is not red and has no border."""
        self.error.show_text(sentence, hint=hint)
        if isinstance(self.editor.focus, QLineEdit) or not self.editor.labels_itself:
            self.editor.show_wrong(bool(sentence) and not hint)
        self._describe(sentence)
        self._offer(self._near() if sentence else "")

    def _offer(self, near: str) -> None:
        """The button that takes a near spelling over, or none."""
        if near and self.take is None:
            self.take = LinkButton(words.say("letters.take"), parent=self)
            self.take.setObjectName(f"{self.path}.take")
            self.take.clicked.connect(self.take_suggestion)
            self._column.insertWidget(self._column.indexOf(self.error) + 1, self.take)
        if self.take is not None:
            self.take.setAccessibleDescription(near)
            self.take.setVisible(bool(near))
            QWidget.setTabOrder(self.editor.focus, self.take)  # Shift+Tab from the next field

    def take_suggestion(self) -> None:
        """Write the near spelling as if it were typed; the keyboard goes back to the field."""
        near, focus = self._near(), self.editor.focus
        if near and isinstance(focus, Line | Lines):
            focus.setFocus()
            focus.retype(near)
            self.editor.left.emit()  # what was wrong is looked at again

    def _near(self) -> str:
        """An allowed spelling near to what is typed, "" where there is none or none is needed."""
        typed = self.editor.value() if self.field.kind in _IN_LETTERS else None
        found = text.check(typed, self.field.letters) if isinstance(typed, str) else None
        return found.details.get("suggestion", "") if found is not None else ""

    def _describe(self, sentence: str) -> None:
        for box in self.editor.widget.findChildren(Box):
            box.setAccessibleDescription(sentence if box.property("look") == "wrong" else "")
        parts = (sentence, self._comment, self._hint, self._typing_hint)
        self.editor.focus.setAccessibleDescription(" ".join(part for part in parts if part))
