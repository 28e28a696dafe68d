"""What the clerk is told of the citizen display, in the form and of a case: shown, confirmed, or changed since."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.confirmation import Confirmation, confirmation
from mobile_office.domain.overview import CasePage
from mobile_office.paper.printed import paper_number
from mobile_office.ui import style, words
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.citizen_telling import is_kept_quiet
from mobile_office.ui.formstate import FormState
from mobile_office.ui.pieces import Muted, Words
from mobile_office.ui.steplist import flush_left
from mobile_office.ui.words import say


class ConfirmationLine(QWidget):
    """`wanted`: show the draft to the citizen. `dropped`: go on without the confirmation that no longer holds.

    `sign_wanted`: have what is confirmed signed on the screen.
    """

    wanted = Signal()
    dropped = Signal()
    sign_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.NEAR))
        self.line, self.quiet = Words(), Muted(say("citizen.quiet"))
        self.line.setObjectName("citizen.state")
        self.show_it = LinkButton(f"{say('citizen.show')}  ({words.keys('F7')})")
        self.drop = LinkButton(say("citizen.drop"))
        self.sign, self.signed = LinkButton(say("signature.ask")), Words()
        self.sign.setObjectName("citizen.sign")
        self.signed.setObjectName("citizen.signed")
        self.sign.clicked.connect(self.sign_wanted)
        self.show_it.setObjectName("citizen.show")
        self.drop.setObjectName("citizen.drop")
        self.show_it.clicked.connect(self.wanted)
        self.drop.clicked.connect(self.dropped)
        sign = flush_left(self.sign)
        for part in (
            self.line,
            self.signed,
            sign,
            flush_left(self.show_it),
            flush_left(self.drop),
            self.quiet,
        ):
            box.addWidget(part)
        for hidden in (self.line, self.signed, self.sign, self.drop, self.quiet):
            hidden.hide()

    def show_state(self, state: FormState) -> None:
        """What is so now."""
        found = confirmation(state.draft.evidence, state.number)
        told = confirmed_text(found) if found else ""
        if self.line.text() != told:
            self.line.setText(told)
        self.line.setHidden(not told)
        self.drop.setHidden(found is None or found.stands)
        quiet = is_kept_quiet(state)
        self.show_it.setHidden(quiet)
        self.quiet.setHidden(not quiet)

    def show_signature(self, found: Confirmation | None, *, asks: bool) -> None:
        """The signature on the screen while it stands (else "still open" tells it); it `asks` for one once what is
        declared was read and confirmed.
        """
        told = signed_text(found) if found and found.stands else ""
        if self.signed.text() != told:
            self.signed.setText(told)
        self.signed.setHidden(not told)
        is_confirmed = not self.line.isHidden() and self.drop.isHidden()
        self.sign.setHidden(not asks or not is_confirmed or self.show_it.isHidden())


def signed_text(found: Confirmation) -> str:
    """`✓ auf dem Bildschirm unterschrieben, 10:42`."""
    if not found.stands:
        return f"○ {say('signature.void')}"
    return f"✓ {say('signature.stands', at=words.clock(found.at))}"


def confirmed_text(found: Confirmation, now: datetime | None = None) -> str:
    """`✓ vom Bürger bestätigt, Türkisch, 10:42`; of an earlier day with it, where `now` is given."""
    if not found.stands:
        return f"○ {say('citizen.void')}"
    at = words.clock(found.at) if now is None else words.moment(found.at, now)
    return f"✓ {say('citizen.confirmed', language=language_name(found.language), at=at)}"


def confirmed_of(page: CasePage, now: datetime) -> str:
    """The same of a case; "" where nothing was confirmed, or the body is erased."""
    found = confirmation(page.evidence, paper_number(page.draft, page.answers))
    return confirmed_text(found, now) if found else ""


def language_name(language: str) -> str:
    """What the clerk calls it: `Türkisch`; its code where another program knew more languages."""
    return words.sentences(words.language()).get(f"citizen_language.{language}", language)
