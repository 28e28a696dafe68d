"""Evidence is noted as seen, never copied; the panel works by key and is saved like any answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from tests.ui.opened import Opened, open_form


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, background: Background) -> Opened:
    opened = open_form(qtbot, desk, background, desk.start("registration"))
    opened.key(Qt.Key.Key_F6)
    opened.settle()
    return opened


def test_f6_opens_the_evidence_in_place_and_goes_back_to_the_field(opened: Opened) -> None:
    assert opened.focused() == "evidence.identity"
    assert opened.text("form.next").startswith("Zurück zum Formular")
    opened.key(Qt.Key.Key_F6)
    assert opened.focused().startswith("persons.0.")


def test_what_was_seen_is_saved_with_person_and_time(desk: Desk, opened: Opened) -> None:
    combo = opened.find("evidence.identity")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("valid"))
    opened.type("evidence.identity.last", "12345")
    opened.settle()
    (noted,) = desk.today().drafts[0].evidence
    assert (noted.kind, noted.state, noted.last, noted.person) == (
        "identity",
        "valid",
        "1234",
        desk.actor.person,
    )


def test_no_more_than_four_characters_can_be_typed(opened: Opened) -> None:
    line = opened.find("evidence.identity.last")
    assert isinstance(line, QLineEdit)
    assert line.maxLength() == 4


def test_it_says_that_scanning_is_not_allowed_and_why(opened: Opened) -> None:
    said = [label.text() for label in opened.page.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("Nicht scannen: § 20") for text in said)


def test_the_list_at_the_side_gets_its_tick_after_saving(opened: Opened) -> None:
    def lines() -> list[str]:
        return [label.text() for label in opened.page.side.findChildren(QLabel) if label.isVisible()]

    assert any(line.startswith("○ Identität") for line in lines())
    combo = opened.find("evidence.identity")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("valid"))
    opened.settle()
    assert any(line.startswith("✓ Identität") for line in lines())


def test_missing_evidence_is_told_once_the_panel_was_left(opened: Opened) -> None:
    assert opened.text("evidence.landlord.error") == ""
    opened.key(Qt.Key.Key_F6)
    opened.key(Qt.Key.Key_F6)
    assert opened.text("evidence.landlord.error").startswith("⚠ ")


def test_a_captured_form_asks_what_is_ticked_on_it_and_for_its_signature(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = desk.capture("registration", desk.issue_forms("registration", 1)[0], desk.daybook.legal_date())
    opened = open_form(qtbot, desk, background, draft)
    opened.key(Qt.Key.Key_F6)
    opened.settle()
    said = [label.text() for label in opened.page.findChildren(QLabel) if label.isVisible()]
    assert "Tragen Sie ein, was auf dem Formular als gesehen angekreuzt ist." in said
    signed = opened.find("evidence.signed_paper")
    assert isinstance(signed, QComboBox)
    signed.setCurrentIndex(signed.findData("seen"))
    opened.settle()
    signed.setCurrentIndex(0)
    opened.settle()
    assert desk.draft(draft.id).evidence == ()


def test_enter_goes_to_what_is_asked_next_and_never_to_a_word(opened: Opened) -> None:
    opened.type("evidence.identity", "g")
    opened.key(Qt.Key.Key_Return)
    assert opened.focused() == "evidence.identity.last"
    opened.key(Qt.Key.Key_Return)
    assert opened.focused() == "evidence.landlord"
