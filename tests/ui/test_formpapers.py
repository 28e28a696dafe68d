"""F9 on a form: the declaration to sign, and the receipt once it is submitted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.printing import SIGNED_PAPER, Signature
from mobile_office.ui.background import Background
from tests.house import Laptop, Town
from tests.samples import capture_sample, decide, fill_sample
from tests.signed import PNG, confirm, desk_that_signs
from tests.signed import sign as drawn_on
from tests.ui.opened import open_form


def test_f9_shows_the_declaration_of_what_was_just_typed_and_signing_is_noted(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    form = open_form(qtbot, desk, background, fill_sample(desk, "registration"))
    qtbot.keyClick(form.page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(form.papers) == 1)
    paper, sign = form.papers[0]
    assert paper.number == desk.declaration(desk.draft(form.page.draft.id)).number
    assert sign is not None
    sign()
    form.settle()
    assert desk.signature(desk.draft(form.page.draft.id)) is Signature.SIGNED


def test_after_the_submit_f9_shows_the_receipt_of_the_case(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    form = open_form(qtbot, desk, background, fill_sample(desk, "id_exemption"))
    qtbot.keyClick(form.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form.settle()
    qtbot.keyClick(form.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form.settle()
    number = form.find("result.number").property("text")
    qtbot.mouseClick(form.find("result.receipt"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(form.papers) == 1)
    paper, sign = form.papers[0]
    assert (paper.kind, paper.number, sign) == ("receipt", number, None)


def test_f9_on_a_captured_form_asks_for_the_signature_seen_on_it(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = capture_sample(desk, desk.daybook.legal_date())
    form = open_form(qtbot, desk, background, draft)
    qtbot.keyClick(form.page, Qt.Key.Key_F9)
    form.settle()
    assert form.papers == []
    assert form.focused() == "evidence.signed_paper"
    combo = form.find("evidence.signed_paper")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("seen"))
    form.settle()
    signed = next(item for item in desk.draft(draft.id).evidence if item.kind == SIGNED_PAPER)
    assert (signed.state, signed.note) == ("seen", draft.form)
    assert desk.signature(desk.draft(draft.id)) is Signature.SIGNED


def test_a_captured_case_that_the_person_confirms_anew_leads_to_the_declaration(
    qtbot: QtBot, desk: Desk, desk_of: Callable[[str], Desk], background: Background
) -> None:
    number = desk.submit(desk.sign(capture_sample(desk, desk.daybook.legal_date()).id).id)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen")
    draft = desk.correct(number)
    form = open_form(qtbot, desk, background, desk.save(draft.id, "house_number", "14"))
    for _ in range(2):
        form.page.hand_in()
        form.settle()
        if form.page.findChild(QWidget, "basis.reconfirmed") and _ == 0:
            form.find("basis.reconfirmed").click()  # type: ignore[attr-defined]
    assert "Erklärung neu drucken (F9)" in form.page._trouble.label.text()
    assert form.focused() == "open.paper"
    form.key(Qt.Key.Key_Return)
    form.settle()
    ((paper, sign),) = form.papers
    assert paper.kind == "declaration"
    assert sign is not None
    sign()
    form.settle()
    form.page.hand_in()
    form.settle()
    assert desk.page(number).history[-1].action is Action.CORRECT


def test_what_is_missing_and_the_landlords_form_are_printed_from_the_side(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    form = open_form(qtbot, desk, background, desk.start("registration"))
    form.click("evidence.missing_list")
    form.click("evidence.landlord_form")
    assert [(paper.kind, sign) for paper, sign in form.papers] == [("missing", None), ("landlord", None)]


def test_signed_on_the_screen_f9_shows_the_paper_with_it_and_asks_for_no_ink(
    qtbot: QtBot, laptop: Laptop, town: Town, background: Background
) -> None:
    desk = desk_that_signs(laptop, town.office)
    draft = fill_sample(desk, "registration")
    confirm(desk, draft)
    form = open_form(qtbot, desk, background, drawn_on(desk, draft))
    qtbot.keyClick(form.page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(form.papers) == 1)
    paper, sign = form.papers[0]
    assert sign is None
    assert bytes(paper.values["drawn"]["picture"]) == PNG
    form.page._edited("house_number", "99")
    form.settle()
    qtbot.keyClick(form.page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(form.papers) == 2)
    paper, sign = form.papers[1]
    assert (paper.values["drawn"], sign is None) == ({}, False)
