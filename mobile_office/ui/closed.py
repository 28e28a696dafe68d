"""The program cannot be opened: what is wrong, and the way out where there is one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import centred, page_box
from mobile_office.ui.pieces import Card, Muted, Notice, Title, Words
from mobile_office.ui.unlock import CARD
from mobile_office.ui.words import say


class ClosedScreen(QWidget):
    """A sentence for the trouble; with `restore`, a button that goes back to the file's previous version."""

    def __init__(self, trouble: Exception, restore: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setWindowTitle(say("app.name"))
        card = Card()
        card.setFixedWidth(style.px(CARD))
        margin = style.px(style.WIDE + style.NEAR)
        card.box.setContentsMargins(margin, margin, margin, margin)
        card.box.setSpacing(style.px(style.BETWEEN))
        notice = Notice(words.error(trouble), "bad")
        notice.setObjectName("closed.notice")
        for part in (Words(say("app.name"), "product"), Title(say("closed.title")), notice):
            card.box.addWidget(part)
        if restore is not None:
            button = PrimaryButton(say("closed.restore"))
            button.setObjectName("closed.restore")
            button.clicked.connect(lambda: restore())
            card.box.addWidget(button)
        close = PlainButton(say("closed.close"))
        close.setObjectName("closed.close")
        close.clicked.connect(self.close)
        card.box.addWidget(close)
        if (
            getattr(trouble, "details", {}).get("what") != "store"
        ):  # of a damaged store nobody knows what is safe
            card.box.addWidget(Muted(say("closed.safe")))
        page_box(self).addWidget(centred(card))
