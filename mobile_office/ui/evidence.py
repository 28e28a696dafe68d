"""Evidence (Nachweise) as "original seen": what was seen, by whom and when; a scan only where the service allows.

The list is part of the form's side; the panel opens in place (F6) and takes a state, the last
characters of the number where asked (at most 4), and a note; a document can be read in to compare.
It says whether scanning is allowed, and why not.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import EvidenceKind
from mobile_office.printing import SIGNED_PAPER
from mobile_office.ui import style, words
from mobile_office.ui.choosers import ChoiceEditor
from mobile_office.ui.document import DocumentReader, reads
from mobile_office.ui.editors import Editor, LineEditor
from mobile_office.ui.formstate import FormState
from mobile_office.ui.pieces import Card, ErrorText, Heading2, Muted, Pill, Words

_NARROW = 480  # pixels at scale 1: below this the inputs of one kind stand one below the other
LAST = 4  # characters of a document's number that may be kept


def evidence_line(kind: EvidenceKind, seen: Evidence | None, *, required: bool) -> str:
    """One line of the list: `✓ Personalausweis: gültig`, `○ Eheurkunde (falls vorhanden)`."""
    name = words.text(kind.label)
    if seen is None:
        return f"○ {name if required else words.say('evidence.line_optional', name=name)}"
    state = words.text(kind.states.get(seen.state, {})) or seen.state
    sign = "✓" if seen.state in kind.satisfied else "○"
    return f"{sign} {words.say('evidence.line', name=name, state=state)}"


def form_signature() -> EvidenceKind:
    """The signature on a paper form, asked for as evidence is; its note is the form's number."""
    label, seen = words.say("capture.signature"), words.say("capture.signature_seen")
    return EvidenceKind(SIGNED_PAPER, {"de": label}, {"seen": {"de": seen}}, ("seen",), required="true")


class EvidenceRow(QWidget):
    """One kind of evidence to fill in. With a `form` number nothing is asked but whether it was seen."""

    edited = Signal(str, str, str, str)  # kind, state ("" for not seen), last, note
    left = Signal(str)
    done = Signal()  # Enter, and nothing more is asked of this kind

    def __init__(self, kind: EvidenceKind, seen: Evidence | None, *, required: bool, form: str = "") -> None:
        super().__init__()
        self.kind, self._form = kind, form
        path = f"evidence.{kind.key}"
        states = {key: words.text(label) for key, label in kind.states.items()}
        self.state = ChoiceEditor(path, states)
        self.state.combo.setItemText(0, words.say("evidence.not_seen"))
        self.last = LineEditor(f"{path}.last") if kind.asks_last else None
        self.note = LineEditor(f"{path}.note")
        if seen is not None:
            self.state.show_value(seen.state)
            if self.last is not None:
                self.last.show_value(seen.last or None)
            self.note.show_value(seen.note or None)
        for editor in filter(None, (self.state, self.last, self.note)):
            editor.edited.connect(self._edited)
            editor.left.connect(lambda: self.left.emit(kind.key))
            editor.entered.connect(partial(self._entered, editor))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        name = words.text(kind.label)
        label = Words(name, "strong")
        label.setBuddy(self.state.focus)
        self._pill = Pill(small=True)
        self.show_seen(seen, required=required)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self._pill)
        column.addLayout(head)
        self._cells = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cells.setSpacing(style.px(style.BETWEEN))
        self._add_cell("evidence.state", self.state, 4)
        if self.last is not None:
            self.last.line.setMaxLength(LAST)
            self._add_cell("evidence.last", self.last, 2)
        if form:
            self.note.widget.setParent(self)
            self.note.widget.hide()
        else:
            self._add_cell("evidence.note", self.note, 3)
        column.addLayout(self._cells)
        if kind.scan_source:
            rule = "evidence.scan_yes" if kind.scan else "evidence.scan_no"
            column.addWidget(Muted(words.say(rule, source=_source(kind.scan_source))))
        self.error = ErrorText()
        self.error.setObjectName(f"{path}.error")
        column.addWidget(self.error)
        self._column = column

    def add_reader(self, reader: DocumentReader) -> None:
        """Offer to read the document in; what the clerk takes over is noted as if it were typed."""
        reader.taken.connect(self.take)
        self._column.addWidget(reader)

    def add_scans(self, scans: QWidget) -> None:
        """The scans of this kind, where they may be kept."""
        self._column.insertWidget(self._column.indexOf(self.error), scans)

    def offer(self, button: QWidget) -> None:
        """A button right under the name: it fills in everything below."""
        self._column.insertWidget(1, button)

    def take(self, last: str, state: str, note: str = "") -> None:
        """Note it as if it were typed."""
        if note:
            self.note.show_value(note)
        if self.last is not None:
            self.last.show_value(last)
        self.state.show_value(state or self.state.value())
        self._edited()
        self.left.emit(self.kind.key)  # what was wrong is looked at again
        if state in self.kind.asks_note and self.note.value() is None:
            self.note.focus.setFocus()

    def _add_cell(self, key: str, editor: ChoiceEditor | LineEditor, share: int) -> None:
        label = Words(words.say(key))
        label.setAlignment(Qt.AlignmentFlag.AlignBottom)
        label.setBuddy(editor.focus)
        if not editor.focus.accessibleName():
            editor.focus.setAccessibleName(f"{words.text(self.kind.label)}: {words.say(key)}")
        cell = QVBoxLayout()
        cell.setSpacing(style.px(style.TIGHT))
        cell.addWidget(label, 1)
        cell.addWidget(editor.widget)
        self._cells.addLayout(cell, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < style.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._cells.setDirection(way)

    def _edited(self) -> None:
        editors = (self.state, self.last, self.note)
        state, last, note = (str(editor.value() or "") if editor is not None else "" for editor in editors)
        self.edited.emit(self.kind.key, state, last, self._form or note)

    def _entered(self, editor: Editor) -> None:
        """Enter goes to what is asked next of this kind; a note only where the state asks for one (Tab finds it)."""
        state = self.state.value()
        if editor is self.state and self.last is not None and state is not None:
            self.last.focus.setFocus()
        elif editor is not self.note and state in self.kind.asks_note:
            self.note.focus.setFocus()
        else:
            self.done.emit()

    def show_seen(self, seen: Evidence | None, *, required: bool) -> None:
        """Say when it was noted, or whether it is needed."""
        if seen is not None:
            self._pill.show_state(words.say("evidence.noted", time=words.clock(seen.at)), "good")
        elif required:
            self._pill.show_state(words.say("evidence.required"), "warn")
        else:
            self._pill.show_state(words.say("evidence.optional"), "calm")

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self.error.show_text(sentence)
        self.state.focus.setAccessibleDescription(sentence)
        style.look(self.state.focus, "look", "wrong" if sentence else "")


def _source(source: str) -> str:
    """The paragraph, and in German what follows from it: only German has that."""
    return source if words.language() == "de" else source.partition(":")[0]


class EvidencePanel(Card):
    """All evidence that applies now; opens in place of the section."""

    edited = Signal(str, str, str, str)
    left = Signal(str)
    filled = Signal(str, object)  # an empty field of the form, from a document's lines

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        seen = {item.kind: item for item in state.draft.evidence}
        needed = {problem.field for problem in state.problems}
        kinds = [kind for kind in state.service.evidence if f"evidence.{kind.key}" in state.visible]
        self.setObjectName("evidence")
        self.setAccessibleName(words.say("evidence.title"))
        margin = style.px(style.WIDE)
        self.box.setContentsMargins(margin, style.px(style.AROUND), margin, style.px(style.WIDE))
        self.box.addWidget(Heading2(words.say("evidence.title")))
        intro = "evidence.intro" if kinds else "evidence.none"
        self.box.addWidget(Muted(words.say("capture.evidence" if state.signed_on_form else intro)))
        self.rows: dict[str, EvidenceRow] = {}
        column = QVBoxLayout()
        column.setSpacing(style.px(style.AROUND))
        column.setContentsMargins(0, style.px(style.BETWEEN), 0, 0)
        rows = [
            EvidenceRow(kind, seen.get(kind.key), required=f"evidence.{kind.key}" in needed) for kind in kinds
        ]
        for row in rows if not state.signed_on_form else ():  # a form only says what was seen then
            if reads(row.kind):
                people = state.holders()
                reader = DocumentReader(row.kind, people, state.today, state.codelists)
                reader.filled.connect(self.filled)
                row.add_reader(reader)
        if state.signed_on_form:
            signed = seen.get(SIGNED_PAPER)
            rows.append(EvidenceRow(form_signature(), signed, required=True, form=state.draft.form))
        for row in rows:
            row.edited.connect(self.edited)
            row.left.connect(self.left)
            row.done.connect(partial(self._next, row.kind.key))
            self.rows[row.kind.key] = row
            column.addWidget(row)
        self.box.addLayout(column)

    def _next(self, key: str) -> None:
        """To the kind after this one; behind the last the keyboard stays."""
        keys = [*self.rows]
        for following in keys[keys.index(key) + 1 :][:1]:
            self.rows[following].state.focus.setFocus()

    def add_scans(self, key: str, name: str, scans: QWidget) -> None:
        """Put a kind's scans under it; of what is no row here, under its name at the end."""
        if key in self.rows:
            self.rows[key].add_scans(scans)
            return
        self.box.addSpacing(style.px(style.BETWEEN))
        self.box.addWidget(Words(name, "strong"))
        self.box.addWidget(scans)

    def show_state(self, state: FormState) -> None:
        """Say what is wrong with what was looked at."""
        seen = {item.kind: item for item in state.draft.evidence}
        needed = {problem.field for problem in state.problems}
        for key, row in self.rows.items():
            is_needed = f"evidence.{key}" in needed or key == SIGNED_PAPER
            row.show_seen(seen.get(key), required=is_needed)
            row.show_problem(state.problem_at(f"evidence.{key}")[0])

    def focus_on(self, key: str) -> QWidget:
        """Put the keyboard on this kind, else on the first that was not seen yet; where it is now."""
        unseen = [row for row in self.rows.values() if row.state.value() is None]
        wanted = [row for row in self.rows.values() if row.kind.key == key]
        for row in [*wanted, *unseen, *self.rows.values()][:1]:
            row.state.focus.setFocus()
            return row.state.focus
        return self
