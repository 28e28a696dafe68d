"""A document in words: German kinds by their code, others by their state, and each doubt."""

from datetime import date

import pytest

from mobile_office.desk import Desk
from mobile_office.domain import mrz
from mobile_office.domain.mrz import Document
from mobile_office.ui.documentwords import doubtful, has_other_letters, kind_and_number, person
from mobile_office.ui.holders import Holder

TODAY = date(2026, 11, 22)
CARD = "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n8308126<3110315D<<2108<<<<<<<9\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<"
ICAO = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def read(text: str) -> Document:
    return mrz.read(text, TODAY)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("ID", "Personalausweis"), ("IT", "Vorläufiger Personalausweis"), ("IX", "Ersatz-Personalausweis")],
)
def test_german_cards_are_named_by_their_code(desk: Desk, code: str, kind: str) -> None:
    told = kind_and_number(read(CARD.replace("ID", code, 1)), TODAY, desk.codelists)
    assert told == f"{kind} LZ6311T47, gültig bis 31.10.2031"


def test_a_card_of_another_state_names_the_state_and_what_has_expired_says_so(desk: Desk) -> None:
    told = kind_and_number(read(ICAO), TODAY, desk.codelists)
    assert told == "Ausweiskarte, UTO, D23145890, abgelaufen am 15.04.2012"
    assert person(read(ICAO)) == "ERIKSSON, ANNA MARIA, geboren 12.08.1974"
    polish = kind_and_number(read(ICAO.replace("UTO", "POL")), TODAY, desk.codelists)
    assert polish.startswith("Ausweiskarte, Polen, ")


def test_every_doubt_has_its_sentence() -> None:
    wrong = CARD.replace("475", "473").replace("8308126<", "8313126<").replace("LZ63", "LO63")
    told = "\n".join(doubtful(read(wrong), settled=False))
    assert "Seriennummer: Die Prüfziffer stimmt nicht" in told
    assert "„O“ an Stelle 2" in told
    assert "Geburtsdatum: Dieses Datum gibt es nicht" in told


def test_the_last_digit_of_all_is_named_only_when_no_other_is_wrong() -> None:
    told = doubtful(read(CARD.replace("475", "473")), settled=True)
    assert len(told) == 2  # the number's digit, and what to do
    assert told[1] == "Bitte neu einlesen und das Dokument ansehen."
    (composite, _) = doubtful(read(CARD.replace("<9\n", "<1\n")), settled=True)
    assert composite.startswith("Gesamte Zeilen: ")


def test_a_century_that_is_settled_is_no_doubt() -> None:
    old = read(CARD.replace("8308126<", "1208124<"))
    asked = "Geboren 2012 oder 1912? Bitte das Geburtsjahr bestätigen."
    assert asked in doubtful(old, settled=False)
    assert asked not in doubtful(old, settled=True)


def test_letters_that_the_lines_cannot_write_are_noticed() -> None:
    assert has_other_letters(Holder("", {"family_name": "Łukasiewicz"}))
    assert not has_other_letters(Holder("", {"family_name": "Mustermann"}))
