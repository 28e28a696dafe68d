"""The landlord's confirmation: the content of § 19 Abs. 3 BMG, blank or with what is known."""

from mobile_office.paper.landlord import Move, landlord_form, move_of
from tests.paper.papers import HEAD, PRINTED, answers, is_accessible, service, text


def test_it_takes_the_move_from_the_registration() -> None:
    move = move_of(answers(service()))
    assert move.day == "15.11.2026"
    assert move.home.startswith("Am Markte 12a")
    assert "Erika Maria Mustermann" in move.names[0]
    made = landlord_form(move, HEAD, PRINTED)
    assert is_accessible(made)
    shown = text(made)
    assert "Am Markte 12a" in shown
    assert PRINTED.case not in shown


def test_a_blank_one_can_be_printed_in_advance() -> None:
    assert "Wohnungsgeber" in text(landlord_form(Move(), HEAD, PRINTED))
