"""A paper on the screen: looked at first, then printed or saved, then signed where it has to be.

Printed from memory; a file is left only where the person saves one. The name offered for it holds no name.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLabel, QWidget

from mobile_office.domain.errors import Trouble
from mobile_office.printing import Paper
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.layouts import Scroll, button_row, page_box
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
        self.sheets.setAccessibleName(say(f"paper_page.{paper.kind}"))
        self.sheets.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.notice = Notice(parent=self)
        self.notice.setObjectName("paper.notice")
        self.buttons: list[PlainButton | PrimaryButton] = []
        self._build()
        QShortcut(QKeySequence("Esc"), self, self._close)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print)
        background.key(paper.preview, self._show, self._failed)

    def _build(self) -> None:
        box = page_box(self)
        box.addWidget(Title(say(f"paper_page.{self.paper.kind}")))
        number = say("paper_page.number", number=self.paper.number) if self.paper.number else ""
        copies = say("paper_page.copies", n=self.paper.copies) if self.paper.copies > 1 else ""
        told = (number, copies, say("paper_page.lead"))
        box.addWidget(Muted(" ".join(part for part in told if part)))
        box.addWidget(self.notice)
        box.addWidget(self.sheets, 1)
        kind = PlainButton if self._sign else PrimaryButton
        back = self._button("back", PlainButton(say("paper_page.back")), self._close)
        save = self._button("save", PlainButton(say("paper_page.save")), self.save)
        printing = f"{say('paper_page.print')}  ({words.keys('Ctrl+P')})"
        wanted = [self._button("print", kind(printing), self.print)]
        if self._sign:
            wanted.append(self._button("signed", PrimaryButton(say("paper_page.signed")), self._signed))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(style.px(style.BETWEEN))
        self._row.addLayout(button_row(back, save))
        self._row.addLayout(button_row(right=tuple(wanted)))
        box.addLayout(self._row)

    def _button(
        self, name: str, button: PlainButton | PrimaryButton, act: Callable[[], None]
    ) -> PlainButton | PrimaryButton:
        button.setObjectName(f"paper.{name}")
        button.clicked.connect(lambda: act())
        self.buttons.append(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons in one row where they fit, else in two."""
        super().resizeEvent(event)
        gap = style.px(style.BETWEEN)
        needed = sum(button.sizeHint().width() + gap for button in self.buttons)
        fits = needed <= event.size().width() - style.px(style.WIDE) * 2
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if fits else way.TopToBottom)

    def _show(self, pages: tuple[bytes, ...]) -> None:
        for page in pages:
            sheet = Sheet(QPixmap.fromImage(QImage.fromData(QByteArray(page))))
            sheet.setAccessibleName(say(f"paper_page.{self.paper.kind}"))
            self.sheets.box.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
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
        self.notice.show_text(say("paper_page.printing"))
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


class Sheet(QLabel):
    """One page, smaller where the window is narrower; never cut."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self.setPixmap(picture)
        self.setScaledContents(True)
        self.setProperty("look", "sheet")

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as a page of this width is."""
        size = self.pixmap().size()
        return round(size.height() * min(width, size.width()) / size.width())

    def minimumSizeHint(self) -> QSize:
        """It may shrink."""
        return QSize(1, 1)


def _save(paper: Paper, path: Path) -> None:
    try:
        path.write_bytes(paper.pdf())
    except OSError:
        raise Trouble("paper_not_saved") from None  # its text would name the folder
