"""The signature among the evidence: seen small and large, taken back by the clerk, added by nobody."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.ui.background import Background
from mobile_office.ui.signature_line import SignatureLine
from tests.house import Laptop, Town
from tests.samples import fill_sample
from tests.signed import confirm, desk_that_signs, sign
from tests.ui.opened import Opened, open_form


@pytest.fixture
def signing(laptop: Laptop, town: Town) -> Desk:
    return desk_that_signs(laptop, town.office)


def evidence_of(form: Opened) -> SignatureLine:
    """Open the evidence (F6)."""
    form.page.toggle_evidence()
    form.settle()
    found = form.find("signature")
    assert isinstance(found, SignatureLine)
    return found


def test_what_was_signed_is_seen_small_and_large_and_taken_back(
    qtbot: QtBot, signing: Desk, background: Background
) -> None:
    draft = fill_sample(signing, "registration")
    form = open_form(qtbot, signing, background, draft)
    line = evidence_of(form)  # the step that is left has answered its empty boxes
    confirm(signing, draft)
    form.page._save.hold()
    form.page._save.took(sign(signing, draft))
    form.settle()
    assert line.told.text().startswith("✓ auf dem Bildschirm unterschrieben, ")
    qtbot.waitUntil(lambda: not line.picture.pixmap().isNull())
    form.click("signature.view")
    assert form.scans[0].attachment.evidence == SIGNED_SCREEN
    assert form.scans[0].name == "Unterschrift auf dem Bildschirm"
    form.click("signature.take_back")
    qtbot.waitUntil(lambda: line.view.isHidden())
    assert line.told.text().startswith("Noch nicht unterschrieben.")
    assert signing.draft(draft.id).attachments == ()
    assert "Unterschrift fehlt" in [
        label.text().lstrip("• ") for label in form.page.side.findChildren(type(line.told))
    ]


def test_changed_since_it_says_so(qtbot: QtBot, signing: Desk, background: Background) -> None:
    draft = fill_sample(signing, "registration")
    confirm(signing, draft)
    sign(signing, draft)
    form = open_form(qtbot, signing, background, signing.save(draft.id, "house_number", "99"))
    assert evidence_of(form).told.text().startswith("○ Nach der Unterschrift auf dem Bildschirm geändert.")


def test_no_file_can_be_added_in_its_place(qtbot: QtBot, signing: Desk, background: Background) -> None:
    line = evidence_of(open_form(qtbot, signing, background, fill_sample(signing, "registration")))
    names = [button.objectName() for button in line.findChildren(QPushButton) if not button.isHidden()]
    assert names == []
    assert not line.acceptDrops()


def test_where_the_city_wants_ink_nothing_of_it_is_there(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    form = open_form(qtbot, desk, background, fill_sample(desk, "registration"))
    form.page.toggle_evidence()
    form.settle()
    assert form.page.findChild(SignatureLine) is None
