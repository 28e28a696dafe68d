"""The first window: who is working, and the passphrase that opens the store.

It knows names and one function; no desk, no database, no service is loaded before somebody is known.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.layouts import centred, page_box
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.pieces import Card, Muted, Notice, Title, Words
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

CARD = 440  # width of the card, pixels at scale 1


class UnlockScreen(QWidget):
    """Choose a person, type the passphrase, Enter. `unlocked` carries what `unlock` gave back; `painted`
    comes once, when the window can be seen; `forgot` asks for the way back in without the passphrase, `substitute`
    for the way in with a code from the office.

    `people` are (person, name) pairs, `last` who was here before. `unlock(person, passphrase)` runs on
    the key thread and raises WrongKey, Delayed or another Trouble.
    """

    unlocked = Signal(object)
    painted = Signal()
    forgot = Signal()
    substitute = Signal()

    def __init__(
        self,
        people: Sequence[tuple[str, str]],
        last: str | None,
        unlock: Callable[[str, str], object],
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("app.name"))
        self._unlock = unlock
        self._is_painted = False
        self.person = QComboBox(self)
        self.person.setObjectName("person")
        self.person.setAccessibleName(say("unlock.person"))
        self.person.setMinimumHeight(style.px(style.TARGET))
        for person, name in sorted(people, key=lambda pair: words.collator().sortKey(pair[1])):
            self.person.addItem(name, person)
        self.person.setCurrentIndex(max(0, self.person.findData(last)))
        self.entry = PassphraseEntry(background, self._check, say("unlock.passphrase"), say("unlock.open"))
        self.entry.opened.connect(self.unlocked)
        self.person.currentIndexChanged.connect(self.entry.reset)
        # At large text what is in the way may stand where the field was: what is typed comes into view.
        self.entry.line.textEdited.connect(lambda: bring_into_view(self.entry.line))
        self.notice = Notice()
        self._build(bool(people))
        self.entry.setFocus()

    def show_trouble(self, error: Exception) -> None:
        """Say what is in the way of opening, above the fields."""
        self.notice.show_text(words.error(error), "bad")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first time, tell it once the rest of the window is painted too."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def _check(self, passphrase: str) -> object:
        return self._unlock(self._chosen, passphrase)

    @property
    def _chosen(self) -> str:
        return str(self.person.currentData())

    def _build(self, somebody: bool) -> None:
        card = Card()
        card.setFixedWidth(style.px(CARD))
        margin = style.px(style.WIDE + style.NEAR)
        card.box.setContentsMargins(margin, margin, margin, margin)
        buddy = QLabel(say("unlock.person"))
        buddy.setBuddy(self.person)
        gap = style.px(style.BETWEEN)
        parts: list[QWidget] = [Words(say("app.name"), "product"), Title(say("unlock.title"))]
        if somebody:
            parts.append(Muted(say("unlock.lead")))
        for part in (*parts, self.notice):
            card.box.addWidget(part)
        card.box.addSpacing(gap)
        if somebody:
            card.box.addWidget(buddy)
            card.box.addWidget(self.person)
            card.box.addSpacing(gap)
            card.box.addWidget(self.entry)
        else:
            self.person.hide()
            self.entry.setParent(self)
            self.entry.hide()
            card.box.addWidget(Notice(say("unlock.nobody"), "warn"))
        lost = LinkButton(say("unlock.forgot"))
        lost.setObjectName("unlock.forgot")
        lost.clicked.connect(self.forgot)
        card.box.addWidget(lost)
        stand_in = LinkButton(say("substitute.link"))
        stand_in.setObjectName("unlock.substitute")
        stand_in.clicked.connect(self.substitute)
        card.box.addWidget(stand_in)
        card.box.addWidget(Muted(say("unlock.safe")))
        page_box(self).addWidget(centred(card))
        self.setTabOrder(self.person, self.entry.line)
        self.setTabOrder(self.entry.line, self.entry.button)
        self.setTabOrder(self.entry.button, lost)
        self.setTabOrder(lost, stand_in)
