"""A scan, large: a picture or a document page by page, opened in memory and written nowhere.

It lies in the window, so that covering the window covers it too. Looked at larger or turned, it is kept as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.domain.attachment import Attachment
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import page_box
from mobile_office.ui.magnifier import Magnifier
from mobile_office.ui.pieces import Muted, Notice, Title
from mobile_office.ui.scans import facts
from mobile_office.ui.words import say

# The keys of each button; "=" is where + lies on keyboards that need Shift for it.
_KEYS: dict[str, tuple[str, ...]] = {
    "back": ("Esc",),
    "larger": ("+", "="),
    "smaller": ("-",),
    "fit": ("0",),
    "turn_left": ("L",),
    "turn_right": ("R",),
    "earlier": ("PgUp",),
    "later": ("PgDown",),
}
_NARROW = 700  # pixels at scale 1: below this page width the buttons are named by their keys


@dataclass(frozen=True)
class Viewed:
    """A scan somebody wants to see large, and what it shows (the evidence's name)."""

    attachment: Attachment
    name: str


class AttachmentView(QWidget):
    """One scan. `close()` goes back; Page Up and Page Down turn the pages.

    + and - make it larger and smaller, 0 as wide as fits; L and R turn it by a quarter.
    """

    def __init__(self, desk: Desk, background: Background, viewed: Viewed, close: Callable[[], None]) -> None:
        super().__init__()
        self._background, self._viewed, self._close = background, viewed, close
        self._data, self.page = b"", 0
        self.sheets = Magnifier(say("scan.title", name=viewed.name))
        self.sheets.setObjectName("scan.sheets")
        self.sheets.changed.connect(self._tell)
        self.notice = Notice(parent=self)
        self.notice.setObjectName("scan.notice")
        self._told = Muted()
        self._told.setObjectName("scan.told")
        self.buttons = {name: PlainButton(say(f"scan.{name}")) for name in _KEYS}
        self._is_narrow = False
        self._build()
        background.key(partial(desk.attaching.opened, viewed.attachment), self._opened, self._failed)

    def _build(self) -> None:
        self._box = box = page_box(self)
        box.addWidget(Title(say("scan.title", name=self._viewed.name)))
        for widget in (self._told, self.notice):
            box.addWidget(widget)
        box.addWidget(self.sheets, 1)
        row, sheets = Flow(gap=style.px(style.NEAR)), self.sheets
        acts: dict[str, Callable[[], None]] = {
            "back": self._close,
            "larger": partial(sheets.zoom, 1),
            "smaller": partial(sheets.zoom, -1),
            "fit": sheets.fit,
            "turn_left": partial(sheets.turn, -1),
            "turn_right": partial(sheets.turn, 1),
            "earlier": partial(self.turn, -1),
            "later": partial(self.turn, 1),
        }
        for name, button in self.buttons.items():
            button.setObjectName(f"scan.{name}")
            button.clicked.connect(lambda _=False, act=acts[name]: act())
            row.addWidget(button)
            for key in _KEYS[name]:
                QShortcut(QKeySequence(key), self, acts[name])
        for name in ("earlier", "later"):
            self.buttons[name].setHidden(self._viewed.attachment.pages == 1)
        box.addLayout(row)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text leaves little room: then the buttons say their keys only, and the scan has the rest."""
        super().resizeEvent(event)
        narrow = event.size().width() < style.px(_NARROW)
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self._box.setSpacing(style.px(style.TIGHT if narrow else style.AROUND))
        for name, button in self.buttons.items():
            whole = say(f"scan.{name}")
            button.setText(say(f"scan.{name}_short") if narrow else whole)
            button.setAccessibleName(whole)
            button.setToolTip(whole if narrow else "")
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
        self.sheets.show_image(image)
        self.sheets.setFocus()

    def _tell(self) -> None:
        one = self._viewed.attachment
        can = {"earlier": self.page > 0, "later": self.page < one.pages - 1}
        can |= {"larger": self.sheets.can_zoom(1), "smaller": self.sheets.can_zoom(-1)}
        for name, there in can.items():
            self.buttons[name].setEnabled(there)
        told = [say("scan.page", page=self.page + 1, pages=one.pages), facts(one)]
        if self.sheets.percent != 100:
            told.append(say("scan.zoomed", percent=self.sheets.percent))
        if self.sheets.degrees:
            told.append(say("scan.turned", degrees=self.sheets.degrees))
        if not self._is_narrow:
            told.append(say("scan.memory"))
        self._told.setText(" · ".join(told))

    def _failed(self, error: Exception) -> None:
        self.notice.show_text(words.error(error), "bad")
        self.buttons["back"].setFocus()
