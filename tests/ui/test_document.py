"""A document is read from its lines, compared, and only what the clerk takes over is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.ui.background import Background
from mobile_office.ui.words import say
from tests.samples import capture_sample, fill_sample
from tests.ui.opened import Opened, open_form

PATH = "evidence.identity.document"
CARD = ("IDD<<LZ6311T475<<<<<<<<<<<<<<<", "8308126<3110315D<<2108<<<<<<<9", "MUSTERMANN<<ERIKA<<<<<<<<<<<<<")
OLD_CARD = ("IDD<<T220001293<<<<<<<<<<<<<<<", "6408125<2010315D<<<<<<<<<<<<<4", CARD[2])
PASSPORT = ("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "C01X00T478D<<6408125F3103315<<<<<<<<<<<<<<<2")


def at_evidence(qtbot: QtBot, desk: Desk, background: Background, draft: Draft) -> Opened:
    opened = open_form(qtbot, desk, background, draft)
    opened.key(Qt.Key.Key_F6)
    opened.settle()
    return opened


def erika(desk: Desk, **more: object) -> Draft:
    """Erika's application, nothing seen yet; `more` are other answers."""
    draft = fill_sample(desk, "id_card")
    for path, value in {"given_names": "Erika", **more}.items():
        desk.save(draft.id, path, value)
    return desk.unsee(draft.id, "identity")


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, background: Background) -> Opened:
    return at_evidence(qtbot, desk, background, erika(desk))


def scan(opened: Opened, lines: tuple[str, ...]) -> None:
    """As a keyboard wedge sends them: each line with Enter."""
    for line in lines:
        opened.type(PATH, line)
        opened.key(Qt.Key.Key_Return)
    opened.settle()


def said(opened: Opened) -> str:
    texts = (label.text() for label in opened.page.findChildren(QLabel) if label.isVisible())
    return "\n".join(texts)


def test_a_passport_that_agrees_says_so_with_its_kind_number_and_day(opened: Opened) -> None:
    scan(opened, PASSPORT)
    told = said(opened)
    assert "Reisepass C01X00T47, gültig bis 31.03.2031" in told
    assert "MUSTERMANN, ERIKA, geboren 12.08.1964" in told
    assert say("document.agrees_with", name="Mustermann, Erika") in told
    assert opened.text(f"{PATH}.error") == ""


def test_the_readers_last_enter_stays_in_the_field_and_hands_nothing_in(opened: Opened) -> None:
    scan(opened, PASSPORT)
    assert opened.focused() == PATH
    assert opened.ended == []


def test_the_key_goes_to_the_field_and_tab_goes_on(opened: Opened) -> None:
    opened.key(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert opened.focused() == PATH
    scan(opened, PASSPORT)
    opened.key(Qt.Key.Key_Tab)
    assert opened.focused() == f"{PATH}.take"


def test_small_letters_blanks_and_other_fillers_are_read_too(opened: Opened) -> None:
    scan(opened, tuple(f" {line.lower().replace('<', '‹')} " for line in CARD))
    assert "Personalausweis LZ6311T47, gültig bis 31.10.2031" in said(opened)


def test_a_difference_is_shown_and_nothing_typed_is_changed(desk: Desk, opened: Opened) -> None:
    before = opened.page.draft.answers
    scan(opened, CARD)
    assert "Geburtsdatum: eingetragen „12.08.1964“, im Dokument „12.08.1983“." in said(opened)
    assert say("document.agrees_with", name="Mustermann, Erika") not in said(opened)
    assert desk.draft(opened.page.draft.id).answers == before


def test_only_four_characters_and_the_state_are_kept_when_the_clerk_takes_them(
    desk: Desk, opened: Opened
) -> None:
    scan(opened, PASSPORT)
    assert desk.draft(opened.page.draft.id).evidence == ()
    assert (
        opened.find(f"{PATH}.take").accessibleName()
        == "Übernehmen: Letzte 4 Zeichen 0T47, gültiges Dokument gesehen"
    )
    assert "Letzte 4 Zeichen 0T47, gültiges Dokument gesehen" in said(opened)
    opened.click(f"{PATH}.take")
    (noted,) = desk.draft(opened.page.draft.id).evidence
    assert (noted.kind, noted.state, noted.last, noted.note) == ("identity", "valid", "0T47", "")
    assert "C01X00T47" not in str(desk.draft(opened.page.draft.id))


def test_what_has_expired_is_noted_as_expired_and_asks_for_the_note(desk: Desk, opened: Opened) -> None:
    scan(opened, OLD_CARD)
    assert "Personalausweis T22000129, abgelaufen am 31.10.2020" in said(opened)
    opened.click(f"{PATH}.take")
    (noted,) = desk.draft(opened.page.draft.id).evidence
    assert (noted.state, noted.last) == ("expired", "0129")
    assert opened.focused() == "evidence.identity.note"


def test_a_wrong_check_digit_is_named_and_nothing_is_offered(opened: Opened) -> None:
    scan(opened, (PASSPORT[0], PASSPORT[1].replace("T478D", "T477D")))
    assert "Seriennummer: Die Prüfziffer stimmt nicht (gelesen 7, richtig 8)." in said(opened)
    assert opened.text(f"{PATH}.take") == ""


def test_what_cannot_be_read_is_told_once_the_reader_is_through_or_the_field_is_left(opened: Opened) -> None:
    opened.type(PATH, PASSPORT[1][:30])
    assert opened.text(f"{PATH}.error") == ""
    opened.key(Qt.Key.Key_Tab)
    assert opened.text(f"{PATH}.error").startswith("⚠ Das sind keine vollständigen Zeilen: 30 Zeichen")
    lines = opened.find(PATH)
    assert isinstance(lines, QPlainTextEdit)
    lines.clear()
    assert opened.text(f"{PATH}.error") == ""
    scan(opened, (PASSPORT[0], PASSPORT[1][:-2]))
    assert opened.text(f"{PATH}.error").startswith("⚠ ")
    assert opened.focused() == PATH


@pytest.mark.parametrize(("birth", "is_asked"), [("1912-08-12", False), ("", True)])
def test_the_century_is_asked_about_only_while_no_birth_date_settles_it(
    qtbot: QtBot, desk: Desk, background: Background, birth: str, is_asked: bool
) -> None:
    opened = at_evidence(qtbot, desk, background, erika(desk, birth_date=birth or None))
    scan(opened, ("IDD<<LZ6311T475<<<<<<<<<<<<<<<", "1208124<3110315D<<<<<<<<<<<<<8", CARD[2]))
    assert ("oder 1912?" in said(opened)) is is_asked


def test_leaving_the_panel_empties_the_field(opened: Opened) -> None:
    scan(opened, PASSPORT)
    lines = opened.find(PATH)
    assert isinstance(lines, QPlainTextEdit)
    reader = lines.parentWidget()
    assert reader is not None
    reader.hide()
    assert lines.toPlainText() == ""
    assert not lines.document().isUndoAvailable()
    opened.key(Qt.Key.Key_F6)
    opened.key(Qt.Key.Key_F6)
    again = opened.find(PATH)
    assert isinstance(again, QPlainTextEdit)
    assert again.toPlainText() == ""


def test_of_a_family_the_nearest_is_compared_and_another_can_be_chosen(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    names = {"persons.0.given_names": "Jürgen", "persons.0.family_name": "Müller"}
    names |= {"persons.1.given_names": "Erika", "persons.1.family_name": "Mustermann"}
    for path, value in names.items():
        draft = desk.save(draft.id, path, value)
    opened = at_evidence(qtbot, desk, background, draft)
    scan(opened, PASSPORT)
    holder = opened.find(f"{PATH}.holder")
    assert isinstance(holder, QComboBox)
    assert holder.currentText() == "Mustermann, Erika"
    assert "Familienname: eingetragen „Müller“" not in said(opened)
    holder.setCurrentIndex(0)
    holder.activated.emit(0)
    opened.settle()
    assert "Familienname: eingetragen „Müller“, im Dokument „MUSTERMANN“." in said(opened)
    assert say("document.names") in said(opened)


def test_what_is_empty_is_filled_in_with_one_press_and_nothing_else(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = erika(desk, birth_date=None, family_name="Müller")
    before = {key: value for key, value in desk.draft(draft.id).answers.items() if key != "birth_date"}
    opened = at_evidence(qtbot, desk, background, draft)
    scan(opened, PASSPORT)
    assert "Geburtsdatum 12.08.1964" in said(opened)
    opened.click(f"{PATH}.fill")
    after = desk.draft(draft.id).answers
    assert after["birth_date"] == "1964-08-12"
    assert {key: after[key] for key in before} == before
    assert opened.text(f"{PATH}.fill") == ""
    assert opened.focused() == f"{PATH}.take"
    assert "Familienname: eingetragen „Müller“" in said(opened)


def test_where_nothing_is_empty_nothing_is_offered_to_be_filled_in(opened: Opened) -> None:
    scan(opened, CARD)
    assert "Geburtsdatum: eingetragen" in said(opened)
    assert opened.text(f"{PATH}.fill") == ""


def test_a_captured_form_reads_no_document(qtbot: QtBot, desk: Desk, background: Background) -> None:
    draft = capture_sample(desk, desk.daybook.legal_date())
    opened = at_evidence(qtbot, desk, background, draft)
    assert opened.page.findChildren(QPlainTextEdit, PATH) == []


def test_the_field_has_a_name_and_tells_what_came_of_it(opened: Opened) -> None:
    scan(opened, CARD)
    lines = opened.find(PATH)
    assert lines.accessibleName() == say("document.lines")
    assert "12.08.1983" in lines.accessibleDescription()
