"""What the lines of a document say differently from what was typed."""

from dataclasses import asdict

import pytest

from mobile_office.domain import mrz
from mobile_office.domain.mrz_comparison import Difference, compare, spellings
from tests.domain.test_mrz import ICAO_PASSPORT, PASSPORT, TODAY, card

TYPED = {
    "family_name": "Mustermann", "given_names": "Erika", "birth_date": "1964-08-12", "sex": "w",
    "nationality": "DEU", "number": "C01X00T478", "valid_until": "2027-02-28",
}  # fmt: skip


def differences(names: str, **typed: str) -> tuple[Difference, ...]:
    return compare(mrz.read(card("C01X00T47", "640812", names=names), TODAY), typed)


def test_what_agrees_makes_no_difference() -> None:
    assert compare(mrz.read(PASSPORT, TODAY), TYPED) == ()
    assert compare(mrz.read(PASSPORT, TODAY), {}) == ()
    assert (
        compare(mrz.read(PASSPORT, TODAY), TYPED | {"number": "c01x 00t47", "birth_date": "1964-00-00"}) == ()
    )


def test_each_difference_says_what_was_typed_and_what_was_read() -> None:
    other = {
        "family_name": "Gabler", "given_names": "Erik", "birth_date": "1964-08-21", "sex": "m",
        "nationality": "AUT", "number": "C01X00T48", "valid_until": "2027-02-27",
    }  # fmt: skip
    found = compare(mrz.read(PASSPORT, TODAY), other)
    assert [difference.field for difference in found] == list(other)
    assert found[0] == Difference("family_name", "Gabler", "MUSTERMANN")


@pytest.mark.parametrize(
    ("family", "line"),
    [
        ("Müller", "MUELLER<<ERIKA"),
        ("Müller", "MULLER<<ERIKA"),
        ("Groß", "GROSS<<ERIKA"),
        ("O’Connor", "OCONNOR<<ERIKA"),
        ("Łukasiewicz-Şahin", "LUKASIEWICZ<SAHIN<<ERIKA"),
        ("von Ðorđević", "VON<DORDEVIC<<ERIKA"),
        ("Çelik", "CELIK<<ERIKA"),
    ],
)
def test_a_name_is_the_same_without_its_accents(family: str, line: str) -> None:
    assert differences(line, family_name=family, given_names="Erika") == ()


def test_a_difference_shows_both_spellings_and_offers_neither() -> None:
    (found,) = differences("MUELLER<<ERIKA", family_name="Möller")
    assert asdict(found) == {"field": "family_name", "typed": "Möller", "read": "MUELLER"}


def test_what_was_cut_agrees_as_far_as_it_goes() -> None:
    cut = "MUSTERMANN<<ERIKA<MARIA<MAGDAL"
    assert differences(cut, given_names="Erika Maria Magdalena") == ()
    assert len(differences(cut, given_names="Erika Martha")) == 1
    assert len(differences("MUSTERMANN<<ERIKA", given_names="Erika Maria")) == 1
    assert (
        differences("FREIFRAU<VON<MUSTERMANN<ZU<MUS", family_name="Freifrau von Mustermann zu Musterhausen")
        == ()
    )


def test_a_birth_date_a_hundred_years_ago_agrees() -> None:
    document = mrz.read(card("C01X00T47", "200501"), TODAY)
    assert compare(document, {"birth_date": "1920-05-01"}) == ()
    assert compare(document, {"birth_date": "2020-05-01"}) == ()
    assert len(compare(document, {"birth_date": "1920-05-02"})) == 1


def test_a_foreign_nationality_is_compared_by_its_iso_code() -> None:
    assert compare(mrz.read(ICAO_PASSPORT, TODAY), {"nationality": "uto"}) == ()
    assert len(compare(mrz.read(ICAO_PASSPORT, TODAY), {"nationality": "DEU"})) == 1


def test_rubbish_is_different_and_no_more() -> None:
    assert len(compare(mrz.read(PASSPORT, TODAY), dict.fromkeys(TYPED, "\ud800-\0"))) == len(TYPED)


def test_both_spellings_of_an_umlaut_are_known() -> None:
    assert spellings("Äneas Øster") == {"AENEAS OESTER", "ANEAS OESTER"}
