"""Advice is only told: read on the screen, closed or taken home, and nothing is written."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.equipment import Equipment
from mobile_office.ui.advice import AdvicePage
from mobile_office.ui.pieces import Notice
from mobile_office.ui.words import say
from tests.domain.shelf import service

HERE = Equipment(certified_station=False)


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, pressed: list[str]) -> AdvicePage:
    page = AdvicePage(
        service("eid_pin"), HERE, lambda: pressed.append("print"), lambda: pressed.append("close")
    )
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.close_button.hasFocus)
    return page


def test_it_tells_what_it_is_where_to_go_what_to_bring_and_why_not_here(page: AdvicePage) -> None:
    found, said = service("eid_pin"), {label.text() for label in page.findChildren(QLabel)}
    assert {found.name["de"], found.next_steps["de"], found.legal_basis, "kostenfrei"} <= said
    assert {text for part in found.advice for text in (part.title["de"], part.text["de"])} <= said
    assert {f"•  {thing}" for thing in found.bring["de"]} <= said
    assert any("zertifizierte Station" in text for text in said)


def test_it_tells_what_of_it_is_lacking_here_today_and_what_to_do_instead(
    qtbot: QtBot, page: AdvicePage
) -> None:
    lacking = page.findChild(Notice, "advice.lacks.certified_station")
    assert lacking is not None
    assert lacking.label.text() == say("possible.certified_station")
    whole = replace(HERE, certified_station=True)
    there = AdvicePage(service("eid_pin"), whole, lambda: None, lambda: None)
    qtbot.addWidget(there)
    assert there.findChild(Notice, "advice.lacks.certified_station") is None
    assert not [one for one in page.findChildren(Notice) if one.objectName() == "advice.lacks.link"]


def test_escape_and_enter_close_it(qtbot: QtBot, page: AdvicePage, pressed: list[str]) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.keyClick(page.close_button, Qt.Key.Key_Return)
    assert pressed == ["close", "close"]


def test_a_key_shows_the_sheet_to_take_home(qtbot: QtBot, page: AdvicePage, pressed: list[str]) -> None:
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page.print_button.click()
    assert pressed == ["print", "print"]


def test_no_case_can_come_of_it(desk: Desk) -> None:
    assert [one.id for one in desk.advice()] == ["eid_pin"]
    assert "eid_pin" not in {one.id for one in desk.services()}
    paper = desk.printing.advice(desk.advice()[0], desk.clock())
    assert (paper.kind, paper.number) == ("advice", "")
