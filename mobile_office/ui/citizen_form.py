"""The form's side of the citizen display: what is told of its draft now, and how a confirmation gets into it.

The display finds it on the page that is shown (`findChild`). The draft is written in the order of the form's own
changes, so that nothing typed meanwhile is confirmed.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from mobile_office.desk import Desk
from mobile_office.domain.confirmation import CONFIRMED
from mobile_office.domain.overview import Draft
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_telling import Telling, telling
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.formstate import FormState


class FormConfirmation(QObject):
    """Told of one form. `changed` when `told` may be another; `wanted` when the clerk wants it shown."""

    changed = Signal()
    wanted = Signal()

    def __init__(self, page: FormFrame, desk: Desk, background: Background, save: Autosave) -> None:
        super().__init__(page)
        self._desk, self._background, self._save = desk, background, save
        self._state: FormState | None = None
        page.state_shown.connect(self._shown)
        page.side.confirmation.wanted.connect(self.wanted)
        page.side.confirmation.dropped.connect(self._drop)

    @property
    def told(self) -> Telling | None:
        """What the citizen may see of the draft; None where nothing may be shown, or it is handed in."""
        return None if self._state is None else telling(self._state)

    def confirm(
        self, number: str, language: str, done: Callable[[], object], failed: Callable[[Exception], object]
    ) -> None:
        """Keep that what has this number was read and is so; `done()` when that is durable."""
        self._save.flush()
        self._save.hold()

        def noted(draft: Draft) -> None:
            self._save.took(draft)
            done()

        def missed(error: Exception) -> None:
            self._save.took(None)
            failed(error)

        confirm = partial(self._desk.confirming.confirm, self._save.draft.id, number, language)
        self._background.write(confirm, noted, missed)

    def submitted(self) -> None:
        """It is handed in: nothing is shown of it any more."""
        self._state = None
        self.changed.emit()

    def _shown(self, state: FormState) -> None:
        self._state = state
        self.changed.emit()

    def _drop(self) -> None:
        self._save.see(CONFIRMED, "", "", "")
        self._save.flush()
