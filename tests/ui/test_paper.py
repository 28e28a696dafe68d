"""A paper on the screen: seen, saved where the person says, printed from memory, signed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import Trouble
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.paper import PaperPage
from tests.samples import fill_sample


def _page(qtbot: QtBot, desk: Desk, background: Background, done: list[str]) -> PaperPage:
    paper = desk.declaration(fill_sample(desk, "registration"))
    page = PaperPage(background, paper, lambda: done.append("closed"), lambda: done.append("signed"))
    qtbot.addWidget(page)
    page.resize(1134, 707)
    page.show()
    qtbot.waitUntil(lambda: any(not sheet.pixmap().isNull() for sheet in page.sheets.findChildren(QLabel)))
    return page


def test_the_pages_are_seen_and_signing_closes_them(qtbot: QtBot, desk: Desk, background: Background) -> None:
    done: list[str] = []
    page = _page(qtbot, desk, background, done)
    qtbot.mouseClick(page.findChild(QWidget, "paper.signed"), Qt.MouseButton.LeftButton)
    assert done == ["signed", "closed"]


def test_it_is_saved_only_where_the_person_says(
    qtbot: QtBot, desk: Desk, background: Background, tmp_path: Path
) -> None:
    page = _page(qtbot, desk, background, [])
    page.save_to(str(tmp_path / "paper.pdf"))
    qtbot.waitUntil(lambda: page.notice.isVisible())
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")


def test_it_is_printed_from_memory(qtbot: QtBot, desk: Desk, background: Background, tmp_path: Path) -> None:
    page = _page(qtbot, desk, background, [])
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_on(printer)
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=10_000)
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000


def test_a_place_that_cannot_be_written_is_said(
    qtbot: QtBot, desk: Desk, background: Background, tmp_path: Path
) -> None:
    page = _page(qtbot, desk, background, [])
    page.save_to(str(tmp_path / "no-such-folder" / "paper.pdf"))
    qtbot.waitUntil(lambda: page.notice.isVisible())
    assert words.error(Trouble("paper_not_saved")) in page.notice.label.text()
