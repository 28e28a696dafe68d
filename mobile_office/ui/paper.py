"""A paper on the screen: looked at first, then printed or saved, then signed where it has to be.

Printed from memory; a file is left only where the person saves one. The name offered for it holds no name.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from mobile_office.domain.errors import Trouble
from mobile_office.printing import Paper
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.layouts import Scroll, page_box
from mobile_office.ui.pieces import Muted, Notice, PlainButton, PrimaryButton, Title
from mobile_office.ui.words import say

_PRINT_DPI = 300


class PaperPage(QWidget):
    """One paper. `close()` goes back; `sign()` is given where it is to be signed in ink."""

    def __init__(
        self,
        background: Background,
        paper: Paper,
        close: Callable[[], None],
        sign: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.paper = paper
        self._background, self._close, self._sign = background, close, sign
        self.sheets = Scroll()
        self.sheets.setObjectName("paper.sheets")
        self.sheets.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.notice = Notice(parent=self)
        self.notice.setObjectName("paper.notice")
        self.buttons: list[PlainButton | PrimaryButton] = []
        self._build()
        QShortcut(QKeySequence("Esc"), self, self._close)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print)
        background.key(paper.pictures, self._show, self._failed)

    def _build(self) -> None:
        box = page_box(self)
        box.addWidget(Title(say(f"paper_page.{self.paper.kind}")))
        number = say("paper_page.number", number=self.paper.number) if self.paper.number else ""
        box.addWidget(Muted(f"{number} {say('paper_page.lead')}".strip()))
        box.addWidget(self.notice)
        box.addWidget(self.sheets, 1)
        row = QHBoxLayout()
        row.setSpacing(style.px(style.BETWEEN))
        self._button(row, "back", PlainButton(say("paper_page.back")), self._close)
        row.addStretch(1)
        self._button(row, "save", PlainButton(say("paper_page.save")), self.save)
        kind = PlainButton if self._sign else PrimaryButton
        self._button(row, "print", kind(f"{say('paper_page.print')}  ({words.keys('Ctrl+P')})"), self.print)
        if self._sign:
            self._button(row, "signed", PrimaryButton(say("paper_page.signed")), self._signed)
        box.addLayout(row)

    def _button(
        self, row: QHBoxLayout, name: str, button: PlainButton | PrimaryButton, act: Callable[[], None]
    ) -> None:
        button.setObjectName(f"paper.{name}")
        button.clicked.connect(lambda: act())
        row.addWidget(button)
        self.buttons.append(button)

    def _show(self, pages: tuple[bytes, ...]) -> None:
        for page in pages:
            sheet = QLabel()
            sheet.setPixmap(QPixmap.fromImage(QImage.fromData(QByteArray(page))))
            sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            sheet.setProperty("look", "sheet")
            sheet.setAccessibleName(say(f"paper_page.{self.paper.kind}"))
            self.sheets.box.addWidget(sheet)
        self.buttons[-1].setFocus()

    def _failed(self, error: Exception) -> None:
        self.notice.show_text(words.error(error), "bad")

    def _signed(self) -> None:
        if self._sign is not None:
            self._sign()
        self._close()

    def save(self) -> None:
        """Save the PDF where the person chooses."""
        name = f"{self.paper.number or self.paper.kind}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, say("paper_page.save"), name, "PDF (*.pdf)")
        if path:
            self.save_to(path)

    def save_to(self, path: str) -> None:
        """Write the PDF to a file."""
        self._background.key(partial(_save, self.paper, Path(path)), self._saved, self._failed)

    def _saved(self, _: None) -> None:
        self.notice.show_text(say("paper_page.saved"), "good")

    def print(self) -> None:
        """Ask for a printer and print from memory."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print every page on a printer; the pages are made off the window's thread."""
        self._printer = printer
        self._background.key(partial(self.paper.pictures, _PRINT_DPI), self._print_pages, self._failed)

    def _print_pages(self, pages: tuple[bytes, ...]) -> None:
        printer = self._printer
        painter = QPainter()
        if not painter.begin(printer):
            self._failed(Trouble("paper_not_printed"))
            return
        sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        sheet.translate(-printer.pageRect(QPrinter.Unit.DevicePixel).topLeft())
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            painter.drawImage(sheet, QImage.fromData(QByteArray(page)))
        painter.end()
        self.notice.show_text(say("paper_page.printed"), "good")


def _save(paper: Paper, path: Path) -> None:
    try:
        path.write_bytes(paper.pdf())
    except OSError:
        raise Trouble("paper_not_saved") from None  # its text would name the folder
