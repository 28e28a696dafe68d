"""A scan, large: a picture or a document page by page, opened in memory and written nowhere.

It lies in the window, so that covering the window covers it too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.domain.attachment import Attachment
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.layouts import Scroll, button_row, clear, page_box
from mobile_office.ui.paper import Sheet
from mobile_office.ui.pieces import Muted, Notice, PlainButton, PrimaryButton, Title
from mobile_office.ui.scans import facts
from mobile_office.ui.words import say


@dataclass(frozen=True)
class Viewed:
    """A scan somebody wants to see large, and what it shows (the evidence's name)."""

    attachment: Attachment
    name: str


class AttachmentView(QWidget):
    """One scan. `close()` goes back; Page Up and Page Down turn the pages."""

    def __init__(self, desk: Desk, background: Background, viewed: Viewed, close: Callable[[], None]) -> None:
        super().__init__()
        self._background, self._viewed, self._close = background, viewed, close
        self._data, self.page = b"", 0
        self.sheets = Scroll()
        self.sheets.setObjectName("scan.sheets")
        self.sheets.setAccessibleName(say("scan.title", name=viewed.name))
        self.sheets.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.notice = Notice(parent=self)
        self.notice.setObjectName("scan.notice")
        self._told = Muted()
        self._told.setObjectName("scan.told")
        self.back = PrimaryButton(say("scan.back"))
        self.earlier, self.later = PlainButton(say("scan.earlier")), PlainButton(say("scan.later"))
        self._build()
        background.key(partial(desk.attaching.opened, viewed.attachment), self._opened, self._failed)

    def _build(self) -> None:
        box = page_box(self)
        box.addWidget(Title(say("scan.title", name=self._viewed.name)))
        for widget in (self._told, self.notice):
            box.addWidget(widget)
        box.addWidget(self.sheets, 1)
        keys: dict[str, Callable[[], None]] = {"Esc": self._close}
        keys |= {"PgUp": partial(self.turn, -1), "PgDown": partial(self.turn, 1)}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)
        for name, button, act in (
            ("back", self.back, self._close),
            ("earlier", self.earlier, keys["PgUp"]),
            ("later", self.later, keys["PgDown"]),
        ):
            button.setObjectName(f"scan.{name}")
            button.clicked.connect(lambda _=False, act=act: act())
        if self._viewed.attachment.pages == 1:
            self.earlier.hide()
            self.later.hide()
        box.addLayout(button_row(self.earlier, self.later, right=(self.back,)))
        self._tell()

    def turn(self, by: int) -> None:
        """To another page; nothing where there is none."""
        wanted = self.page + by
        if self._data and 0 <= wanted < self._viewed.attachment.pages:
            self.page = wanted
            self._draw()

    def _opened(self, data: bytes) -> None:
        self._data = data
        self._draw()

    def _draw(self) -> None:
        work = partial(scans.shown, self._viewed.attachment.format, self._data, self.page)
        self._background.key(work, partial(self._show, self.page), self._failed)
        self._tell()

    def _show(self, page: int, image: QImage) -> None:
        if page != self.page:
            return  # turned on meanwhile
        clear(self.sheets.box)
        sheet = Sheet(QPixmap.fromImage(image))
        sheet.setObjectName("scan.sheet")
        sheet.setAccessibleName(say("scan.title", name=self._viewed.name))
        self.sheets.box.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.sheets.verticalScrollBar().setValue(0)
        self.sheets.setFocus()

    def _tell(self) -> None:
        one = self._viewed.attachment
        self.earlier.setEnabled(self.page > 0)
        self.later.setEnabled(self.page < one.pages - 1)
        place = say("scan.page", page=self.page + 1, pages=one.pages)
        self._told.setText(" · ".join([place, facts(one), say("scan.memory")]))

    def _failed(self, error: Exception) -> None:
        self.notice.show_text(words.error(error), "bad")
        self.back.setFocus()
