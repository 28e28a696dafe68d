"""The summary shows everything that was entered, large, and leads to what is still open."""

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.formstate import FormState
from mobile_office.ui.pieces import Card
from mobile_office.ui.summary import AT_ONCE, Summary
from tests.samples import fill_sample
from tests.ui.opened import open_form


def test_every_visible_answer_stands_there_in_words(qtbot: QtBot, desk: Desk, background: Background) -> None:
    opened = open_form(qtbot, desk, background, fill_sample(desk, "registration"))
    opened.click("step.summary")
    assert opened.text("summary.persons.0.family_name") == "Mustermann"
    assert opened.text("summary.persons.0.birth_date") == "12.08.1964"
    assert opened.text("summary.persons.1.born_abroad") == "ja"
    assert opened.text("summary.flat") == "keine Angabe"
    draft = desk.today().drafts[0]
    for path in desk.visible(draft):
        assert path.startswith("evidence.") or opened.text(f"summary.{path}"), path


def test_names_are_shown_as_typed_not_as_markup(qtbot: QtBot, desk: Desk, background: Background) -> None:
    draft = fill_sample(desk, "registration")
    draft = desk.save(draft.id, "landlord_name", "<b>Leine</b>")
    opened = open_form(qtbot, desk, background, draft)
    opened.click("step.summary")
    label = opened.find("summary.landlord_name")
    assert isinstance(label, QLabel)
    assert label.textFormat().name == "PlainText"


def test_a_problem_leads_to_its_field_and_is_shown_there(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    draft = desk.save(draft.id, "persons.1.given_names", None)
    opened = open_form(qtbot, desk, background, draft)
    opened.click("step.summary")
    opened.click("jump.persons.1.given_names")
    assert opened.focused() == "persons.1.given_names"
    assert opened.text("form.head").startswith("Person 2 von 2")
    assert opened.text("persons.1.given_names.error").startswith("⚠ ")


def test_missing_evidence_leads_to_the_evidence(qtbot: QtBot, desk: Desk, background: Background) -> None:
    draft = fill_sample(desk, "registration")
    draft = desk.unsee(draft.id, "landlord")
    opened = open_form(qtbot, desk, background, draft)
    opened.click("step.summary")
    opened.click("jump.evidence.landlord")
    assert opened.focused() == "evidence.landlord"


def test_the_first_sections_are_there_at_once_and_all_before_it_is_submitted(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    state = FormState(desk, desk.service(draft.service, draft.version), draft)
    summary = Summary(state, desk.codelists, correction=False)
    qtbot.addWidget(summary)
    titles = [words.text(step.section.label) for step in state.way if step.section is not None]
    assert len(summary.findChildren(Card)) == AT_ONCE < len(titles)
    summary.may_submit()
    cards = summary.findChildren(Card)
    assert len(cards) == len(titles)
    summary.show()
    QApplication.processEvents()
    assert cards == sorted(cards, key=lambda card: card.y())
