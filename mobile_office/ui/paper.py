"""A paper on the screen: looked at first, then printed or saved, then signed where it has to be.

Printed from memory; a file is left only where the person saves one. The name offered for it holds no name.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QLabel, QProgressBar, QWidget

from mobile_office.domain.errors import Trouble
from mobile_office.printing import Paper
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.page_picture import page_picture
from mobile_office.ui.pieces import Muted, Notice, Title
from mobile_office.ui.printrun import DOTS, PrintRun
from mobile_office.ui.words import say


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
        self._running, self.bar, self.stop = QWidget(), QProgressBar(), PlainButton(say("paper_page.stop"))
        self._build_running()
        self._build()
        QShortcut(QKeySequence("Esc"), self, self._close)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print)
        background.key(partial(_seen, paper), self._show, self._failed)

    def _build(self) -> None:
        box = page_box(self)
        head = self.sheets.box if style.px(100) > 150 else box  # at large text the paper needs the room
        head.addWidget(Title(say(f"paper_page.{self.paper.kind}")))
        number = say("paper_page.number", number=self.paper.number) if self.paper.number else ""
        copies = say("paper_page.copies", n=self.paper.copies) if self.paper.copies > 1 else ""
        told = (number, copies, say("paper_page.lead"))
        head.addWidget(Muted(" ".join(part for part in told if part)))
        head.addWidget(self.notice)
        box.addWidget(self.sheets, 1)
        box.addWidget(self._running)
        kind = PlainButton if self._sign else PrimaryButton
        back = self._button("back", PlainButton(say("paper_page.back")), self._close)
        save = self._button("save", PlainButton(say("paper_page.save")), self.save)
        printing = f"{say('paper_page.print')}  ({words.keys('Ctrl+P')})"
        self.print_button = self._button("print", kind(printing), self.print)
        wanted = [self.print_button]
        if self._sign:
            wanted.append(self._button("signed", PrimaryButton(say("paper_page.signed")), self._signed))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(style.px(style.BETWEEN))
        self._row.addLayout(button_row(back, save))
        self._row.addLayout(button_row(right=tuple(wanted)))
        box.addLayout(self._row)

    def _build_running(self) -> None:
        """How far printing is, and its end; there while many copies are printed."""
        self._running.hide()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(style.px(8))
        self.bar.setAccessibleName(say("paper_page.print"))
        self.stop.setObjectName("paper.stop")
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.BETWEEN))
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)

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

    def _show(self, pages: tuple[QImage, ...]) -> None:
        for page in pages:
            sheet = Sheet(QPixmap.fromImage(page))
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
        """Ask for a printer and print from memory; not while it is printing."""
        if not self.print_button.isEnabled():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter, dots: int = DOTS) -> None:
        """Print every page on a printer; the pages are made and drawn off the window's thread, copy by copy."""
        run = PrintRun(self._background, self.paper, printer, dots)
        run.progressed.connect(self._tell)
        run.ended.connect(self._printed)
        run.failed.connect(self._not_printed)
        self.stop.clicked.connect(run.stop)
        self._show_running(True)
        self._tell(0, self.paper.copies)
        run.begin()

    def _tell(self, done: int, copies: int) -> None:
        """How far it is; of one paper only that it is on its way."""
        self.bar.setRange(0, copies if copies > 1 else 0)
        self.bar.setValue(done)
        many = say("paper_page.printing_many", n=min(done + 1, copies), copies=copies)
        self.notice.show_text(many if copies > 1 else say("paper_page.printing"))

    def _stop(self) -> None:
        if self.stop.hasFocus():
            self.buttons[0].setFocus()
        self.stop.setEnabled(False)
        self.notice.show_text(say("paper_page.stopping"))

    def _show_running(self, running: bool) -> None:
        """What is disabled loses the keyboard to the rail: it goes on beforehand, to what can be done now."""
        held = self.focusWidget()
        self._running.setVisible(running and self.paper.copies > 1)
        self.stop.setEnabled(True)
        if running and held is self.print_button:
            (self.stop if self.paper.copies > 1 else self.buttons[0]).setFocus()
        self.print_button.setEnabled(not running)
        if not running and held is self.stop:
            self.print_button.setFocus()
        self.stop.setEnabled(running)

    def _printed(self, done: int, copies: int) -> None:
        self._show_running(False)
        if done < copies:
            self.notice.show_text(say("paper_page.print_stopped", n=done, copies=copies), "warn")
        else:
            self.notice.show_text(say("paper_page.printed"), "good")

    def _not_printed(self, error: Exception) -> None:
        self._show_running(False)
        self._failed(error)


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


def _seen(paper: Paper) -> tuple[QImage, ...]:
    """The pages as the screen has them, unpacked off the window's thread."""
    screen = QImage.Format.Format_RGB32
    return tuple(page_picture(page).convertToFormat(screen) for page in paper.preview())


def _save(paper: Paper, path: Path) -> None:
    try:
        path.write_bytes(paper.pdf())
    except OSError:
        raise Trouble("paper_not_saved") from None  # its text would name the folder
