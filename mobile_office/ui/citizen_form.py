"""The form's side of the citizen display: what is told of its draft now, and how a confirmation gets into it.

The display finds it on the page that is shown (`findChild`). The draft is written in the order of the form's own
changes, so that nothing typed meanwhile is confirmed or signed.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from mobile_office.desk import Desk
from mobile_office.devices.signature import picture
from mobile_office.domain.attachment import Format
from mobile_office.domain.confirmation import CONFIRMED, SIGNED_SCREEN, screen_signature
from mobile_office.domain.overview import Draft
from mobile_office.domain.strokes import Strokes
from mobile_office.printing import Signature
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_telling import Telling, telling
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.formstate import FormState

Done = Callable[[], object]
Failed = Callable[[Exception], object]


class FormConfirmation(QObject):
    """Told of one form. `changed` when `told` may be another; `wanted` when the clerk wants it shown, `sign_wanted`
    when they want it signed on the screen, `lent` before the citizen reads: the step on the clerk's screen is then
    as good as left. Else an empty box would become a no afterwards, and what was signed would be another paper.
    """

    changed = Signal()
    wanted = Signal()
    sign_wanted = Signal()
    lent = Signal()

    def __init__(self, page: FormFrame, desk: Desk, background: Background, save: Autosave) -> None:
        super().__init__(page)
        self._desk, self._background, self._save = desk, background, save
        self._line = page.side.confirmation
        self._state: FormState | None = None
        page.state_shown.connect(self._shown)
        self._line.wanted.connect(self.wanted)
        self._line.dropped.connect(self._drop)
        self._line.sign_wanted.connect(self.sign_wanted)

    @property
    def told(self) -> Telling | None:
        """What the citizen may see of the draft; None where nothing may be shown, or it is handed in."""
        found = None if self._state is None else telling(self._state)
        return None if found is None else replace(found, asks_signature=self._asks_signature)

    @property
    def _asks_signature(self) -> bool:
        """Whether it may be signed on the screen, and is not signed in any way."""
        if self._state is None or self._state.signature is Signature.SIGNED:
            return False
        return self._desk.attaching.may_scan(self._state.draft, SIGNED_SCREEN)

    def confirm(self, number: str, language: str, done: Done, failed: Failed) -> None:
        """Keep that what has this number was read and is so; `done()` when that is durable."""
        noted, missed = self._begin(done, failed)
        confirm = partial(self._desk.confirming.confirm, self._save.draft.id, number, language)
        self._background.write(confirm, noted, missed)

    def sign(self, number: str, strokes: Strokes, done: Done, failed: Failed) -> None:
        """Keep that what has this number was signed on the screen; `done()` when that is durable."""
        noted, missed = self._begin(done, failed)
        work = partial(_sign, self._desk, self._background, self._save.draft.id, number, strokes)
        self._background.key(work, noted, missed)

    def submitted(self) -> None:
        """It is handed in: nothing is shown of it any more."""
        self._state = None
        self.changed.emit()

    def _begin(self, done: Done, failed: Failed) -> tuple[Callable[[Draft], None], Failed]:
        """What was typed goes first; what comes after waits until one of these is called."""
        self._save.flush()
        self._save.hold()

        def noted(draft: Draft) -> None:
            if isValid(self):  # else the form was left meanwhile; it is kept all the same
                self._save.took(draft)
                done()

        def missed(error: Exception) -> None:
            if isValid(self):
                self._save.took(None)
                failed(error)

        return noted, missed

    def _shown(self, state: FormState) -> None:
        self._state = state
        self._line.show_signature(
            screen_signature(state.draft.evidence, state.number), asks=self._asks_signature
        )
        self.changed.emit()

    def _drop(self) -> None:
        self._save.see(CONFIRMED, "", "", "")
        self._save.flush()


def _sign(desk: Desk, background: Background, draft: str, number: str, strokes: Strokes) -> Draft:
    """Runs on the key's thread: draw, seal; then the one writer makes it the draft's. Else nothing of it is left."""
    fresh = desk.attaching.seal(picture(strokes), Format.PNG, 1, SIGNED_SCREEN)
    keep = partial(desk.attaching.keep, draft, fresh)
    try:
        return background.on_writer(partial(desk.confirming.sign, draft, number, fresh.attachment, keep))
    except BaseException:
        desk.attaching.drop(fresh)
        raise
