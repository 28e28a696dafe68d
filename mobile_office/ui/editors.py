"""Editors: one input for each kind of answer; a value goes in, `edited(value)` comes out.

Nothing typed is thrown away: what cannot be read as a date stays as typed and the checks say so.
`left` comes when the keyboard leaves (not when a list opens or another window comes forward);
`entered` on Enter. Each widget carries the field's path as its objectName.
"""

import unicodedata
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mobile_office.ui import style
from mobile_office.ui.dates import date_text, read_date, read_partial_date
from mobile_office.ui.inputs import Input, Line, Lines


def clean(text: str, *, lines: bool = False) -> str:
    """Text as it is kept: NFC, no space around or doubled, lone surrogates visible as U+FFFD."""
    whole = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    whole = unicodedata.normalize("NFC", whole)
    if lines:
        return "\n".join(line.rstrip() for line in whole.split("\n")).strip()
    return " ".join(whole.split())


class Editor(QObject):
    """One answer's input. `widget` goes on the form, `focus` takes the keyboard."""

    edited = Signal(object)
    left = Signal()
    entered = Signal()
    labels_itself: ClassVar[bool] = False

    def __init__(self, path: str, widget: QWidget, focus: Input | None = None) -> None:
        super().__init__(widget)
        self.path, self.widget = path, widget
        self.focus: QWidget = focus or widget
        self.focus.setObjectName(path)
        for inner in (widget, focus):
            if isinstance(inner, Input):
                inner.listener = self

    def value(self) -> Any:
        """The answer as the draft keeps it; None for nothing."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show an answer without reporting it as edited."""
        raise NotImplementedError

    def cursor(self) -> int | None:
        """Where in the text the next letter goes, as Qt counts (UTF-16 units); None where there is no text."""
        return None

    def go_to(self, cursor: int) -> None:
        """Let the next letter go there; at the end where the text is shorter."""

    def tidy(self) -> None:
        """Clean what was typed, once the keyboard has left."""

    def show_wrong(self, wrong: bool) -> None:
        """Mark what is wrong; the sentence stands below."""
        style.look(self.focus, "look", "wrong" if wrong else "")

    def takes_key(self, event: QKeyEvent) -> bool:
        """Enter goes on; with Ctrl it is the form's."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.entered.emit()
        return True

    def leave(self) -> None:
        """The keyboard has gone on."""
        self.tidy()
        self.left.emit()


class LineEditor(Editor):
    """Names, texts, postcodes, numbers, codes: one line, cleaned when it is left."""

    def __init__(self, path: str, around: QWidget | None = None) -> None:
        """`around` is what goes on the form when the line is not alone."""
        self.line = Line()
        super().__init__(path, around or self.line, self.line)
        self.line.textEdited.connect(lambda _text: self.edited.emit(self.value()))

    def value(self) -> Any:
        """The cleaned text, None when empty."""
        return self.read(clean(self.line.text())) if self.line.text().strip() else None

    def read(self, text: str) -> Any:
        """The value a text means."""
        return text

    def shown(self, value: Any) -> str:
        """The text a value is shown as."""
        return str(value)

    def show_value(self, value: Any) -> None:
        """Show an answer; the cursor goes to its end."""
        self.line.setText("" if value is None else self.shown(value))

    def cursor(self) -> int | None:
        """Where in the line."""
        return self.line.cursorPosition()

    def go_to(self, cursor: int) -> None:
        """Let the next letter go there."""
        self.line.setCursorPosition(cursor)

    def tidy(self) -> None:
        """Show the text as it is kept."""
        value = self.value()
        text = "" if value is None else self.shown(value)
        if text != self.line.text():
            self.line.setText(text)
            self.edited.emit(value)


class DateEditor(LineEditor):
    """A full date: 12.08.1964, 12081964 or 1964-08-12; kept as ISO, shown as TT.MM.JJJJ."""

    def read(self, text: str) -> Any:
        """ISO where it can be read, else the text as typed."""
        return read_date(text) or text

    def shown(self, value: Any) -> str:
        """TT.MM.JJJJ."""
        return date_text(str(value))


class PartialDateEditor(DateEditor):
    """A birth date that may lack day and month (00.00.1964 or 1964), as some passports have it."""

    def read(self, text: str) -> Any:
        """JJJJ-MM-TT with 00 parts where it can be read, else the text as typed."""
        return read_partial_date(text) or text


class NumberEditor(LineEditor):
    """A whole number; anything else stays text and the checks say so."""

    def read(self, text: str) -> Any:
        """An int where the text is one."""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


class LongTextEditor(Editor):
    """Several lines of text; Enter is a new line here, Tab goes on."""

    def __init__(self, path: str) -> None:
        self.text = Lines()
        self.text.setTabChangesFocus(True)
        super().__init__(path, self.text)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 4 + 16)
        self.text.textChanged.connect(lambda: self.edited.emit(self.value()))

    def value(self) -> Any:
        """The cleaned text, None when empty."""
        return clean(self.text.toPlainText(), lines=True) or None

    def show_value(self, value: Any) -> None:
        """Show an answer without reporting it."""
        self.text.blockSignals(True)
        self.text.setPlainText(str(value or ""))
        self.text.blockSignals(False)

    def cursor(self) -> int | None:
        """Where in the whole text."""
        return self.text.textCursor().position()

    def go_to(self, cursor: int) -> None:
        """Let the next letter go there."""
        here, length = self.text.textCursor(), self.text.document().characterCount() - 1
        here.setPosition(min(cursor, length))
        self.text.setTextCursor(here)

    def takes_key(self, _event: QKeyEvent) -> bool:
        """Enter writes a new line."""
        return False
