"""Questions and troubles inside the window, never a dialog over it.

`Sure` is the second, differently placed confirmation of what cannot be undone; `TroubleBar` says what
is in the way and stays until it has been read.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.buttons import DangerButton, LinkButton, PlainButton
from mobile_office.ui.pieces import Notice, Words
from mobile_office.ui.words import say


class Sure(QWidget):
    """A question with two answers: `keep` has the focus and stands where Enter goes, `do` does not."""

    confirmed = Signal()
    kept = Signal()

    def __init__(self, question: str, do: str, keep: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.BETWEEN))
        no, yes = PlainButton(keep), DangerButton(do)
        no.setObjectName("sure.keep")
        yes.setObjectName("sure.do")
        yes.clicked.connect(self.confirmed)
        no.clicked.connect(self.kept)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.kept.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        row.addWidget(yes)
        row.addWidget(Words(question), 1)
        row.addWidget(no)
        self.setFocusProxy(no)


class TroubleBar(QWidget):
    """The latest Refused or Trouble nobody else has shown, with its sentence, until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self.notice = Notice(tone="bad")
        self.close_button = LinkButton(say("trouble.close"))
        self.close_button.setObjectName("trouble.close")
        self.close_button.clicked.connect(self.hide)
        inside = self.notice.layout()
        assert inside is not None
        inside.addWidget(self.close_button)
        box = QVBoxLayout(self)
        margin = style.px(style.WIDE)
        box.setContentsMargins(margin, style.px(style.BETWEEN), margin, 0)
        box.addWidget(self.notice)
        self.hide()

    def show_error(self, error: Exception) -> None:
        """Say it."""
        self.show_text(words.error(error), "bad")

    def show_text(self, text: str, tone: str) -> None:
        """Say something that has to be read, and is no error."""
        self.notice.show_text(text, tone)
        self.show()
