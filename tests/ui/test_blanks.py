"""Blank forms printed in advance: numbers are issued first, then the paper is shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.printing import Paper
from mobile_office.ui.background import Background
from mobile_office.ui.blanks import BlanksPage


def opened(qtbot: QtBot, desk: Desk, background: Background, papers: list[Paper]) -> BlanksPage:
    page = BlanksPage(desk, background, lambda paper, _sign: papers.append(paper), lambda: papers.clear())
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_ten_forms_are_numbered_counted_and_shown(qtbot: QtBot, desk: Desk, background: Background) -> None:
    papers: list[Paper] = []
    page = opened(qtbot, desk, background, papers)
    assert page.out.text() == "0 Formulare sind gedruckt und noch nicht erfasst."
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    background.drain()
    (paper,) = papers
    assert (paper.kind, paper.copies, desk.blanks_out()) == ("blank", 10, 10)
    assert page.out.text() == "10 Formulare sind gedruckt und noch nicht erfasst."


def test_how_many_and_which_are_chosen_by_keys(qtbot: QtBot, desk: Desk, background: Background) -> None:
    papers: list[Paper] = []
    page = opened(qtbot, desk, background, papers)
    page.service.show_value("id_card")
    qtbot.keyClick(page.service.focus, Qt.Key.Key_Return)
    page.count.line.selectAll()
    qtbot.keyClicks(page.count.line, "2")
    qtbot.keyClick(page.count.line, Qt.Key.Key_Return)
    background.drain()
    assert papers[0].values["title"] == desk.service("id_card", 1).name
    assert [copy["number"][-7:-2] for copy in papers[0].values["copies"]] == ["00001", "00002"]


def test_a_number_that_cannot_be_is_told_and_nothing_is_issued(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    papers: list[Paper] = []
    page = opened(qtbot, desk, background, papers)
    for wrong in ("0", "51", "viele", ""):
        page.count.line.setText(wrong)
        page.print()
        error = page.findChild(QLabel, "blanks.count.error")
        assert error is not None
        assert "von 1 bis 50" in error.text()
    background.drain()
    assert (papers, desk.blanks_out()) == ([], 0)
