"""A long list means what a person means: any spelling, the code, the ISO code; and guesses nothing."""

from datetime import date

import pytest

from mobile_office.desk import Desk
from mobile_office.ui.longlist import LongList, named


@pytest.fixture
def states(desk: Desk) -> LongList:
    return LongList(desk.codelists, "countries", "state", is_sorted=True)


@pytest.mark.parametrize("typed", ["Türkei", "Tuerkei", "tuerk", "Turkei", "TUR", "tur", "163", "türkei "])
def test_any_spelling_finds_a_state_first(states: LongList, typed: str) -> None:
    assert states.find(typed)[0] == "163"


@pytest.mark.parametrize(
    ("typed", "means"),
    [("Tuerkei", "163"), ("TUR", "163"), ("163", "163"), ("Turk", "Turk"), ("Po", "Po"), ("Atlantis", "Atlantis")],
)  # fmt: skip
def test_words_mean_a_code_only_where_they_can_mean_no_other(
    states: LongList, typed: str, means: str
) -> None:
    assert states.meant(typed) == means


def test_names_stand_in_the_order_of_the_language(states: LongList) -> None:
    names = list(states.labels.values())
    assert names.index("Ägypten") < names.index("Albanien") < names.index("Zypern")


def test_a_state_that_has_ended_is_named_so_means_itself_and_is_not_found(states: LongList) -> None:
    shown = states.label("120")
    assert shown == "Jugoslawien (nicht mehr gültig)"
    assert states.meant(shown, "120") == "120"
    assert "120" not in states.find("Jugoslawien")


def test_whether_a_code_has_ended_depends_on_the_day_of_the_declaration(desk: Desk) -> None:
    on = desk.codelists.on
    assert "nicht mehr gültig" in named(on(date(2026, 11, 22)), "objections", "10")
    assert "nicht mehr gültig" not in named(on(date(2025, 12, 31)), "objections", "10")
