"""A street typed with the directory's help: a list below the field, taken by key or click, or simply ignored.

What is typed is never changed by it. Taking a street also fills postcode and town where nobody has written
anything else, and a house number typed with it; each is an answer like any other.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent

from mobile_office.domain.service import Field
from mobile_office.store.streets import Suggestion
from mobile_office.streets import LETTER, NUMBER, POSTCODE, STREET, TOWN
from mobile_office.ui.editors import Editor, LineEditor
from mobile_office.ui.inputs import Line
from mobile_office.ui.streetlist import StreetList

Suggest = Callable[[str], tuple[Suggestion, ...]]


class Filled(Protocol):
    """A field on the form (`FieldBox`)."""

    @property
    def field(self) -> Field:
        """Its description."""

    @property
    def editor(self) -> Editor:
        """Its input."""


class StreetLine(Line):
    """A line whose editor shows a list below it."""

    def __init__(self, editor: "StreetEditor") -> None:
        super().__init__()
        self._editor = editor

    def event(self, event: QEvent) -> bool:
        """Esc is ours while the list is open, whatever the page does with it."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if (
            override
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._editor.is_open
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is chosen, and goes on."""
        if forward:
            self._editor.take_chosen()
        return bool(super().focusNextPrevChild(forward))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._editor.close_list()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._editor.close_list()
        super().hideEvent(event)


class StreetEditor(LineEditor):
    """The street of an address. Without `offer` it is a line of text."""

    def __init__(self, path: str) -> None:
        self._list: StreetList | None = None
        self._found: tuple[Suggestion, ...] = ()
        self._suggest: Suggest | None = None
        self._taken: Callable[[Suggestion], object] = lambda _found: None
        self._is_taking = False
        self.line = StreetLine(self)
        Editor.__init__(self, path, self.line)
        self.line.textEdited.connect(self._typed)

    def offer(self, suggest: Suggest, taken: Callable[[Suggestion], object]) -> None:
        """Suggest streets from now on; `taken` is told of the one that is taken, before it is written here."""
        self._suggest, self._taken = suggest, taken

    @property
    def is_helped(self) -> bool:
        """Whether streets are offered."""
        return self._suggest is not None

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and shiboken6.isValid(self._list) and self._list.isVisible()

    def takes_key(self, event: QKeyEvent) -> bool:
        """Arrows choose, Enter takes and goes on, Esc closes; the arrow down also opens the list."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().takes_key(event)
        if key == Qt.Key.Key_Down and not self.is_open:
            self._look()
            return self.is_open
        if self.is_open and self._list is not None and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.move_by(1 if key == Qt.Key.Key_Down else -1)
            return True
        if self.is_open and key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_chosen()
        return super().takes_key(event)

    def take_chosen(self) -> None:
        """Take what is chosen in the list; nothing where nothing is."""
        if self.is_open and self._list is not None and self._list.chosen >= 0:
            self.take(self._list.chosen)

    def take(self, row: int) -> None:
        """Take a street of the list: the other fields first, then the street, each as typed."""
        found = self._found[row]
        self.close_list()
        self._is_taking = True
        try:
            self._taken(found)
            self.line.retype(found.street)
        finally:
            self._is_taking = False

    def close_list(self) -> None:
        """No list; what is typed stays."""
        if self._list is not None and shiboken6.isValid(self._list):
            self._list.hide()
            self._list.deleteLater()
        self._list = None

    def _typed(self) -> None:
        self.edited.emit(self.value())
        if not self._is_taking:
            self._look()

    def _look(self) -> None:
        self._found = self._suggest(self.line.text()) if self._suggest is not None else ()
        if not self._found:
            self.close_list()
            return
        if self._list is None or not shiboken6.isValid(self._list):
            self._list = StreetList(self.line, self.take)
        self._list.show_found(self._found)


def offer_streets(boxes: Mapping[str, Filled], paths: Iterable[str], suggest: Suggest) -> None:
    """Offer streets in each address at one of these paths, where it is not done yet; its other fields need not be there."""
    for path in [path for path in paths if path.rpartition(".")[2] == STREET]:
        box, here = boxes[path], path.removesuffix(STREET)
        if not isinstance(box.editor, StreetEditor) or box.editor.is_helped:
            continue
        if all(f"{here}{key}" in boxes for key in (NUMBER, POSTCODE)):
            box.editor.offer(suggest, _Filling(boxes, here))


class _Filling:
    """Writes what belongs to a street into the fields beside it, where nobody has written anything else."""

    def __init__(self, boxes: Mapping[str, Filled], here: str) -> None:
        self._boxes, self._here = boxes, here
        self._written: dict[str, str] = {}

    def __call__(self, found: Suggestion) -> None:
        values = {NUMBER: found.number, LETTER: found.letter, POSTCODE: found.postcode, TOWN: found.town}
        for key, value in values.items():
            if value and f"{self._here}{key}" in self._boxes:
                self._write(key, value)

    def _write(self, key: str, value: str) -> None:
        box = self._boxes[f"{self._here}{key}"]
        held = box.editor.value()
        is_free = held in (None, self._written.get(key), box.field.default)
        if is_free and isinstance(box.editor.focus, Line):
            self._written[key] = value
            if held != value:
                box.editor.focus.retype(value)
