"""By keys alone: somebody without an appointment lacks a paper, takes the list of it home, and is counted, no more.

What they said stays parked for when they come back; the office hears of nobody.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mobile_office.domain.queue import Reason
from mobile_office.paper import press
from tests.house import Laptop, Town
from tests.journeys.keyboard import ENTER, ESC, Keyboard, at_the_keyboard

PERSON = {"family_name": "Mustermann", "given_names": "Erika", "birth_date": "12.08.1964"}
MOST = 75  # keys from the number drawn to the start page again


@pytest.fixture
def keyboard(qapp: QApplication, town: Town, laptop: Laptop, tmp_path: Path) -> Iterator[Keyboard]:
    with at_the_keyboard(qapp, town, laptop, tmp_path) as keyboard:
        yield keyboard


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.qt_log_ignore("does not support grabbing")
def test_somebody_without_their_papers_goes_with_a_list_and_is_counted_by_keys_alone(
    keyboard: Keyboard,
) -> None:
    stage, desk = keyboard.stage, keyboard.desk
    keyboard.expect("new.search")
    keyboard.press(Qt.Key.Key_F4)  # they draw a number
    stage.wait_for("1 wartet")
    keyboard.press(Qt.Key.Key_F2)  # and are called
    stage.wait("the number at the desk", lambda: desk.daybook.queue.line().current)
    keyboard.expect("new.search")
    keyboard.press("perso")
    keyboard.press(ENTER)
    keyboard.expect("family_name")
    keyboard.section(PERSON)
    keyboard.evidence({"evidence.identity": "none"})

    keyboard.press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    keyboard.expect("paper.print")
    assert stage.find("paper.sheets").accessibleName() == "Das fehlt noch"
    assert stage.app.shift is not None
    paper = stage.app.shift.window.page.paper  # type: ignore[attr-defined]  # what is on the screen, as a PDF
    assert press.pdf(paper.kind, paper.values, datetime.now(UTC)).startswith(b"%PDF")
    named = str(paper.values)
    assert "Mustermann" not in named, "the list is nobody's"
    keyboard.press(ESC)
    stage.find("form.head")

    keyboard.press(Qt.Key.Key_F3)
    keyboard.expect("away.papers")
    keyboard.press("1")
    stage.wait_for("Gezählt")
    keyboard.press(Qt.Key.Key_F8)
    keyboard.expect("new.search")
    keyboard.told("sent away for missing papers")

    line = desk.daybook.queue.line()
    assert line.current is None
    assert line.figures().sent_away == {Reason.PAPERS: 1}
    stage.wait_for("Heute 0 bedient, 1 weggeschickt")
    (draft,) = desk.today().drafts
    assert (draft.parked, draft.label) == (True, "Mustermann, Erika")
    assert desk.cases() == ()
    assert keyboard.keys < MOST
