"""By keys alone: a care home with twelve residents, typed in line by line, worked down, each one handed in.

Address and home are asked once for all of them; after each one the next is chosen.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mobile_office.domain.residents import Turn
from tests.house import Laptop, Town
from tests.journeys.keyboard import ENTER, ESC, Keyboard, at_the_keyboard

NAMES: tuple[str, ...] = ("Mustermann", "Gabler", "Beispiel", "Muster", "Sommerfeldt", "Łukasiewicz")
NAMES += ("Özdemir", "Nguyễn", "Winter", "Grünwald", "Abel", "Yılmaz")
HOME = {"home": "Haus am Leineufer", "street": "Am Markte", "house_number": "12", "postcode": "30159"}
GROUND = {"birth_name": "Gabler", "birth_place": "Berlin", "ground": "2", "represented_by": "none"}
SEEN = {
    "evidence.identity": "valid",
    "evidence.identity.last": "0129",
    "evidence.facility_confirmation": "seen",
}
MOST = 90  # keys of one resident, typing the line included


@pytest.fixture
def keyboard(qapp: QApplication, town: Town, laptop: Laptop, tmp_path: Path) -> Iterator[Keyboard]:
    with at_the_keyboard(qapp, town, laptop, tmp_path) as keyboard:
        yield keyboard


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.qt_log_ignore("does not support grabbing")
def test_twelve_residents_are_worked_down_by_keys_alone(keyboard: Keyboard) -> None:
    begin(keyboard)
    for number, name in enumerate(NAMES):
        for cell in (name, "Erika", f"12.08.{1930 + number}", str(number + 1)):
            keyboard.press(cell)
            keyboard.press(ENTER)
        keyboard.press(ENTER)  # the exemption, which most ask for
        keyboard.stage.wait("the line", partial(_has, keyboard, number + 1))
    keyboard.press(ESC)  # from the line to the list
    numbers = [work(keyboard, name) for name in NAMES]
    keyboard.stage.wait_for("Alle 12 waren an der Reihe")
    keyboard.told("care home, twelve residents")
    keyboard.press(ESC)
    keyboard.deliver()

    desk = keyboard.desk
    pages = [desk.page(number) for number in numbers]
    assert len(set(numbers)) == 12
    assert [page.answers["family_name"] for page in pages] == list(NAMES)
    assert [page.answers["birth_date"] for page in pages] == [f"{1930 + n}-08-12" for n in range(12)]
    assert {(page.answers["street"], page.answers["facility"]) for page in pages} == {
        ("Am Markte", "Haus am Leineufer")
    }
    assert all(keyboard.is_receipted(number) for number in numbers)
    assert len(desk.cases()) == 12
    assert keyboard.keys < 12 * MOST


def begin(keyboard: Keyboard) -> None:
    """From the start page to the empty list: the home and its address."""
    keyboard.expect("new.search")
    keyboard.reach("day.round")
    keyboard.press(ENTER)
    keyboard.stage.find("street")
    keyboard.section(HOME)
    keyboard.control(Qt.Key.Key_S)
    keyboard.expect("entry.family_name")


def work(keyboard: Keyboard, name: str) -> str:
    """F2, what the list does not know, evidence, hand in; the number. The next one is chosen then."""
    stage = keyboard.stage
    stage.wait(f"{name} is next", lambda: _turn(keyboard, name) is Turn.WAITING)
    keyboard.press(Qt.Key.Key_F2)
    stage.find("form.head")
    stage.wait(f"the form of {name}", lambda: stage.text("family_name") == name)
    keyboard.answered.clear()
    keyboard.form(GROUND, until="privacy_notice")
    keyboard.evidence(SEEN)
    number = keyboard.submit()
    keyboard.expect("result.done")
    keyboard.press(ENTER)
    stage.find("residents.next")
    stage.wait(f"{name} is done", lambda: _turn(keyboard, name) is Turn.DONE)
    return number


def _has(keyboard: Keyboard, residents: int) -> bool:
    current = keyboard.desk.residents.round()
    return current is not None and len(current.residents) == residents


def _turn(keyboard: Keyboard, name: str) -> Turn | None:
    current = keyboard.desk.residents.round()
    found = (one.turn for one in current.residents if one.answers["family_name"] == name) if current else ()
    return next(iter(found), None)
