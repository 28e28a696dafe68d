"""The papers to tick off: one row for each, with the cases it stands for."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobile_office.domain.day import Captured, Tally
from mobile_office.ui.papers import Papers

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FIRST = Captured("B-2026-00001-K", "registration", 1, AT, "E-7K3Q-9F2M", corrects=False)
AGAIN = Captured("B-2026-00001-K", "registration", 1, AT, "E-7K3Q-9F2M", corrects=True)
WITHOUT = Captured("B-2026-00002-I", "id_card", 1, AT, "", corrects=False)


@pytest.fixture
def papers(qtbot: QtBot) -> Papers:
    papers = Papers(lambda service, _version: service)
    qtbot.addWidget(papers)
    papers.show()
    return papers


def told(papers: Papers) -> str:
    QApplication.processEvents()  # what was just added is shown in the next turn
    return " ".join(label.text() for label in papers.findChildren(QLabel) if label.isVisible())


def test_a_day_without_cases_says_so(papers: Papers) -> None:
    papers.show_tally(Tally((), (), 0, 0))
    assert "Heute wurde nichts aufgenommen." in told(papers)


def test_a_paper_has_one_row_with_all_it_stands_for(papers: Papers) -> None:
    papers.show_tally(Tally((FIRST, AGAIN, WITHOUT), ("E-4T6Z-81QK",), 1, 0))
    assert list(papers.ticks) == ["E-7K3Q-9F2M", "E-4T6Z-81QK"]
    shown = told(papers)
    assert "Korrektur registration" in shown
    assert "B-2026-00002-I · id_card" in shown
    assert "Unterschrieben, aber der Vorgang ist nicht fertig" in shown


def test_what_was_ticked_stays_ticked_when_another_paper_comes(qtbot: QtBot, papers: Papers) -> None:
    papers.show_tally(Tally((FIRST,), (), 0, 0))
    with qtbot.waitSignal(papers.ticked) as signal:
        papers.ticks["E-7K3Q-9F2M"].click()
    assert signal.args == [1]
    papers.show_tally(Tally((FIRST,), ("E-4T6Z-81QK",), 1, 0))
    assert papers.ticks["E-7K3Q-9F2M"].isChecked()
    assert papers.told.text() == "1 von 2 abgehakt"
