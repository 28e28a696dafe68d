"""The papers of a form (F9): the declaration while it is being filled in, the receipt once it is submitted.

What is signed is noted with the paper's number; any later edit makes another number and voids it. What
was signed on a paper form is not printed again: then F9 asks for the note of that signature. A service
that nobody signs on the bus has no declaration.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from mobile_office.desk import Desk
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.printing import SIGNED_PAPER, Paper
from mobile_office.ui.attachment_view import Viewed
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_form import FormConfirmation
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.formscans import FormScans
from mobile_office.ui.result import Result
from mobile_office.ui.taking import TakePage

# A paper, and what to do when it was signed; or a scan to look at.
Show = Callable[[Paper | Viewed | TakePage, Callable[[], None] | None], None]


class FormPapers(QObject):
    """Shows papers of one draft through `show`; the key and the links of the side are the page's own.

    `signature_wanted` when there is nothing to print because a paper form was signed.
    """

    signature_wanted = Signal()

    def __init__(
        self, page: FormFrame, desk: Desk, background: Background, save: Autosave, show: Show
    ) -> None:
        super().__init__(page)
        self._desk, self._background, self._save, self._show = desk, background, save, show
        self._submitted = ""
        self.confirmation = FormConfirmation(page, desk, background, save)
        self.scans = FormScans(page, desk, background, save)
        self.scans.viewed.connect(lambda one, name: show(Viewed(one, name), None))
        self.scans.taking.connect(lambda page: show(page, None))
        self._is_signed = desk.service(save.draft.service, save.draft.version).is_signed
        self.key = QShortcut(QKeySequence("F9"), page, self.show)
        page.side.paper_wanted.connect(self.show)
        QShortcut(QKeySequence("Shift+F9"), page, page.side.missing_wanted.emit)
        page.side.missing_wanted.connect(partial(save.when_saved, self._list_missing))
        page.side.landlord_wanted.connect(partial(save.when_saved, self._ask_landlord))

    def submitted(self, number: str, result: Result) -> None:
        """From now on the paper is the receipt of this case."""
        self._submitted = number
        self.confirmation.submitted()
        result.receipt_wanted.connect(self.show)

    def show(self) -> None:
        """Show the paper there is now: what is declared, or the receipt."""
        if self._submitted:
            self._background.key(partial(self._desk.receipt, self._submitted), self._show_plain)
        elif self._save.draft.form and self._save.draft.case is None:
            self.signature_wanted.emit()
        elif self._is_signed:
            self._save.when_saved(self._declare)

    def _list_missing(self) -> None:
        self._show_plain(self._desk.missing_list(self._save.draft))

    def _ask_landlord(self) -> None:
        self._show_plain(self._desk.landlord_form(self._save.draft))

    def _show_plain(self, paper: Paper | None) -> None:
        """A paper nobody signs; None when there is nothing to print."""
        if paper is not None:
            self._show(paper, None)

    def _declare(self) -> None:
        draft = self._save.draft
        if any(item.kind == SIGNED_SCREEN for item in draft.evidence):  # its picture has to be opened
            self._background.key(partial(self._desk.declaration, draft), self._declared)
        else:
            self._declared(self._desk.declaration(draft))

    def _declared(self, paper: Paper) -> None:
        """To be signed in ink, where it was not signed on the screen."""
        self._show(paper, None if paper.values["drawn"] else partial(self._signed, paper.number))

    def _signed(self, number: str) -> None:
        self._save.see(SIGNED_PAPER, "seen", "", number)
        self._save.flush()
