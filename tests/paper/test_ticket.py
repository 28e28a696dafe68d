"""The ticket: a number in large print, and nobody's name, case or service."""

from mobile_office.paper.press import pdf
from mobile_office.paper.ticket import values
from tests.paper.papers import HEAD, NOW, PRINTED, is_accessible, text


def test_it_shows_the_number_and_the_wait_and_says_that_it_knows_nobody() -> None:
    printed = PRINTED.__class__(NOW, PRINTED.day, stop="Marktplatz Bothfeld")
    made = pdf("ticket", values("B-07", 30, HEAD, printed), NOW)
    assert is_accessible(made)
    shown = text(made)
    for part in ("B-07", "etwa 30 Minuten", "Marktplatz Bothfeld", "Ihr Name steht nirgends"):
        assert part in shown
    assert "B-2026" not in shown


def test_who_is_next_is_told_so() -> None:
    assert values("B-01", 0, HEAD, PRINTED)["wait"]["de"] == "Sie sind gleich dran."
