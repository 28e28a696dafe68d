"""Autosave: every change is durable within a moment, and only then shown as saved.

Changes wait at most `WAIT` ms and are written in the order they were typed; `saved` comes when the
writer has returned. What could not be written stays here, is told by `failed`, and is tried again.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.domain.service import Answers
from mobile_office.store.paths import with_answer, without_item
from mobile_office.ui.background import Background

WAIT = 150  # milliseconds from the first unsaved keystroke
REST = 250  # milliseconds without a key after which the form is looked at anew; drawing it takes long
AGAIN = 3000  # milliseconds until what failed is tried again

_Write = Callable[[], Draft]


class Autosave(QObject):
    """The one way from the screen to a draft. `answers` is what the screen shows, saved or not."""

    saved = Signal(object)  # Draft, durable
    failed = Signal(object)  # the exception

    def __init__(self, desk: Desk, background: Background, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self.draft = draft
        self.answers: Answers = draft.answers
        self._waiting: dict[str, _Write] = {}
        self._writing: deque[tuple[str, _Write]] = deque()
        self._after: Callable[[], None] | None = None
        self._held = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write_all)
        self._rest = QTimer(self)  # what was saved while somebody types is told when they pause
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(lambda: self.saved.emit(self.draft))
        self._is_typing = False

    @property
    def shown(self) -> Draft:
        """The draft as the screen shows it, for visibility and problems."""
        return replace(self.draft, answers=self.answers)

    @property
    def idle(self) -> bool:
        """True when everything typed is durable."""
        return not self._waiting and not self._writing and not self._held

    def change(self, path: str, value: Any, cursor: int | None = None) -> None:
        """Keep one changed answer, and where in it the cursor is; it is written within `WAIT` ms."""
        self.answers = with_answer(self.answers, path, value)
        self._is_typing = True
        if self._rest.isActive():
            self._rest.start()
        self._later(path, partial(self._desk.save, self.draft.id, path, value, cursor))

    def see(self, kind: str, state: str, last: str, note: str) -> None:
        """Keep what was seen of an evidence; without a state it was not seen."""
        seen = partial(self._desk.see, self.draft.id, kind, state, last, note)
        self._later(f"evidence.{kind}", seen if state else partial(self._desk.unsee, self.draft.id, kind))

    def remove(self, key: str, index: int) -> None:
        """Remove one item of a list (a person), after everything typed before."""
        self.flush()
        self.answers = without_item(self.answers, key, index)
        self._write(f"remove.{key}.{index}", partial(self._desk.remove_item, self.draft.id, key, index))

    def hold(self) -> None:
        """Something else about this draft is on its way (a scan): what comes after waits for `took`."""
        self._held += 1

    def took(self, draft: Draft | None) -> None:
        """It is durable; None where it failed."""
        self._held -= 1
        if draft is not None:
            self.draft = draft
            self.saved.emit(draft)
        self._go_on()

    def flush(self) -> None:
        """Hand everything waiting to the writer now; the typing is over."""
        self._is_typing = False
        if self._rest.isActive():
            self._rest.stop()
            self.saved.emit(self.draft)
        self._write_all()

    def _write_all(self) -> None:
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for path, write in waiting.items():
            self._write(path, write)

    def when_saved(self, after: Callable[[], None]) -> None:
        """Go on as soon as everything typed is durable; a failure to save calls it off."""
        self._after = after
        self.flush()
        self._go_on()

    def _go_on(self) -> None:
        if self._after is not None and self.idle:
            after, self._after = self._after, None
            after()

    def _later(self, path: str, write: _Write) -> None:
        self._waiting.pop(path, None)
        self._waiting[path] = write
        if not self._timer.isActive() or self._timer.interval() > WAIT:
            self._timer.start(WAIT)

    def _write(self, path: str, write: _Write) -> None:
        self._writing.append((path, write))
        self._background.write(write, self._written, self._failed)

    def _written(self, draft: Draft) -> None:
        self._writing.popleft()  # one writer: answers come in the order of the questions
        self.draft = draft
        if self._is_typing and self._after is None:
            self._rest.start()
        else:
            self.saved.emit(draft)
        self._go_on()

    def _failed(self, error: Exception) -> None:
        path, write = self._writing.popleft()
        self._waiting.setdefault(path, write)
        self._timer.start(AGAIN)
        self._after = None
        self.failed.emit(error)
