"""The clerk reads in the form and of a case whether the citizen has confirmed it, and in which language."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.confirmation import CONFIRMED, Confirmation
from mobile_office.ui.background import Background
from mobile_office.ui.case_scans import scan_name
from mobile_office.ui.case_side import CaseSide
from mobile_office.ui.citizen_side import confirmed_of, confirmed_text, language_name, signed_text
from mobile_office.ui.pieces import Words
from tests.house import Laptop, Town
from tests.samples import fill_sample
from tests.signed import confirm, desk_that_signs, sign
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


def test_once_it_is_confirmed_the_clerk_may_have_it_signed_and_reads_that_it_was(
    qtbot: QtBot, laptop: Laptop, town: Town, background: Background
) -> None:
    desk = desk_that_signs(laptop, town.office)
    draft = fill_sample(desk, "registration")
    form = open_form(qtbot, desk, background, draft)
    line = form.page.side.confirmation
    assert line.sign.isHidden()  # it is read first
    confirm(desk, draft)
    form.page._save.hold()
    form.page._save.took(desk.draft(draft.id))
    form.settle()
    assert not line.sign.isHidden()
    with qtbot.waitSignal(line.sign_wanted):
        form.click("citizen.sign")
    form.page._save.hold()
    form.page._save.took(sign(desk, draft))
    form.settle()
    assert form.text("citizen.signed").startswith("✓ auf dem Bildschirm unterschrieben, ")
    assert line.sign.isHidden()
    form.page._edited("house_number", "99")
    form.settle()
    assert form.text("citizen.signed") == ""
    assert line.sign.isHidden()
    assert not signed_text(Confirmation("de", AT, "E-1", stands=False)).startswith("✓")


def test_a_case_tells_a_signature_on_the_screen_by_its_name_and_number(
    qtbot: QtBot, laptop: Laptop, town: Town
) -> None:
    desk = desk_that_signs(laptop, town.office)
    draft = fill_sample(desk, "registration")
    confirm(desk, draft)
    sign(desk, draft)
    page = desk.page(desk.submit(draft.id))
    service = desk.service(page.case.service.id, page.case.service.version)
    side = CaseSide()
    qtbot.addWidget(side)
    side.show_page(page, service, {}, {}, desk.clock(), here=[one.digest for one in page.attachments])
    told = [label.text() for label in side.findChildren(Words)]
    assert any(text.startswith("✓ Unterschrift auf dem Bildschirm, E") for text in told)
    assert scan_name(page.attachments[0], service) == "Unterschrift auf dem Bildschirm"
