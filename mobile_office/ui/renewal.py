"""The banner of a newer version: what taking it over means, and the way back while the form is open.

It looks whenever a step is built, so a version that arrives meanwhile is offered at the next step. The page is
shut while the change is being written, and its form is drawn anew afterwards (`renewed`).
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from mobile_office.desk import Desk
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.domain.overview import Draft
from mobile_office.domain.renewal import Renewal
from mobile_office.domain.service import Text
from mobile_office.printing import SIGNED_PAPER
from mobile_office.renewing import Taken
from mobile_office.ui import style, words
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.layouts import button_row
from mobile_office.ui.pieces import Card, Heading2, Muted, Words
from mobile_office.ui.words import say

KEY = "Alt+N"
_NAMED = 5  # so many answers are named; the others are counted


class RenewalBanner(Card):
    """Offers the newer version of the draft's service; hidden while there is none.

    `renewed(draft, taken)` carries the draft in its other version, and what was taken over (None after going
    back): the form of before must not be used any more.
    """

    renewed = Signal(object, object)

    def __init__(self, page: FormFrame, desk: Desk, background: Background, save: Autosave) -> None:
        super().__init__()
        self._page, self._desk, self._background, self._save = page, desk, background, save
        self._taken: Taken | None = None
        self.setObjectName("renewal")
        style.look(self, "tone", "calm")
        style.look(self, "look", "notice")
        self.title, self.told, self.means = Heading2(""), Words(), Muted()
        self.told.setObjectName("renewal.told")
        self.button = PlainButton("", KEY)
        self.button.setObjectName("renewal.button")
        self.button.clicked.connect(self._clicked)
        column = QVBoxLayout()
        column.setSpacing(style.px(style.NEAR))
        for part in (self.title, self.told, self.means):
            column.addWidget(part)
        self.box.addLayout(column)
        self.box.addLayout(button_row(self.button))
        page.show_banner(self)
        self.hide()

    def look(self, draft: Draft) -> None:
        """Offer what there is for this draft now; what was taken over stays told."""
        if self._taken is not None:
            return
        service = self._desk.renewing.newer(draft)
        if service is None:
            self.hide()
            return
        made = self._desk.renewing.look(draft, service)
        versions = {"old": draft.version, "new": service.version}
        self.title.setText(say("renewal.title"))
        told = [say("renewal.offer", **versions), *_consequence("", made, draft)]
        self.told.setText(" ".join(told))
        self.means.hide()
        self.button.set_words(say("renewal.take", **versions))
        self.show()

    def show_taken(self, taken: Taken) -> None:
        """Say what was taken over, and offer the way back."""
        self._taken = taken
        versions = {"old": taken.before.version, "new": taken.draft.version}
        self.title.setText(say("renewal.taken_title", **versions))
        self.told.setText(" ".join(_consequence("taken_", taken.renewal, taken.before)))
        self.means.setText(say("renewal.back_means"))
        self.means.show()
        self.button.set_words(say("renewal.back", **versions))
        self.show()

    def _clicked(self) -> None:
        self._save.when_saved(self._change)

    def _change(self) -> None:
        """Everything typed is durable; from here on nothing may be typed into the old form."""
        self._page.setEnabled(False)
        renewing, draft, taken = self._desk.renewing, self._save.draft, self._taken
        if taken is None:
            self._background.write(partial(renewing.take_over, draft.id), self._took, self._failed)
        else:
            self._background.write(partial(renewing.go_back, taken), self._went_back, self._failed)

    def _took(self, taken: Taken) -> None:
        self.renewed.emit(taken.draft, taken)

    def _went_back(self, draft: Draft) -> None:
        self.renewed.emit(draft, None)

    def _failed(self, error: Exception) -> None:
        self._page.setEnabled(True)
        self._page.show_trouble(say("renewal.not_taken", reason=words.error(error)))
        self.button.setFocus()


def _consequence(how: str, made: Renewal, draft: Draft) -> list[str]:
    """What becomes of the draft, in sentences; `how` begins the keys of what has happened already."""
    told = [say(f"renewal.{how}lost", things=_named(made.lost)) if made.lost else say(f"renewal.{how}keeps")]
    if made.added:
        told.append(say("renewal.added", things=_named(made.added)))
    if any(item.kind in (SIGNED_PAPER, SIGNED_SCREEN) for item in draft.evidence):
        told.append(say(f"renewal.{how}sign"))
    return told


def _named(labels: Sequence[Text]) -> str:
    names = list(dict.fromkeys(words.text(label) for label in labels))
    more = len(names) - _NAMED
    return ", ".join([*names[:_NAMED], words.count("renewal.more", more)] if more > 0 else names)
