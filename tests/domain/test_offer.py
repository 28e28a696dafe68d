"""Services are found by what people call them."""

import pytest

from mobile_office.domain.offer import matching
from tests.domain.shelf import NAMES, service

ALL = tuple(service(name) for name in NAMES)


def ids(typed: str) -> list[str]:
    return [found.id for found in matching(ALL, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Umzug", "registration"),
        ("umz", "registration"),
        ("moved", "registration"),
        ("Umzug ins Ausland", "deregistration"),
        ("Nebenwohnung", "secondary_home_end"),
        ("Ausweis verloren", "loss_report"),
        ("lost id", "loss_report"),
        ("Kinderausweis", "id_card"),
        ("perso", "id_card"),
        ("Pass weg", "loss_report"),
        ("passport", "passport"),
        ("REISEPASS", "passport"),
        ("pflegeheim", "id_exemption"),
    ],
)
def test_an_everyday_word_finds_its_service(typed: str, first: str) -> None:
    assert ids(typed)[0] == first


def test_what_is_called_just_so_stands_before_what_only_names_it() -> None:
    assert ids("ausweis")[0] == "id_card"
    assert ids("befreiung")[0] == "id_exemption"


def test_no_words_find_everything_and_strange_ones_nothing() -> None:
    assert ids("  ") == [found.id for found in ALL]
    assert ids("Hundesteuer Xanten") == []
