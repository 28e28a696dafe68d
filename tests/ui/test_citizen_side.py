"""The clerk reads in the form and of a case whether the citizen has confirmed it, and in which language."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.confirmation import CONFIRMED, Confirmation
from mobile_office.ui.background import Background
from mobile_office.ui.case_side import CaseSide
from mobile_office.ui.citizen_side import confirmed_of, confirmed_text, language_name
from mobile_office.ui.pieces import Words
from tests.samples import fill_sample
from tests.ui.opened import open_form

AT = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)


def test_language_and_time_stand_with_the_tick_and_a_change_since_does_not(qtbot: QtBot) -> None:
    text = confirmed_text(Confirmation("tr", AT, "E-1", stands=True))
    assert text.startswith("✓ vom Bürger bestätigt, Türkisch, ")
    assert confirmed_text(Confirmation("tr", AT, "E-1", stands=False)).startswith("○ Nach der Bestätigung")
    assert language_name("xx") == "xx"


def test_the_form_tells_it_and_a_void_one_can_be_taken_back(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    desk.confirming.confirm(draft.id, desk.found(draft).number, "uk")
    form = open_form(qtbot, desk, background, desk.draft(draft.id))
    assert "Ukrainisch" in form.text("citizen.state")
    assert form.page.side.confirmation.drop.isHidden()
    page = form.page
    page._edited("house_number", "99")
    form.settle()
    assert form.text("citizen.state").startswith("○")
    qtbot.mouseClick(form.find("citizen.drop"), Qt.MouseButton.LeftButton)
    form.settle()
    assert form.text("citizen.state") == ""
    assert CONFIRMED not in [item.kind for item in desk.draft(draft.id).evidence]


def test_a_case_tells_it_once_and_not_among_the_evidence(qtbot: QtBot, desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    desk.confirming.confirm(draft.id, desk.found(draft).number, "ar")
    page = desk.page(desk.submit(draft.id))
    assert "Arabisch" in confirmed_of(page, desk.clock())
    side = CaseSide()
    qtbot.addWidget(side)
    service = desk.service(page.case.service.id, page.case.service.version)
    side.show_page(page, service, {}, {}, desk.clock())
    told = [label.text() for label in side.findChildren(Words)]
    assert sum("Arabisch" in text for text in told) == 1
    assert not any(CONFIRMED in text for text in told)
