"""The clerk's way back from the citizen display: nothing declared is shown, the passphrase is asked for."""

from PySide6.QtWidgets import QWidget

from mobile_office.ui import style
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import centred, page_box
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.pieces import Card, Title, Words
from mobile_office.ui.words import say


class ClerkAsked(QWidget):
    """The question, with the entry that answers it; `stay` goes on showing what was shown."""

    def __init__(self, entry: PassphraseEntry) -> None:
        super().__init__()
        card = Card()
        card.setFixedWidth(style.px(520))
        self.stay = PlainButton(say("citizen.stay"))
        self.stay.setObjectName("citizen.stay")
        for part in (Title(say("citizen.clerk_title")), Words(say("citizen.clerk_lead")), entry, self.stay):
            card.box.addWidget(part)
        page_box(self).addWidget(centred(card))
