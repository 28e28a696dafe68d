"""The worklist of intake: oldest first, Enter carries a case over, and it is gone when taken over."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.ui.background import Background
from mobile_office.ui.intake import IntakePage
from mobile_office.ui.words import say
from tests.house import passphrase
from tests.samples import decide, submit_sample
from tests.whole import make_whole

Desks = Callable[[str], Desk]


def open_page(qtbot: QtBot, desk: Desk, background: Background) -> IntakePage:
    page = IntakePage(desk, background, lambda _: None)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.refresh()
    return page


def visible_text(page: IntakePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_only_decided_cases_are_on_the_list(qtbot: QtBot, desk_of: Desks, background: Background) -> None:
    clerk, supervisor = desk_of("Berger"), desk_of("Thiele")
    approved, held, _ = (submit_sample(clerk) for _ in range(3))
    decide(supervisor, approved, Action.APPROVE, "Thiele")
    decide(supervisor, held, Action.HOLD_BACK, "Thiele", reason="Ausweis zweifelhaft")
    page = open_page(qtbot, desk_of("Albrecht"), background)
    assert [line.number for line in page.table.rows.rows] == [approved, held]
    assert "2 Vorgänge warten auf Übernahme." in visible_text(page)


def test_a_case_taken_over_leaves_the_list(qtbot: QtBot, desk_of: Desks, background: Background) -> None:
    number = submit_sample(desk_of("Berger"))
    decide(desk_of("Thiele"), number, Action.APPROVE, "Thiele")
    page = open_page(qtbot, desk_of("Albrecht"), background)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view is not None)
    assert page.view is not None
    make_whole(page.view)
    panel = page.view.panel
    assert panel is not None
    qtbot.keyClicks(panel.register_number, "R-2026-17")
    qtbot.keyClicks(panel.passphrase, passphrase("Albrecht"))
    panel.confirm()
    qtbot.waitUntil(lambda: page.view is None)
    assert page.table.rows.rows == ()
    assert say("intake.empty") in visible_text(page)
    assert say("history.take_over") in visible_text(page)


def test_an_empty_list_says_what_will_appear(qtbot: QtBot, desk_of: Desks, background: Background) -> None:
    page = open_page(qtbot, desk_of("Albrecht"), background)
    assert say("intake.empty") in visible_text(page)
