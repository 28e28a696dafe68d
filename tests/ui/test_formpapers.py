"""F9 on a form: the declaration to sign, and the receipt once it is submitted."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.printing import Signature
from mobile_office.ui.background import Background
from tests.samples import fill_sample
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
    form = open_form(qtbot, desk, background, fill_sample(desk, "id_card"))
    qtbot.keyClick(form.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form.settle()
    qtbot.keyClick(form.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form.settle()
    number = form.find("result.number").property("text")
    qtbot.mouseClick(form.find("result.receipt"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(form.papers) == 1)
    paper, sign = form.papers[0]
    assert (paper.kind, paper.number, sign) == ("receipt", number, None)
