"""By keys alone: a family of four moves in, and two of them apply for cards in the same visit.

What was said once is not asked again, one sum at the end, the papers looked at, everything delivered.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mobile_office.domain.case import Status
from tests.house import Laptop, Town
from tests.journeys.keyboard import ENTER, ESC, Keyboard, at_the_keyboard
from tests.journeys.keystrokes import DECLARED, HOME, LANDLORD, OLD_HOME, PERSON

MARRIED = {
    "religion": "rk",
    "marital_status": "VH",
    "marriage_date": "05.06.1992",
    "marriage_place": "Köln",
}
CHILD = {"religion": "lt", "marital_status": "LD", "birth_place": "Hannover", "nationalities": "de"}
PEOPLE: tuple[dict[str, str], ...] = (
    {**PERSON, **MARRIED},
    {
        "relation": "spouse",
        "given_names": "Max",
        "birth_date": "05.05.1961",
        "birth_place": "Kiel",
        "sex": "m",
        "nationalities": "de",
        **MARRIED,
    },
    {"relation": "child", "given_names": "Leo", "birth_date": "03.03.2015", "sex": "m", **CHILD},
    {"relation": "child", "given_names": "Ida", "birth_date": "04.04.2019", "sex": "w", **CHILD},
)
LOOKS = {"height": "160", "eye_colour": "grün", "photo_source": "office"}
MOST = 560  # keys of the whole visit; the figure of the day stands in docs/STATE.md


@pytest.fixture
def keyboard(qapp: QApplication, town: Town, laptop: Laptop, tmp_path: Path) -> Iterator[Keyboard]:
    with at_the_keyboard(qapp, town, laptop, tmp_path) as keyboard:
        yield keyboard


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen platform has none
def test_a_family_of_four_moves_in_with_two_cards_by_keys_alone(keyboard: Keyboard, town: Town) -> None:
    stage, desk = keyboard.stage, keyboard.desk
    registration = register(keyboard)
    mother = card(keyboard, "visit.person.0", {"reason": "expiry", "old_document": "expired"}, is_seen=True)
    child = card(keyboard, "visit.person.2", {"reason": "first", "old_document": "none"}, is_seen=False)
    assert stage.text("visit.total") == "85,60 €"  # two cards, and a photo of each, once

    keyboard.press(Qt.Key.Key_F9)  # the receipt
    keyboard.expect("paper.print")
    assert stage.find("paper.sheets").accessibleName() == "Beleg für die Person"
    keyboard.press(ESC)
    keyboard.expect("result.done")
    keyboard.press(ENTER)
    keyboard.expect("new.search")
    keyboard.deliver()
    keyboard.told("family of four, two cards")

    pages = [desk.page(number) for number in (registration, mother, child)]
    assert len({page.visit for page in pages}) == 1
    people = pages[0].answers["persons"]
    assert [one["given_names"] for one in people] == ["Erika Maria", "Max", "Leo", "Ida"]
    assert {one["family_name"] for one in people} == {"Mustermann"}
    assert (pages[1].answers["given_names"], pages[2].answers["given_names"]) == ("Erika Maria", "Leo")
    assert {page.answers["street"] for page in pages} == {"Am Markte"}
    assert [one["given_names"] for one in pages[2].answers["guardians"]] == ["Erika Maria", "Max"]
    assert all(keyboard.is_receipted(page.case.number) for page in pages)
    assert {page.case.status for page in pages} == {Status.SUBMITTED}
    assert keyboard.keys < MOST


def register(keyboard: Keyboard) -> str:
    """The move, from the start page to the number."""
    stage = keyboard.stage
    moved = (keyboard.desk.daybook.legal_date() - timedelta(days=3)).strftime("%d.%m.%Y")
    keyboard.expect("new.search")
    keyboard.press("um")
    keyboard.press(ENTER)
    keyboard.expect("persons.0.family_name")
    for place, person in enumerate(PEOPLE):
        if place:
            keyboard.press(Qt.Key.Key_F2)
            stage.find(f"persons.{place}.given_names")
        keyboard.section({f"persons.{place}.{key}": value for key, value in person.items()})
    dates = {"move_in_date": moved, "former_homes.0.move_out_date": moved}
    old = {f"former_homes.0.{key}": value for key, value in OLD_HOME.items()}
    keyboard.form(
        {**HOME, **old, **LANDLORD, **dates, **dict.fromkeys(DECLARED, " ")}, until="privacy_notice"
    )
    keyboard.evidence(
        {"evidence.identity": "valid", "evidence.identity.last": "0129", "evidence.landlord": "present"}
    )
    keyboard.sign()
    return keyboard.submit()


def card(keyboard: Keyboard, person: str, why: dict[str, str], *, is_seen: bool) -> str:
    """F4, the person, a word of the service; what a card asks besides what was said."""
    stage = keyboard.stage
    keyboard.press(Qt.Key.Key_F4)
    stage.find("visit.person.0")
    keyboard.reach(person)
    keyboard.press(ENTER)
    keyboard.expect("new.search")
    keyboard.press("perso")
    keyboard.press(ENTER)
    stage.find("family_name")
    said = {f"guardians.{place}.present": " " for place in (0, 1)}
    keyboard.form({**why, "eid_informed": " ", **LOOKS, **said}, until="privacy_notice")
    if is_seen:  # her identity was seen with the move
        keyboard.press(Qt.Key.Key_F6)
        stage.find("visit.seen")
        keyboard.press(Qt.Key.Key_F5)
        keyboard.press(Qt.Key.Key_F6)
    else:
        seen = {"evidence.identity": "valid", "evidence.identity.last": "4711", "evidence.custody": "seen"}
        keyboard.evidence(seen)
    return keyboard.submit()
