"""Choosing a reduction: nothing is chosen that would be refused, and everything can be taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office import resources
from mobile_office.domain.fees import fees
from mobile_office.domain.reduction import Chosen, offered
from mobile_office.store import catalog
from mobile_office.ui.reduction import ReductionChooser, cents
from tests.domain.shelf import DAY, lists, service

TABLES, _ = catalog.load_fees(resources.folder())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("", 0), ("10", 1000), ("10,5", 1050), ("10.00 €", 1000), ("zehn", None), ("-1", None), ("1,234", None)],
)
def test_an_amount_is_read_as_it_is_written(typed: str, expected: int | None) -> None:
    assert cents(typed) == expected


def chooser(qtbot: QtBot, name: str = "id_card", kept: Chosen | None = None) -> ReductionChooser:
    found = fees(service(name), service(name).sample, DAY, TABLES, lists())
    made = ReductionChooser()
    qtbot.addWidget(made)
    made.show_offer(offered(found, TABLES.on(DAY)), kept, found)
    return made


def said(made: ReductionChooser, name: str) -> str:
    (label,) = made.findChildren(QLabel, name)
    return "" if label.isHidden() else label.text()


def part(made: ReductionChooser, name: str) -> QWidget:
    return [one for one in made.findChildren(QWidget, name) if not one.isHidden()][-1]


def test_where_nothing_can_be_reduced_nothing_is_offered(qtbot: QtBot) -> None:
    assert chooser(qtbot, "registration").isHidden()
    assert not chooser(qtbot).isHidden()


def test_what_the_law_does_not_suffer_is_said_and_not_chosen(qtbot: QtBot) -> None:
    made = chooser(qtbot)
    qtbot.keyClick(made.open, Qt.Key.Key_Return)
    qtbot.keyClick(part(made, "reduction.benefits"), Qt.Key.Key_Space)
    qtbot.keyClicks(part(made, "reduction.reason"), "Bescheid")
    with qtbot.assertNotEmitted(made.chosen):
        qtbot.keyClick(part(made, "reduction.take"), Qt.Key.Key_Return)
    assert "genügen nach dem Gesetz nicht" in said(made, "reduction.error")
    qtbot.keyClick(part(made, "reduction.hardship"), Qt.Key.Key_Space)
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(part(made, "reduction.take"), Qt.Key.Key_Return)
    assert chosen.args == ["id_card_need:benefits+hardship:0", "Bescheid"]
    assert made.panel.isHidden()


def test_an_amount_that_is_none_is_told(qtbot: QtBot) -> None:
    made = chooser(qtbot)
    made.open.click()
    qtbot.keyClicks(part(made, "reduction.remaining"), "x")
    with qtbot.assertNotEmitted(made.chosen):
        qtbot.keyClick(part(made, "reduction.take"), Qt.Key.Key_Return)
    assert said(made, "reduction.error")


def test_what_was_chosen_is_shown_again_and_can_be_taken_back(qtbot: QtBot) -> None:
    made = chooser(qtbot, kept=Chosen("id_card_need", ("hardship",), "obdachlos", 1000))
    assert made.open.text() == "Ermäßigung ändern"
    made.open.click()
    assert (made.reason.text(), made.remaining.text()) == ("obdachlos", "10,00")
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(part(made, "reduction.back"), Qt.Key.Key_Return)
    assert chosen.args == ["", ""]
    made.open.click()
    made.open.click()
    assert made.panel.isHidden()
