"""Many copies go to the printer one by one: told, stoppable, and never holding up whoever unlocks."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import Trouble
from mobile_office.printing import Paper
from mobile_office.ui.background import Background
from mobile_office.ui.paper import PaperPage
from mobile_office.ui.printrun import PrintRun
from mobile_office.ui.words import error

COARSE = 20  # dots per inch: what is drawn is not looked at
COPIES = 3


@pytest.fixture
def paper(desk: Desk) -> Paper:
    """Three blank forms of the shortest service."""
    return desk.print_blanks("id_exemption", COPIES)


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


def pages(printer: QPrinter) -> int:
    with pypdfium2.PdfDocument(printer.outputFileName()) as printed:
        return len(printed)


def test_a_paper_of_many_copies_has_a_part_for_each(paper: Paper) -> None:
    numbers = [part.values["copies"][0]["number"] for part in paper.parts()]
    assert numbers == [copy["number"] for copy in paper.values["copies"]]
    assert paper.parts()[0].parts() == (paper.parts()[0],)


def test_every_copy_is_told_and_between_two_of_them_others_get_their_turn(
    qtbot: QtBot, background: Background, paper: Paper, printer: QPrinter
) -> None:
    run, told = PrintRun(background, paper, printer, COARSE), list[tuple[int, int]]()
    meanwhile: list[int] = []
    run.progressed.connect(lambda done, copies: told.append((done, copies)))
    with qtbot.waitSignal(run.ended, timeout=60_000) as ended:
        run.begin()
        background.key(lambda: None, lambda _: meanwhile.append(len(told)))  # as somebody who unlocks
    assert told == [(1, COPIES), (2, COPIES)]
    assert meanwhile == [1], "it waited for one copy, not for all"
    assert ended.args == [COPIES, COPIES]
    assert pages(printer) == COPIES * len(paper.parts()[0].pictures(COARSE))


def test_stopped_it_ends_with_a_whole_copy(
    qtbot: QtBot, background: Background, paper: Paper, printer: QPrinter
) -> None:
    run = PrintRun(background, paper, printer, COARSE)
    run.progressed.connect(lambda *_: run.stop())
    with qtbot.waitSignal(run.ended, timeout=60_000) as ended:
        run.begin()
    done, copies = ended.args or (0, 0)
    assert 1 <= done < copies == COPIES
    assert pages(printer) == done * len(paper.parts()[0].pictures(COARSE))


def test_what_the_press_cannot_make_is_told_once(
    qtbot: QtBot, background: Background, paper: Paper, printer: QPrinter
) -> None:
    broken = replace(paper, values={"copies": paper.values["copies"]})
    run = PrintRun(background, broken, printer, COARSE)
    with qtbot.waitSignal(run.failed, timeout=60_000) as failed:
        run.begin()
    assert failed.args is not None
    assert isinstance(failed.args[0], Trouble)


def test_when_everything_is_locked_what_was_drawn_is_printed(
    qtbot: QtBot, background: Background, paper: Paper, printer: QPrinter
) -> None:
    run = PrintRun(background, paper, printer, COARSE)
    with qtbot.waitSignal(run.ended) as ended:
        run.begin()
        background.close()
    assert ended.args == [1, COPIES]
    assert pages(printer) == len(paper.parts()[0].pictures(COARSE))


def test_on_the_page_it_says_how_far_it_is_and_a_key_stops_it(
    qtbot: QtBot, background: Background, paper: Paper, printer: QPrinter
) -> None:
    page = PaperPage(background, paper, lambda: None)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.print_on(printer, COARSE)
    assert page.notice.label.text().startswith(f"Formular 1 von {COPIES}")
    assert page.bar.isVisible()
    assert not page.print_button.isEnabled()
    stop = page.findChild(QWidget, "paper.stop")
    qtbot.keyClick(stop, Qt.Key.Key_Return)
    assert page.notice.label.text() == "Wird nach diesem Formular angehalten …"
    qtbot.waitUntil(lambda: page.notice.label.text().startswith("Angehalten: 1 von 3"), timeout=60_000)
    assert not page.bar.isVisible()
    assert page.print_button.isEnabled()
    page._not_printed(Trouble("paper_not_printed"))
    assert error(Trouble("paper_not_printed")) in page.notice.label.text()
