"""What the screens of getting in share: a line with its label, and sentences of their own.

A hand scanner types like a keyboard and ends with Enter; so every field of a code also takes Enter.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from mobile_office.domain.errors import MobileOfficeError, Offline
from mobile_office.ui import style, words
from mobile_office.ui.layouts import centred, page_box
from mobile_office.ui.pieces import Card, ErrorText, Muted, Title, Words
from mobile_office.ui.secret import SecretLine
from mobile_office.ui.words import say

# Codes whose own sentences say that delivery goes on by itself.
_OWN = {
    "offline": "offline",
    "no_network": "offline",
    "office_unreachable": "offline",
    "office_busy": "unknown",
    "unknown": "unknown",
    "answer_cut": "unknown",
    "replayed": "unknown",
    "not_the_office": "another_office",
    "wrong_key": "wrong_key",
}
CARD = 612  # width of the card, pixels at scale 1
WIDEST = 840  # pixels, at any scale: beside the rail there is no more


def sentence(error: Exception) -> str:
    """What went wrong while getting in: nothing is tried by itself here, so some sentences are other ones."""
    if not isinstance(error, MobileOfficeError):
        return words.error(error)
    if error.details.get("reason") == "another_office":
        return say("enrolment.another_office")
    said = _OWN.get(error.code)
    return say(f"enrolment.{said}") if said else words.error(error)


def is_about_address(error: Exception) -> bool:
    """Whether the address, or the way to it, is what is wrong."""
    if not isinstance(error, MobileOfficeError):
        return False
    elsewhere = error.code in ("address_missing", "not_the_office", "captive_portal")
    return (
        isinstance(error, Offline)
        or elsewhere
        or error.details.get("reason") in ("another_office", "address")
    )


def is_about_passphrase(error: Exception) -> bool:
    """Whether the new passphrase is what is wrong."""
    return isinstance(error, MobileOfficeError) and error.code in ("weak_passphrase", "guessable_passphrase")


class LabelledLine(QWidget):
    """A line of text with its label, a hint and what is wrong with it. `entered` comes with Enter."""

    entered = Signal()

    def __init__(self, name: str, label: str, hint: str = "", *, hidden: bool = False) -> None:
        super().__init__()
        self.line = SecretLine(self) if hidden else QLineEdit(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setMinimumHeight(style.px(style.TARGET))
        self.hint = hint
        self.error = ErrorText(parent=self)
        self.error.setObjectName(f"{name}.error")
        buddy = QLabel(label, self)
        buddy.setBuddy(self.line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.TIGHT))
        for part in (buddy, self.line, self.error, *((Muted(hint),) if hint else ())):
            box.addWidget(part)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(lambda: self.show_error(""))
        self.line.setAccessibleDescription(hint)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What stands in it, without blanks around it."""
        return self.line.text().strip()

    def show_error(self, text: str) -> None:
        """Say what is wrong with it; "" when nothing is."""
        self.error.show_text(text)
        self.line.setAccessibleDescription(text or self.hint)
        style.look(self.line, "look", "wrong" if text else "")


def threshold_card(page: QWidget, title: str, lead: str, *above: QWidget) -> Card:
    """The card of a screen of getting in, with its title and what to do, laid in the page's middle."""
    card = Card()
    card.setFixedWidth(min(style.px(CARD), WIDEST))
    margin = style.px(style.WIDE + style.NEAR)
    card.box.setContentsMargins(margin, margin, margin, margin)
    card.box.setSpacing(style.px(style.BETWEEN))
    for part in (Words(say("app.name"), "product"), *above, Title(title), Words(lead)):
        card.box.addWidget(part)
    page_box(page).addWidget(centred(card))
    return card
