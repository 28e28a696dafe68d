"""The signature on the screen among the evidence of a form: its small picture, when it was given, and the way back.

It follows the draft by itself. Nothing can be added here: only the person draws it, on the citizen display.
"""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.confirmation import SIGNED_SCREEN, screen_signature
from mobile_office.domain.overview import Draft
from mobile_office.domain.strokes import WIDE
from mobile_office.ui import style, words
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.citizen_side import signed_text
from mobile_office.ui.layouts import button_row
from mobile_office.ui.pieces import Muted, Words
from mobile_office.ui.words import say

HIGH = 56  # pixels at scale 1: the small picture


class SignatureLine(QWidget):
    """The signature of one draft. `viewed(attachment, name)` wants it large."""

    viewed = Signal(object, str)

    def __init__(self, desk: Desk, background: Background, save: Autosave) -> None:
        super().__init__()
        self.setObjectName("signature")
        self._desk, self._background, self._save = desk, background, save
        self._one: Attachment | None = None
        self.picture = QLabel()
        self.picture.setProperty("look", "sheet")
        self.picture.setAccessibleName(say("signature.picture"))
        self.picture.setFixedSize(style.px(HIGH) * WIDE, style.px(HIGH))
        self.told, self.more = Words(), Muted()
        self.told.setObjectName("signature.told")
        self.view, self.take_back = LinkButton(say("signature.view")), LinkButton(say("signature.take_back"))
        for button, name in ((self.view, "view"), (self.take_back, "take_back")):
            button.setObjectName(f"signature.{name}")
            button.setAccessibleName(f"{say('evidence.signed_screen')}: {say(f'signature.{name}')}")
        self.view.clicked.connect(self._view)
        self.take_back.clicked.connect(self._take_back)
        row, column = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, style.px(style.TIGHT), 0, 0)
        row.setSpacing(style.px(style.BETWEEN))
        column.setSpacing(0)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.told)
        column.addWidget(self.more)
        column.addSpacing(style.px(style.TIGHT))
        column.addLayout(button_row(self.view, self.take_back))
        row.addLayout(column, 1)
        save.saved.connect(self._show)
        self._show(save.draft)

    def _show(self, draft: Draft) -> None:
        found = screen_signature(draft.evidence, self._desk.found(draft).number)
        one = next((each for each in draft.attachments if each.evidence == SIGNED_SCREEN), None)
        for part in (self.picture, self.view, self.take_back):
            part.setHidden(found is None)
        if found is None:
            self.told.setText(say("signature.none", key=words.keys("F7")))
        else:
            self.told.setText(signed_text(found))
            self.more.setText(
                say("signature.number", number=found.number.replace("-", "\N{NON-BREAKING HYPHEN}"))
            )
        self.more.setHidden(found is None)
        if one != self._one:
            self._one = one
            self.picture.clear()
            if one is not None:
                self._background.key(
                    partial(_opened, self._desk, one, self.picture.size()), self._seen, _quiet
                )

    def _seen(self, image: QImage) -> None:
        self.picture.setPixmap(QPixmap.fromImage(image))

    def _view(self) -> None:
        if self._one is not None:
            self.viewed.emit(self._one, say("evidence.signed_screen"))

    def _take_back(self) -> None:
        self._save.flush()
        self._save.hold()
        unsign = partial(self._desk.confirming.unsign, self._save.draft.id)
        self._background.write(unsign, self._save.took, self._not_taken_back)

    def _not_taken_back(self, error: Exception) -> None:
        self._save.took(None)
        self._background.trouble.emit(error)


def _opened(desk: Desk, one: Attachment, size: QSize) -> QImage:
    """The small picture; not on the window's thread. Raises as `Attaching.opened`."""
    image = scans.shown(one.format, desk.attaching.opened(one))
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _quiet(_: Exception) -> None:
    """A small picture that cannot be made is none; looking at it large says why."""
