"""The scans of a form: files and pictures are cleaned and sealed off the window's thread, then belong to the draft.

Nothing is written in clear. While one is being sealed the form is not handed in without it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.devices.cropping import as_png
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.domain.errors import Unknown
from mobile_office.domain.overview import Draft
from mobile_office.printing import SIGNED_PAPER
from mobile_office.ui import style, words
from mobile_office.ui.autosave import Autosave
from mobile_office.ui.background import Background
from mobile_office.ui.evidence import EvidencePanel
from mobile_office.ui.formframe import FormFrame
from mobile_office.ui.scans import PREVIEW, ScanList
from mobile_office.ui.signature_line import SignatureLine
from mobile_office.ui.taking import CameraPage, ScannerPage
from mobile_office.ui.turns import Turns

_EDGE = "#7f8c9a"  # around a sheet of paper, which is white in every theme


class FormScans(QObject):
    """Adds, shows and takes out the scans of one draft. `viewed(attachment, name)` wants it large."""

    viewed = Signal(object, str)
    taking = Signal(object)  # a TakePage to be shown

    def __init__(self, page: FormFrame, desk: Desk, background: Background, save: Autosave) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._background, self._save = desk, background, save
        self._previews: dict[str, QPixmap] = {}
        self._wanted: set[str] = set()
        self._lists: dict[str, ScanList] = {}
        self._names: dict[str, str] = {}
        self._busy: dict[str, int] = {}
        save.saved.connect(self._show)

    def dress(self, panel: EvidencePanel) -> None:
        """Put a list under each kind whose scan may be kept, one in each turn: what was seen comes first."""
        draft, self._lists = self._save.draft, {}
        panel.filled.connect(self._save.change)  # as if typed: also a way from paper to draft
        self._names = {key: words.text(row.kind.label) for key, row in panel.rows.items()}
        if self._desk.attaching.may_scan(draft, SIGNED_PAPER) and SIGNED_PAPER not in panel.rows:
            self._names[SIGNED_PAPER] = words.say("evidence.signed_paper")
        may = [key for key in self._names if self._desk.attaching.may_scan(draft, key)]
        lists = [partial(self._add_list, panel, key) for key in may]
        Turns(panel).begin([*lists, partial(self._add_signature, panel), partial(self._dressed, panel)])

    def _add_list(self, panel: EvidencePanel, key: str) -> None:
        column = ScanList(key, self._names[key])
        column.chosen.connect(partial(self._choose, key))
        column.dropped.connect(partial(self.add, key))
        column.camera_wanted.connect(partial(self._take, key, CameraPage))
        column.scanner_wanted.connect(partial(self._take, key, ScannerPage))
        column.viewed.connect(self._view)
        column.removed.connect(self._remove)
        column.undone.connect(self._undo)
        column.show_busy(self._busy.get(key, 0))
        panel.add_scans(key, self._names[key], column)
        self._lists[key] = column
        column.destroyed.connect(partial(self._gone, key, column))

    def _add_signature(self, panel: EvidencePanel) -> None:
        draft = self._save.draft
        noted = any(item.kind == SIGNED_SCREEN for item in draft.evidence)
        if noted or self._desk.attaching.may_scan(draft, SIGNED_SCREEN):
            signature = SignatureLine(self._desk, self._background, self._save)
            signature.viewed.connect(self.viewed)
            panel.add_scans(SIGNED_SCREEN, words.say("evidence.signed_screen"), signature)

    def _dressed(self, panel: EvidencePanel) -> None:
        """All are there; the field that has the keyboard has moved down under them."""
        self._show(self._save.draft)
        held: QWidget | None = panel.window().focusWidget()
        if held is not None and panel.isAncestorOf(held):
            self._page.scroll_to(held)

    def add(self, key: str, paths: tuple[Path, ...]) -> None:
        """Attach files to an evidence kind, one after the other."""
        self._attach(key, *(partial(scans.read, path) for path in paths))

    def add_picture(self, key: str, image: QImage) -> None:
        """Attach a picture that was taken here."""
        self._attach(key, partial(_cleaned, image))

    def _attach(self, key: str, *sources: Callable[[], scans.Scan]) -> None:
        for source in sources:
            self._busy[key] = self._busy.get(key, 0) + 1
            self._save.hold()
            work = partial(_attach, self._desk, self._background, self._save.draft.id, source, key)
            self._background.key(work, partial(self._added, key), partial(self._failed, key))
        if key in self._lists:
            self._lists[key].show_removed(None)
            self._lists[key].show_busy(self._busy.get(key, 0))
            self._lists[key].add.setFocus()
            self._page.scroll_to(self._lists[key])

    def _take(self, key: str, kind: type[CameraPage] | type[ScannerPage]) -> None:
        page = kind(self._names[key], self._page.devices, self._background)
        page.used.connect(partial(self.add_picture, key))
        page.closed.connect(partial(self._back_to, key))
        self.taking.emit(page)

    def _back_to(self, key: str) -> None:
        """Behind the form's own turn, which puts the keyboard where it was before."""
        if key in self._lists:
            QTimer.singleShot(0, self._lists[key], partial(self._show_ways, self._lists[key]))

    def _show_ways(self, column: ScanList) -> None:
        column.add.setFocus()
        self._page.scroll_to(column)

    def _choose(self, key: str) -> None:
        said, kinds = words.say("scan.choose"), words.say("scan.kinds")
        parent = self._lists[key]
        found, _ = QFileDialog.getOpenFileNames(parent, said, "", f"{kinds} (*.jpg *.jpeg *.png *.pdf)")
        self.add(key, tuple(map(Path, found)))

    def _added(self, key: str, draft: Draft) -> None:
        self._done(key)
        self._save.took(draft)

    def _failed(self, key: str, error: Exception) -> None:
        self._done(key)
        self._save.took(None)
        if key in self._lists:
            self._lists[key].show_trouble(words.error(error))
            self._page.scroll_to(self._lists[key])
        else:
            self._background.trouble.emit(error)

    def _done(self, key: str) -> None:
        self._busy[key] -= 1
        if key in self._lists:
            self._lists[key].show_busy(self._busy[key])

    def _remove(self, one: Attachment) -> None:
        draft, digest = self._save.draft.id, one.digest
        self._save.hold()
        self._background.write(
            partial(self._desk.attaching.take_out, draft, digest),
            partial(self._removed, one),
            self._not_changed,
        )

    def _removed(self, one: Attachment, draft: Draft) -> None:
        self._save.took(draft)
        if one.evidence in self._lists:
            self._lists[one.evidence].show_removed(one)
            self._page.scroll_to(self._lists[one.evidence])

    def _undo(self, one: Attachment) -> None:
        self._save.hold()
        put_back = partial(self._desk.attaching.put_back, self._save.draft.id, one)
        self._background.write(put_back, partial(self._put_back, one), self._not_changed)

    def _put_back(self, one: Attachment, draft: Draft) -> None:
        self._save.took(draft)
        if one.evidence in self._lists:
            self._lists[one.evidence].show_removed(None)

    def _not_changed(self, error: Exception) -> None:
        self._save.took(None)
        self._background.trouble.emit(error)

    def _view(self, one: Attachment) -> None:
        self.viewed.emit(one, self._names.get(one.evidence, ""))

    def _gone(self, key: str, column: ScanList) -> None:
        if self._lists.get(key) is column:
            del self._lists[key]

    def _show(self, draft: Draft) -> None:
        for key, column in self._lists.items():
            own = [one for one in draft.attachments if one.evidence == key]
            column.show_scans(own, self._previews)
            for one in own:
                self._preview(one)

    def _preview(self, one: Attachment) -> None:
        if one.digest in self._wanted:
            return
        self._wanted.add(one.digest)
        self._background.key(
            partial(preview, self._desk, one, style.px(PREVIEW)), partial(self._seen, one), _quiet
        )

    def _seen(self, one: Attachment, image: QImage) -> None:
        self._previews[one.digest] = QPixmap.fromImage(image)
        column = self._lists.get(one.evidence)
        if column is not None and one.digest in column.lines:
            column.lines[one.digest].show_preview(self._previews[one.digest])


def preview(desk: Desk, one: Attachment, side: int) -> QImage:
    """A small picture of a scan's first page; not on the window's thread. Raises as `Attaching.opened`."""
    image = scans.shown(one.format, desk.attaching.opened(one), 0, side * 2)
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = image.scaled(QSize(side, side), ratio, smooth).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(small)
    painter.setPen(QColor(_EDGE))
    painter.drawRect(small.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return small


def _cleaned(image: QImage) -> scans.Scan:
    """A picture that was taken here goes the way of any other: measured, drawn anew, made small."""
    return scans.clean(as_png(image))


def _attach(
    desk: Desk, background: Background, draft: str, source: Callable[[], scans.Scan], evidence: str
) -> Draft:
    """Runs on the key's thread: read, clean, seal; then the one writer makes it the draft's."""
    scan = source()
    fresh = desk.attaching.seal(scan.data, scan.format, scan.pages, evidence)
    try:
        return background.on_writer(partial(desk.attaching.keep, draft, fresh))
    except Unknown:
        desk.attaching.drop(fresh)  # the program is ending; the paper it came from is still there
        raise


def _quiet(_: Exception) -> None:
    """A small picture that cannot be made is none; looking at it large says why."""
