"""The protocol of a day: counted, corrected and proved on paper, and no citizen's name on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QImage

from mobile_office.domain.day import Bag, Captured, Closing, Day, Departure, Stop, Tally
from mobile_office.domain.service import Text
from mobile_office.paper.dayprotocol import Around, protocol, values
from mobile_office.paper.press import pictures
from tests.paper.papers import HEAD, NOW, TODAY, is_accessible, reader, text

CHECKS = {
    "store": "ok",
    "clock": "ok",
    "disk": "ok",
    "certificate": "warn",
    "services": "ok",
    "delivery": "ok",
    "forms": "ok",
    "printer": "bad",
}
SERVICES: dict[tuple[str, int], Text] = {
    ("registration", 1): {"de": "Anmeldung", "en": "Registration"},
    ("id_card", 1): {"de": "Personalausweis", "en": "Identity card"},
}
AROUND = Around(
    "B",
    {"p1": "Berger, Test", "p2": "Thiele, Test"},
    SERVICES,
    "Seniorenzentrum Misburg-Nord",
    "3fa91c07" * 8,
)
DAY = Day(
    TODAY,
    TODAY,
    departures=(Departure("p1", NOW, CHECKS, ("test_page", "bag"), "Drucker kommt mit dem zweiten Bus."),),
    stops=(
        Stop("Marktplatz Bothfeld", NOW, "p1", "Tourplan von gestern", was="Misburg"),
        Stop("Seniorenzentrum Misburg-Nord", NOW + timedelta(hours=3), "p1"),
    ),
    closing=Closing(
        "p2", NOW + timedelta(hours=7), 2, 2, 3, 1, 2, "Ein Blatt gehört zu gestern.", "3fa91c07" * 8
    ),
    bag=Bag("p2", NOW + timedelta(hours=8), "T-17", 3, "Poststelle, Herr Albrecht"),
)
TALLY = Tally(
    captured=(
        Captured("B-2026-00042-7", "registration", 1, NOW, "E-7K3Q-9F2M", corrects=False),
        Captured("B-2026-00043-5", "id_card", 1, NOW + timedelta(hours=1), "E-2M8A-0PX4", corrects=False),
        Captured("B-2026-00042-7", "registration", 1, NOW + timedelta(hours=2), "", corrects=True),
    ),
    loose=("E-4T6Z-81QK",),
    unfinished=1,
    undelivered=2,
)


def test_it_is_an_accessible_paper_with_everything_that_was_noted() -> None:
    made = protocol(DAY, TALLY, AROUND, HEAD, NOW)
    assert is_accessible(made)
    shown = text(made)
    for told in (
        "Tagesprotokoll",
        "Drucker kommt mit dem zweiten Bus.",
        "zuerst „Misburg“; berichtigt von Berger, Test. Grund: Tourplan von gestern",
        "B-2026-00042-7",
        "Korrektur Anmeldung",
        "E-2M8A-0PX4",
        "Abweichung: +1. Grund: Ein Blatt gehört zu gestern.",
        "Tasche T-17 mit 3 Papieren.",
        "Poststelle, Herr Albrecht",
        "E-4T6Z-81QK",
        "3fa91c07 3fa91c07",
    ):
        assert told in shown, told


def test_a_date_set_right_says_by_whom_and_why() -> None:
    day = replace(DAY, date=date(2026, 11, 21), date_reason="Leere Knopfzelle")
    shown = text(protocol(day, TALLY, replace(AROUND, set_right_by="Berger, Test"), HEAD, NOW))
    assert (
        "zeigte den 22.11.2026. Berichtigt auf den 21.11.2026 von Berger, Test. Grund: Leere Knopfzelle"
        in shown
    )


def test_an_empty_day_says_what_was_not_done() -> None:
    shown = text(protocol(Day(TODAY, TODAY), Tally((), (), 0, 0), AROUND, HEAD, NOW))
    for told in (
        "Es wurde keine Abfahrtskontrolle unterschrieben.",
        "Kein Halt gewählt",
        "Es wurde nichts aufgenommen.",
        "Der Tag ist noch nicht abgeschlossen.",
        "Die Tasche ist noch nicht übergeben.",
    ):
        assert told in shown, told


def test_a_case_after_the_closing_supersedes_it() -> None:
    late = Captured("B-2026-00044-3", "id_card", 1, NOW + timedelta(hours=9), "", corrects=False)
    shown = text(protocol(DAY, replace(TALLY, captured=(*TALLY.captured, late)), AROUND, HEAD, NOW))
    assert "Dieser Abschluss ist überholt." in shown


def test_a_service_and_a_person_nobody_knows_any_more_are_named_by_their_ids() -> None:
    made = values(DAY, TALLY, replace(AROUND, names={}, services={}), HEAD, NOW)
    assert made["cases"][0]["service"] == {"de": "registration"}
    assert "p1" in made["departures"][0]["signed"]["de"]


@pytest.mark.parametrize("captured", [3, 60])
def test_it_can_be_looked_at_and_a_long_day_goes_on_overleaf(captured: int) -> None:
    one = TALLY.captured[1]
    cases = [
        replace(one, number=f"B-2026-{n:05d}-1", at=NOW + timedelta(minutes=5 * n)) for n in range(captured)
    ]
    made = values(DAY, replace(TALLY, captured=tuple(cases)), AROUND, HEAD, NOW)
    pages = pictures("day", made, 60)
    assert len(pages) == (1 if captured == 3 else 3)
    for page in pages:
        picture = QImage.fromData(page)
        lines = range(0, picture.height(), 2)
        inked = [
            y
            for y in lines
            if any(picture.pixelColor(x, y).lightness() < 120 for x in range(picture.width()))
        ]
        assert inked, "an empty page"


def test_the_document_names_the_office_and_not_a_person() -> None:
    metadata = reader(protocol(DAY, TALLY, AROUND, HEAD, NOW)).metadata
    assert metadata is not None
    assert metadata.title == "Tagesprotokoll"
    assert metadata.author == HEAD.office


def test_every_check_of_the_departure_has_its_words_on_paper_in_the_order_of_the_page() -> None:
    states = values(DAY, TALLY, AROUND, HEAD, NOW)["departures"][0]["states"]
    assert [state["label"]["de"] for state in states[:2]] == ["Speicher", "Uhr"]
    assert len(states) == len(CHECKS) + 2
