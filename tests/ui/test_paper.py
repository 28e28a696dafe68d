"""A paper on the screen: seen, saved where the person says, printed from memory, signed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office import resources
from mobile_office.desk import Desk
from mobile_office.domain.errors import Trouble
from mobile_office.sentences import sentences
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.paper import PaperPage, Sheet
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
    assert page.notice.label.text() == words.say("paper_page.printing")
    qtbot.waitUntil(lambda: page.notice.label.text() == words.say("paper_page.printed"), timeout=10_000)
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000


def test_a_place_that_cannot_be_written_is_said(
    qtbot: QtBot, desk: Desk, background: Background, tmp_path: Path
) -> None:
    page = _page(qtbot, desk, background, [])
    page.save_to(str(tmp_path / "no-such-folder" / "paper.pdf"))
    qtbot.waitUntil(lambda: page.notice.isVisible())
    assert words.error(Trouble("paper_not_saved")) in page.notice.label.text()


def test_a_page_is_never_wider_than_the_window(qtbot: QtBot, desk: Desk, background: Background) -> None:
    page = _page(qtbot, desk, background, [])
    page.resize(500, 600)
    QApplication.processEvents()
    sheet = page.sheets.findChildren(Sheet)[0]
    assert sheet.width() <= page.sheets.viewport().width()
    assert abs(sheet.height() / sheet.width() - 297 / 210) < 0.02
    for button in page.buttons:
        assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))


def test_of_many_copies_the_first_is_shown_and_the_page_says_so(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    page = PaperPage(background, desk.print_blanks("id_exemption", 4), lambda: None)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.sheets.findChildren(Sheet)))
    assert len(page.sheets.findChildren(Sheet)) == len(page.paper.pictures(30)) / 4
    told = [label.text() for label in page.findChildren(QLabel)]
    assert any(text.startswith("Gezeigt ist das erste von 4 Formularen.") for text in told)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_paper_has_a_title_on_the_screen(language: str) -> None:
    known = sentences(language)
    at_the_office = {"office", "invitation"}  # the letterhead all share, and the sheet of a one-time code
    kinds = {path.stem for path in (resources.folder() / "paper").glob("*.typ")} - at_the_office
    assert not [kind for kind in kinds if f"paper_page.{kind}" not in known]
