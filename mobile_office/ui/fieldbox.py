"""A field on the form: its label, its editor, its hint, and what is wrong with it, tied together.

The sentence under a wrong field is also its accessible description; the red border is never alone.
A pinned comment of the reviewer stands under its field, in amber, until the case is submitted again.
"""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.service import Field
from mobile_office.ui import style, words
from mobile_office.ui.choosers import (
    ChoiceEditor,
    ChoicesEditor,
    CountriesEditor,
    CountryEditor,
    YesNoEditor,
)
from mobile_office.ui.editors import (
    DateEditor,
    Editor,
    LineEditor,
    LongTextEditor,
    NumberEditor,
    PartialDateEditor,
)
from mobile_office.ui.pieces import ErrorText, Muted, Notice

_TYPED: dict[str, type[LineEditor] | type[LongTextEditor]] = {
    "date": DateEditor,
    "partial_date": PartialDateEditor,
    "number": NumberEditor,
    "longtext": LongTextEditor,
}


def editor_for(field: Field, path: str, codelists: CodeLists) -> Editor:
    """The editor of a field's kind; a kind without one of its own is a line of text."""
    language = words.language()
    if field.kind == "yes_no":
        return YesNoEditor(path, words.text(field.label))
    if field.kind in ("choice", "choices"):
        labels = codelists.labels(field.codelist, language)
        return ChoiceEditor(path, labels) if field.kind == "choice" else ChoicesEditor(path, labels)
    if field.kind in ("country", "countries"):
        use = "state" if field.kind == "country" else "nationality"
        collator = words.collator()
        named = codelists.labels("countries", language, use=use).items()
        labels = dict(sorted(named, key=lambda pair: collator.sortKey(pair[1])))
        return CountryEditor(path, labels) if field.kind == "country" else CountriesEditor(path, labels)
    return _TYPED.get(field.kind, LineEditor)(path)


class FieldBox(QWidget):
    """One field, drawn from its description."""

    def __init__(self, field: Field, path: str, codelists: CodeLists, comment: str = "") -> None:
        super().__init__()
        self.field, self.path = field, path
        name = words.text(field.label)
        self.editor = editor_for(field, path, codelists)
        self.editor.focus.setAccessibleName(name)
        self._hint = words.text(field.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        if not self.editor.labels_itself:
            label = QLabel(name)
            label.setWordWrap(True)
            label.setBuddy(self.editor.focus)
            column.addWidget(label)
        column.addWidget(self.editor.widget)
        if self._hint:
            column.addWidget(Muted(self._hint))
        self.error = ErrorText()
        self.error.setObjectName(f"{path}.error")
        column.addWidget(self.error)
        self.comment = Notice(words.say("form.comment", text=comment) if comment else "", "warn")
        self.comment.setObjectName(f"{path}.comment")
        column.addWidget(self.comment)
        column.addStretch(1)
        self._describe("")

    def show_problem(self, sentence: str, *, hint: bool = False) -> None:
        """Say what is wrong, or nothing; a hint has no red border."""
        self.error.show_text(sentence)
        if isinstance(self.editor.focus, QLineEdit) or not self.editor.labels_itself:
            style.look(self.editor.focus, "look", "wrong" if sentence and not hint else "")
        self._describe(sentence)

    def _describe(self, sentence: str) -> None:
        parts = (sentence, self.comment.label.text(), self._hint)
        self.editor.focus.setAccessibleDescription(" ".join(part for part in parts if part))
