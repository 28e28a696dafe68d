"""The notice that insists: there after unlocking, on every page, until the office has it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.closing import ClosingPage
from mobile_office.ui.departure import DeparturePage
from tests.screens import insisting, worlds
from tests.screens.stage import Away, Stage
from tests.ui.test_masked import names


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    assert qapp
    stage = Stage(tmp_path / "stage")
    yield stage
    stage.close()


def test_it_does_not_go_away_until_it_is_delivered(stage: Stage, qtbot: QtBot) -> None:
    insisting.three_waiting(stage)
    window = stage.window("Berger", "today", Away()).window
    bar = window.insist
    assert bar.isVisible()
    told = bar.notice.label.text()
    assert told.startswith("Heute noch übertragen: 2 Vorgänge.")
    assert "Do 26.11.2026" in told
    window.show_page("cases")
    assert bar.isVisible()
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert window.key == "delivery"
    now = window.page.findChild(QWidget, "delivery.now")
    assert now is not None
    assert now.hasFocus()
    stage.clock.go(insisting.DAY)
    window.refresh()
    assert bar.notice.label.text().startswith("Jetzt übertragen: 3 Vorgänge. Heute,")
    stage.desk("Berger").deliver(force=True)
    window.refresh()
    assert not bar.isVisible()


def test_a_case_of_today_is_not_insisted_on(stage: Stage) -> None:
    worlds.submit(stage, "Berger", "registration", 0)
    window = stage.window("Berger", "today", Away()).window
    assert not window.insist.isVisible()


def test_leaving_and_closing_the_day_say_it_too(stage: Stage) -> None:
    insisting.over(stage)
    closing = insisting.closing(stage)
    assert isinstance(closing, ClosingPage)
    assert "Jetzt übertragen: 3 Vorgänge. Am Do 26.11.2026 endete die Frist" in names(closing.open_ends)
    departure = insisting.departure(stage)
    assert isinstance(departure, DeparturePage)
    check = next(one for one in departure.checks if one.key == "delivery")
    assert (check.state, check.sentence, check.values["n"]) == ("bad", "delivery_insist", 3)
    assert "3 Vorgänge müssen heute noch ans Amt" in names(departure)
