"""A paper on its way to the printer, copy by copy: how far it is, and an end in between.

Fifty blank forms take minutes. Each copy is a job of its own, so that whoever unlocks does not wait for all of them; it
goes on when the page is closed. A copy is never cut in two.
"""

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from mobile_office.domain.errors import Trouble
from mobile_office.printing import Paper
from mobile_office.ui.background import Background
from mobile_office.ui.page_picture import page_picture

DOTS = 300  # per inch


class PrintRun(QObject):
    """`progressed` after each copy and `ended` after the last, both with how many of how many; `failed(error)`."""

    progressed = Signal(int, int)
    ended = Signal(int, int)
    failed = Signal(object)

    def __init__(self, background: Background, paper: Paper, printer: QPrinter, dots: int = DOTS) -> None:
        super().__init__(background)
        self._background, self._printer, self._dots = background, printer, dots
        self._parts, self._done = paper.parts(), 0
        self._painter: QPainter | None = None
        self._is_stopping = False

    def begin(self) -> None:
        """Start with the first copy."""
        self._background.key(self._draw, self._drawn, self._broke)

    def stop(self) -> None:
        """End after the copy under way; what was drawn is printed."""
        self._is_stopping = True

    # -- on the background's thread: Qt lets any one thread draw on a printer

    def _draw(self) -> None:
        """The next copy. Raises Trouble("paper_failed"), Trouble("paper_not_printed")."""
        pages = self._parts[self._done].pictures(self._dots)
        is_first = self._painter is None
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(self._printer):
                raise Trouble("paper_not_printed")
        sheet = QRectF(self._printer.pageLayout().fullRectPixels(self._printer.resolution()))
        sheet.translate(-self._printer.pageRect(QPrinter.Unit.DevicePixel).topLeft())
        for number, page in enumerate(pages):
            if number or not is_first:
                self._printer.newPage()
            self._painter.drawImage(sheet, page_picture(page))
        if self._done + 1 == len(self._parts) or self._is_stopping:
            self._end()

    def _end(self) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()

    # -- on the window's thread

    def _drawn(self, _: None) -> None:
        self._done += 1
        if self._background.is_closing:  # no thread is left for the rest
            self._end()
        if self._painter is None or not self._painter.isActive():
            self._is_over(None)
            return
        self.progressed.emit(self._done, len(self._parts))
        if self._is_stopping:
            self._background.key(self._end, self._is_over, self._broke)
        else:
            self.begin()

    def _is_over(self, _: None) -> None:
        self.ended.emit(self._done, len(self._parts))
        self.deleteLater()

    def _broke(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)
        self.deleteLater()
