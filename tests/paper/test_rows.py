"""The answers as rows: labels and codes in words, never a code a citizen cannot read."""

from mobile_office.paper.rows import groups
from tests.paper.papers import answers, lists, service


def test_codes_are_words_and_every_person_has_a_group() -> None:
    of = service()
    found = groups(of, answers(of), lists())
    titles = [group.title["de"] for group in found]
    assert titles[:2] == ["Person 1", "Person 2"]
    rows = {row.label["de"]: row.text["de"] for row in found[0].rows}
    assert rows["Geschlecht"] == "weiblich"
    assert rows["Staatsangehörigkeiten"] == "Deutschland"
    assert rows["Geburtsdatum"] == "12.08.1964"


def test_what_was_not_answered_is_not_printed() -> None:
    of = service("id_exemption")
    assert all(row.text.get("de") for group in groups(of, answers(of), lists()) for row in group.rows)
