"""A family of four registers and two of them apply for cards in the same visit, by the keyboard alone.

The program's own shift and window, the real store, the office over HTTP. What was said once is never typed again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mobile_office.app import App, preload
from mobile_office.backoffice.embedded import in_thread
from mobile_office.demo.day import writing
from mobile_office.demo.day.stage import Stage
from mobile_office.domain.overview import Delivery, Light
from mobile_office.shift import Shift
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from tests.house import Laptop, Town
from tests.journeys.at_work import forget

Typed = dict[str, Any]
CHILDREN = {
    "religion": "lt",
    "marital_status": "LD",
    "birth_place": "Hannover",
    "nationalities": ["Deutschland"],
}
MARRIED = {"religion": "rk", "marital_status": "VH", "marriage_date": "1992-06-05", "marriage_place": "Köln"}
PEOPLE: tuple[Typed, ...] = (
    {
        "family_name": "Mustermann",
        "birth_name": "Gabler",
        "given_names": "Erika Maria",
        "birth_date": "1964-08-12",
        "birth_place": "Berlin",
        "sex": "w",
        "nationalities": ["Deutschland"],
        **MARRIED,
    },
    {
        "relation": "spouse",
        "given_names": "Max",
        "birth_date": "1961-05-05",
        "birth_place": "Kiel",
        "sex": "m",
        "nationalities": ["Deutschland"],
        **MARRIED,
    },
    {"relation": "child", "given_names": "Leo", "birth_date": "2015-03-03", "sex": "m", **CHILDREN},
    {"relation": "child", "given_names": "Ida", "birth_date": "2019-04-04", "sex": "w", **CHILDREN},
)
CARD = ("reason", "old_document", "eid_informed", "height", "eye_colour", "photo_source")


@dataclass
class Playing:
    """What a stage needs of the program: the shift on it."""

    shift: Shift


@dataclass
class Clerk:
    """Somebody at the keyboard, who remembers every field they typed in."""

    shift: Shift
    stage: Stage
    typed: list[str] = field(default_factory=list)

    def fill(self, prefix: str, values: Typed) -> None:
        """Type a section's fields."""
        self.to(f"{prefix}{next(iter(values))}")
        self.typed += [f"{prefix}{key}" for key in values]
        for key, value in values.items():
            if isinstance(value, list):  # states by their names
                self.stage.focus(f"{prefix}{key}")
                self.stage.press(value[0])
                self.stage.press(Qt.Key.Key_Return)
            else:
                writing.fill(self.stage, prefix, {key: value})

    def to(self, name: str) -> None:
        """On, section by section (Ctrl+Enter), until a field is there."""
        for _ in range(14):
            if self.stage.there(name) is not None:
                return
            writing.go_on(self.stage)
        self.stage.find(name)

    def button(self, name: str) -> None:
        """A button by the keyboard: to it, and Enter."""
        self.stage.focus(name)
        self.stage.press(Qt.Key.Key_Return)
        self.stage.pause(80)

    def another(self, person: str, service: str) -> None:
        """F4, the person, a word of the service, Enter; from here on what is typed is counted anew."""
        self.stage.press(Qt.Key.Key_F4)
        self.button(person)
        assert self.stage.find("new.search").hasFocus()
        self.stage.press(service)
        self.stage.press(Qt.Key.Key_Return)
        self.stage.wait("the next form", lambda: self.stage.there("family_name"))
        self.typed = []

    def submit(self) -> str:
        """To the last section, where the privacy notice is handed out; Ctrl+S twice; the number on the result."""
        self.to("privacy_notice")
        self.stage.control(Qt.Key.Key_S)
        self.stage.find("summary")
        self.stage.control(Qt.Key.Key_S)
        return self.stage.text("result.number")


@pytest.fixture
def clerk(qapp: QApplication, town: Town, laptop: Laptop, tmp_path: Path) -> Iterator[Clerk]:
    """Berger on the bus."""
    style.apply(qapp, "light")
    words.use("de")
    preload()
    (laptop.place.home / "settings.toml").write_text("deliver_automatically = false\n", encoding="utf-8")
    background = Background()
    with in_thread(town.office) as url:
        shift = Shift(laptop.place.home, url, laptop.slots, laptop.people["Berger"], background, lambda: None)
        shift.window.show()
        yield Clerk(shift, Stage(cast(App, Playing(shift)), tmp_path))
        background.drain()
        shift.window.close()
        background.close()
        shift.close()
        forget(shift.window)


def register(clerk: Clerk) -> str:
    """The family's registration, typed from the first to the last field."""
    stage, today = clerk.stage, clerk.stage.desk.daybook.legal_date()
    moved = (today - timedelta(days=3)).isoformat()
    stage.control(Qt.Key.Key_N)
    stage.press("Anmeldung")
    stage.press(Qt.Key.Key_Return)
    stage.find("persons.0.family_name")
    for place, person in enumerate(PEOPLE):
        if place:
            clerk.button("person.add")
        clerk.fill(f"persons.{place}.", person)
    home = {"street": "Am Markte", "house_number": "12", "house_letter": "a", "postcode": "30159"}
    clerk.fill("", {"move_in_date": moved, "home_status": "sole", **home})
    old = {"street": "Heidestraße", "house_number": "17", "postcode": "51147", "town": "Köln"}
    clerk.fill("former_homes.0.", {"where": "germany", **old, "move_out_date": moved})
    clerk.fill("", {"landlord_name": "Wohnbau Leine eG", "landlord_address": "Marktstraße 5, 30159 Hannover"})
    clerk.fill("", {"instruction_202a": True, "assurance": True})
    writing.see(stage, {"identity": "valid", "landlord": "present"}, {"identity": "0129"})
    return clerk.submit()


def card(clerk: Clerk, reason: str, old: str) -> None:
    """What a card asks besides what was said: why, and how the person looks."""
    clerk.fill("", {"reason": reason, "old_document": old, "eid_informed": True})
    clerk.fill("", {"height": 160, "eye_colour": "grün", "photo_source": "office"})


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen platform has none
def test_a_family_registers_and_two_of_them_get_cards_without_typing_anything_twice(clerk: Clerk) -> None:
    stage, desk = clerk.stage, clerk.stage.desk
    registration = register(clerk)

    clerk.another("visit.person.0", "Perso")
    assert (stage.text("family_name"), stage.text("birth_name")) == ("Mustermann", "Gabler")
    assert "Geburtsname" in stage.text("visit.carried")
    card(clerk, "expiry", "expired")
    stage.press(Qt.Key.Key_F6)
    stage.find("visit.seen")
    stage.press(Qt.Key.Key_F5)
    stage.press(Qt.Key.Key_F6)
    writing.wait_saved(stage)
    assert clerk.typed == [*CARD]
    mother = clerk.submit()

    clerk.another("visit.person.2", "Perso")
    card(clerk, "first", "none")
    for place in range(2):
        clerk.fill(f"guardians.{place}.", {"present": True})
    writing.see(stage, {"identity": "valid", "custody": "seen"}, {"identity": "4711"})
    assert clerk.typed == [*CARD, "guardians.0.present", "guardians.1.present"]
    child = clerk.submit()
    assert stage.text("visit.total") == "85,60 €"  # 46,00 and 27,60, and a photo of each

    answers = desk.page(child).answers
    assert (answers["given_names"], answers["street"], answers["main_home_here"]) == (
        "Leo",
        "Am Markte",
        True,
    )
    assert [one["given_names"] for one in answers["guardians"]] == ["Erika Maria", "Max"]
    (seen,) = desk.page(mother).evidence
    assert seen.last == "0129"
    assert seen.note.startswith("in dieser Vorsprache gesehen um ")

    stage.press(Qt.Key.Key_Return)  # done
    pages = [desk.page(number) for number in (registration, mother, child)]
    assert len({page.visit for page in pages}) == 1
    assert pages[0].visit
    clerk.shift.window.show_page("delivery")
    clerk.button("delivery.now")
    stage.wait("everything delivered", lambda: desk.delivery().light is Light.DELIVERED)
    for number in (registration, mother, child):
        assert [line.delivery for line in desk.page(number).history] == [Delivery.RECEIPTED]
