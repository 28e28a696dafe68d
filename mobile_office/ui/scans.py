"""Scans as a list: one line each with a small picture, what it is, and what can be done with it.

Values in, signals out. Files can be dropped on the list or chosen; nothing is read here.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mobile_office.domain.attachment import Attachment, Format
from mobile_office.ui import style, words
from mobile_office.ui.buttons import LinkButton, PlainButton
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Muted, Notice, Words
from mobile_office.ui.words import say

PREVIEW = 56  # pixels at scale 1: the longer side of the small picture


class ScanLine(QWidget):
    """One scan: small picture, name, size; `view` and, where it may go, `remove`."""

    viewed = Signal(object)  # Attachment
    removed = Signal(object)

    def __init__(self, one: Attachment, number: int, preview: QPixmap | None, *, removable: bool) -> None:
        super().__init__()
        name = say("scan.name", n=number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.BETWEEN))
        self.picture = QLabel()
        self.picture.setProperty("look", "sheet")
        self.picture.setFixedSize(style.px(PREVIEW), style.px(PREVIEW))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_preview(preview)
        row.addWidget(self.picture)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        told.addWidget(Words(f"{name} · {facts(one)}"))
        told.addWidget(Muted(say("scan.added", time=words.clock(one.added_at))))
        told.addStretch(1)
        row.addLayout(told, 1)
        verbs = {"view": self.viewed, "remove": self.removed} if removable else {"view": self.viewed}
        for verb, signal in verbs.items():
            button = LinkButton(say(f"scan.{verb}"))
            button.setObjectName(f"scan.{verb}.{number}")
            button.setAccessibleName(f"{name}: {say(f'scan.{verb}')}")
            button.clicked.connect(partial(signal.emit, one))
            row.addWidget(button)

    def show_preview(self, preview: QPixmap | None) -> None:
        """The small picture; an empty sheet until there is one."""
        self.picture.setPixmap(preview or QPixmap())


class ScanList(QWidget):
    """The scans of one evidence kind, and the way to add one."""

    chosen = Signal()  # a file is to be chosen
    camera_wanted = Signal()
    scanner_wanted = Signal()
    dropped = Signal(object)  # tuple of paths
    viewed = Signal(object)
    removed = Signal(object)
    undone = Signal(object)

    def __init__(self, evidence: str, name: str) -> None:
        super().__init__()
        self.evidence = evidence
        self.setObjectName(f"scans.{evidence}")
        self.setAcceptDrops(True)
        self.lines: dict[str, ScanLine] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(style.NEAR))
        self._taken: Attachment | None = None
        self.undo = LinkButton(say("scan.undo"))
        self.undo.setObjectName(f"scans.{evidence}.undo")
        self.undo.clicked.connect(lambda: self.undone.emit(self._taken))
        self._removed = QWidget(self)
        self._removed.hide()
        back = QHBoxLayout(self._removed)
        back.setContentsMargins(0, 0, 0, 0)
        back.addWidget(Muted(say("scan.removed")))
        back.addWidget(self.undo)
        back.addStretch(1)
        self.notice = Notice(parent=self)
        self.notice.setObjectName(f"scans.{evidence}.notice")
        self.add = self._way("add", name, self.chosen)
        self.camera = self._way("camera", name, self.camera_wanted)
        self.scanner = self._way("scanner", name, self.scanner_wanted)
        ways = QWidget(self)
        below = Flow(ways, style.BETWEEN)
        for button in (self.add, self.camera, self.scanner):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.px(style.TIGHT), 0, 0)
        column.setSpacing(style.px(style.NEAR))
        column.addLayout(self._rows)
        for widget in (self._removed, self.notice, ways, Muted(say("scan.formats"))):
            column.addWidget(widget)

    def _way(self, key: str, name: str, signal: SignalInstance) -> PlainButton:
        button = PlainButton(say(f"scan.{key}"))
        button.setObjectName(f"scans.{self.evidence}.{key}")
        button.setAccessibleName(f"{name}: {say(f'scan.{key}')}")
        button.clicked.connect(signal)
        return button

    def show_scans(self, scans: Sequence[Attachment], previews: Mapping[str, QPixmap]) -> None:
        """Draw the lines; nothing is touched while they are the same."""
        if tuple(self.lines) == tuple(one.digest for one in scans):
            return
        clear(self._rows)
        self.lines = {}
        for number, one in enumerate(scans, 1):
            line = ScanLine(one, number, previews.get(one.digest), removable=True)
            line.viewed.connect(self.viewed)
            line.removed.connect(self.removed)
            self._rows.addWidget(line)
            self.lines[one.digest] = line

    def show_busy(self, waiting: int) -> None:
        """How many files are being read and sealed; 0: none any more."""
        self.notice.show_text(words.count("scan.sealing", waiting) if waiting else "")

    def show_trouble(self, sentence: str) -> None:
        """Why nothing was added."""
        self.notice.show_text(sentence, "bad")

    def show_removed(self, one: Attachment | None) -> None:
        """What was just taken out, with the way back; None: nothing."""
        self._taken = one
        if one is None and self.undo.hasFocus():
            self.add.setFocus()
        self._removed.setVisible(one is not None)
        if one is not None:
            self.undo.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this machine may be dropped."""
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _paths(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)


def facts(one: Attachment) -> str:
    """`PDF, 2 Seiten, 340 KB`."""
    parts = [one.format.value.upper()]
    if one.format is Format.PDF:
        parts.append(words.count("scan.pages", one.pages))
    return ", ".join([*parts, say("scan.size", n=max(1, round(one.size / 1024)))])


def _paths(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls) if all(url.isLocalFile() for url in urls) else ()
