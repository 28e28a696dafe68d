"""The page of the citizen display on which it is signed: what the signature says, the pad, and the way to paper."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mobile_office.citizen import GERMAN, CitizenTexts, texts
from mobile_office.ui import style
from mobile_office.ui.citizen_pieces import LargeButton, told
from mobile_office.ui.signature_pad import SignaturePad


class SigningSheet(QWidget):
    """The pad, and two buttons that take back. `changed()` after every stroke; what is drawn goes with the sheet."""

    def __init__(self, language: CitizenTexts, changed: Callable[[], object]) -> None:
        super().__init__()
        how = both(language, "sign_how", "\n")
        self.pad = SignaturePad(both(language, "sign_title"), f"{how} {both(language, 'sign_cannot')}", how)
        self.undo = LargeButton("plain", "citizen.sign_undo")
        self.clear = LargeButton("plain", "citizen.sign_clear")
        self.undo.show_sentence(language, "sign_undo")
        self.clear.show_sentence(language, "sign_clear")
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.px(style.BETWEEN))
        back = QVBoxLayout()
        back.setSpacing(style.px(style.BETWEEN))
        back.addWidget(self.undo)
        back.addWidget(self.clear)
        back.addStretch(1)
        self._row.addWidget(self.pad, 1)
        self._row.addLayout(back)
        self.undo.clicked.connect(self.pad.undo)
        self.clear.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._look)
        self.pad.changed.connect(changed)
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand beside the pad where that leaves it its width."""
        super().resizeEvent(event)
        wide = self.pad.sizeHint().width() + self.undo.sizeHint().width() + self._row.spacing()
        beside = event.size().width() >= wide
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)

    def _look(self) -> None:
        """A button that is no longer of use gives the keyboard to the pad, not to whatever comes next."""
        for button in (self.undo, self.clear):
            if self.pad.is_empty and button.hasFocus():
                self.pad.setFocus()
            button.setEnabled(not self.pad.is_empty)


def signing(language: CitizenTexts, sheet: SigningSheet) -> list[QWidget]:
    """The page: what is confirmed by signing, where to write, and what to do if one cannot."""
    lead, cannot = told(language, "sign_lead", "strong"), told(language, "sign_cannot")
    return [told(language, "sign_title", "title"), lead, sheet, cannot]


def both(language: CitizenTexts, key: str, between: str = " · ") -> str:
    """A sentence and its German, each once."""
    return between.join(dict.fromkeys((language.say(key), texts(GERMAN).say(key))))
