"""What is read out: fees as on the German paper, and sentences only where there is something to say."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mobile_office.citizen import LANGUAGES, texts
from mobile_office.ui import citizen_pages as pages
from mobile_office.ui.citizen_telling import Cost
from tests.ui.test_citizen_view import SHORT

DE = texts("de")


def words_of(widgets: list[QWidget]) -> list[str]:
    return [
        label.text()
        for widget in widgets
        for label in (*widget.findChildren(QLabel), widget)
        if isinstance(label, QLabel)
    ]


def test_amounts_read_as_on_the_german_paper() -> None:
    assert [pages.euros(cents) for cents in (4600, 5, -600)] == ["46,00 €", "0,05 €", "−6,00 €"]


def test_what_is_free_says_so_and_several_fees_have_their_sum(qapp: QApplication) -> None:
    said = words_of(pages.next_steps(texts("tr"), SHORT))
    assert said.count("46,00 €") == 2
    assert {DE.say("cost_free"), texts("tr").say("cost_free")} <= set(said)


def test_an_amount_the_office_sets_and_one_still_open_are_told(qapp: QApplication) -> None:
    by_office = replace(SHORT, costs=(Cost({"de": "Auskunft"}, None, ""),), total=None)
    assert DE.say("cost_by_office") in words_of(pages.next_steps(DE, by_office))
    still = replace(SHORT, costs=(), total=None)
    assert DE.say("cost_open") in words_of(pages.next_steps(DE, still))


def test_what_is_only_prepared_says_that_it_is_not_applied_for(qapp: QApplication) -> None:
    said = words_of(pages.next_steps(DE, replace(SHORT, ends="prepared")))
    assert DE.say("next_prepared") in said
    assert DE.say("next_submitted") not in said


def test_a_welcome_greets_in_every_language_on_offer_and_breaks_no_greeting(qapp: QApplication) -> None:
    shown = " ".join(words_of(pages.welcome("Hannover", tuple(map(texts, LANGUAGES)))))
    said = shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "Bine ați venit" not in shown
    assert [each for each in LANGUAGES if texts(each).say("welcome") not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_objection_is_explained(qapp: QApplication, language: str) -> None:
    said = words_of(pages.objections(texts(language)))
    assert [each for each in pages.OBJECTIONS if texts(language).say(f"objection_{each}") not in said] == []
