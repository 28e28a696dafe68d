"""Blank forms: every service as boxes and lines, each copy with its number, to be read by a scanner."""

import re

import pytest

from mobile_office.paper.blank import COPIES, blank, values
from mobile_office.paper.press import Values, pictures
from tests.paper.papers import HEAD, PRINTED, is_accessible, lists, reader, service, text

NUMBERS = ("F-B-2026-00012-V", "F-B-2026-00013-T")
SERVICES = ("registration", "id_card", "id_exemption")


def made(id: str, *numbers: str) -> Values:
    return values(service(id), numbers or NUMBERS, lists(), HEAD, PRINTED)


def cells(id: str, section: str) -> list[Values]:
    of = service(id)
    place = [one.key for one in of.sections].index(section)
    return [cell for block in made(id)["sections"][place]["blocks"] for cell in block["cells"]]


@pytest.mark.parametrize("id", SERVICES)
def test_every_service_becomes_an_accessible_form_and_pictures(id: str) -> None:
    assert is_accessible(blank(service(id), NUMBERS, lists(), HEAD, PRINTED))
    assert all(page.startswith(b"\x89PNG") for page in pictures("blank", made(id), 30))


@pytest.mark.parametrize("id", SERVICES)
def test_every_section_and_every_evidence_stands_on_it(id: str) -> None:
    of, shown = service(id), text(blank(service(id), NUMBERS[:1], lists(), HEAD, PRINTED))
    for label in (
        *(section.label["de"] for section in of.sections),
        *(kind.label["de"] for kind in of.evidence),
    ):
        assert label in shown
    for sentence in ("Tag der Erklärung", "gesehen", "Später am Laptop unter „Nacherfassen“ eingeben."):
        assert sentence in shown


def test_each_copy_has_its_number_on_every_page_and_counts_its_own_pages() -> None:
    pages = [
        page.extract_text()
        for page in reader(blank(service("id_card"), NUMBERS, lists(), HEAD, PRINTED)).pages
    ]
    half = len(pages) // 2
    assert all(NUMBERS[0] in page for page in pages[:half])
    assert all(NUMBERS[1] in page for page in pages[half:])
    assert re.search(rf"Seite 1 von {half}\b", pages[half])
    assert re.search(rf"Seite {half} von {half}\b", pages[-1])


def test_each_copy_carries_its_number_as_a_code() -> None:
    first, second = made("id_card")[COPIES]
    assert first["code"].startswith("<svg")
    assert first["code"] != second["code"]


def test_a_family_of_four_fits_on_one_form_and_only_the_others_are_asked_who_they_are() -> None:
    labels = [cell["label"]["de"] for cell in cells("registration", "household")]
    assert labels.count("Familienname") == 4
    assert labels.count("Verhältnis zur ersten Person") == 3


def test_few_choices_are_ticked_and_many_are_written() -> None:
    by_label = {cell["label"]["de"]: cell for cell in cells("registration", "household")}
    assert [option["de"] for option in by_label["Im Ausland geboren"]["options"]] == ["ja", "nein"]
    assert len(by_label["Religionsgesellschaft"]["options"]) == 8
    assert by_label["Familienstand"]["options"] == []
    assert by_label["Geburtsdatum"]["kind"] == "date"


def test_what_the_form_knows_by_itself_is_not_asked_on_paper() -> None:
    by_label = {cell["label"]["de"]: cell for cell in cells("registration", "new_home")}
    assert "Gemeindeschlüssel" not in by_label
    assert by_label["Wohnort"]["filled"] == "Hannover"


def test_a_form_without_a_number_is_not_printed() -> None:
    with pytest.raises(ValueError, match="has a number"):
        values(service(), (), lists(), HEAD, PRINTED)
