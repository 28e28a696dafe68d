"""Where something is not genuine a person reads which entry, why, what counts and whom to call."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from mobile_office.desk import Desk
from mobile_office.store import genuine
from mobile_office.store.transactions import writing
from mobile_office.ui import doubts, words
from mobile_office.ui.background import Background
from mobile_office.ui.case_page import CasePageView
from mobile_office.ui.pieces import Notice, Pill
from tests.house import Laptop
from tests.samples import submit_sample


def test_a_sound_case_says_nothing(desk: Desk) -> None:
    page = desk.page(submit_sample(desk, "id_exemption"))
    assert doubts.sentence(page, str, desk.clock()) == ""


def test_the_sentence_names_entry_person_reason_and_what_to_do(desk: Desk) -> None:
    page = desk.page(submit_sample(desk, "id_exemption"))
    line = replace(page.history[0], doubt="signature_invalid")
    page = replace(page, history=(line, line), doubts={line.entry: line.doubt})
    told = doubts.sentence(page, lambda _: "Katrin Berger", desk.clock())
    for part in ("nicht echt", "Katrin Berger", "Unterschrift", "1 weiterer", "Leitung", page.case.number):
        assert part in told


def test_a_case_edited_beside_its_entries_is_told_as_a_whole(desk: Desk) -> None:
    page = desk.page(submit_sample(desk, "id_exemption"))
    told = doubts.sentence(replace(page, doubts={"": "case_differs"}), str, desk.clock())
    assert "anderen Stand" in told
    assert page.case.number in told


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_code_has_its_sentences(language: str) -> None:
    written = words.sentences(language)
    for code in genuine.ENTRY_CODES:
        assert f"doubt.{code}" in written
    for code in (*genuine.ENTRY_CODES, *genuine.CASE_CODES, *genuine.PERSON_CODES):
        assert f"verify.{code}" in written


def test_the_page_of_a_forged_case_says_so_and_offers_nothing(
    qtbot: QtBot, laptop: Laptop, desk_of: Callable[[str], Desk], background: Background
) -> None:
    number = submit_sample(desk_of("Berger"), "id_exemption")
    with writing(laptop.place.journal.engine) as connection:
        connection.execute(text("UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau')"))
    view = CasePageView(desk_of("Thiele"), background, number, lambda: None, lambda _: None)
    qtbot.addWidget(view)
    view.show()
    notice = view.findChild(Notice, "case.doubt")
    assert notice is not None
    assert notice.isVisible()
    assert view.foot_buttons == []
    assert words.say("doubt.pill") in [pill.text() for pill in view.findChildren(Pill)]
    assert words.say("status.submitted") not in [pill.text() for pill in view.findChildren(Pill)]
