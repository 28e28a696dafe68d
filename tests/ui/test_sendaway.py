"""Somebody goes without a result while their visit is open: asked, counted, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.overview import Draft
from mobile_office.domain.queue import Reason
from mobile_office.ui.background import Background
from mobile_office.ui.visit import VisitPage
from tests.samples import capture_sample, decide, fill_sample, submit_sample
from tests.ui.opened import Opened, open_form

Open = Callable[[Draft], Opened]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, background: Background) -> Open:
    return lambda draft: open_form(qtbot, desk, background, draft)


def test_from_a_form_one_key_asks_and_a_digit_counts_who_is_at_the_desk(desk: Desk, opened: Open) -> None:
    queue = desk.daybook.queue
    queue.issue()
    queue.next()
    form = opened(fill_sample(desk, "registration"))
    form.key(Qt.Key.Key_F3)
    away = form.page.visit.away
    assert away.asked.isVisible()
    assert away.asked.reasons[Reason.PAPERS].hasFocus()
    form.key(Qt.Key.Key_1)
    form.settle()
    assert queue.line().figures().sent_away == {"papers": 1}
    assert queue.line().current is None
    assert away.asked.why.text().startswith("Gezählt: Unterlagen fehlen. Was getippt ist, bleibt")
    assert away.link.hasFocus()
    assert desk.today().drafts[0].answers["persons"][0]["family_name"] == "Mustermann"


def test_escape_keeps_them_and_counts_nobody(desk: Desk, opened: Open) -> None:
    form = opened(fill_sample(desk, "registration"))
    form.click("visit.away")
    form.key(Qt.Key.Key_Escape)
    assert form.page.visit.away.asked.isHidden()
    assert desk.daybook.queue.line().tickets == ()
    assert form.ended == []


def test_nobody_is_at_the_desk_for_a_correction_or_a_form_captured_later(
    qtbot: QtBot, background: Background, desk_of: Callable[[str], Desk]
) -> None:
    clerk = desk_of("Berger")
    number = submit_sample(clerk)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen")
    for draft in (clerk.correct(number), capture_sample(clerk, clerk.daybook.legal_date())):
        away = open_form(qtbot, clerk, background, draft).page.visit.away
        assert away.link.isHidden()
        assert not away.key.isEnabled()


def test_the_page_of_a_further_service_asks_too(qtbot: QtBot, desk: Desk, background: Background) -> None:
    visit = desk.start("registration").visit
    page = VisitPage(desk, background, visit, lambda _: None, lambda: None)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_F3)
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_2)
    background.drain()
    background.drain()
    assert desk.daybook.queue.line().figures().sent_away == {"not_ours": 1}
    assert page.away.asked.why.text() == "Gezählt: Nicht zuständig."
