"""The declaration to sign: what was declared, its number, and a line for ink."""

from mobile_office.paper.declaration import declaration, values
from mobile_office.paper.press import pictures
from tests.domain.shelf import NAMES
from tests.paper.papers import HEAD, PRINTED, answers, is_accessible, lists, service, text


def test_it_says_what_was_declared_and_is_accessible() -> None:
    of = service()
    made = declaration(of, answers(of), lists(), HEAD, PRINTED)
    assert is_accessible(made)
    shown = text(made)
    for words in ("Anmeldung einer Wohnung", "Erika Maria", "12.08.1964", "E-7K3Q-9F2M", "§ 23"):
        assert words in shown


def test_names_of_din_91379_come_out_whole() -> None:
    of = service()
    shown = text(declaration(of, answers(of), lists(), HEAD, PRINTED))
    # The reader gives a letter written as a sequence twice over; on the page it stands once.
    assert "Łukasiewicz-" in shown
    assert "M̂bala" in shown
    assert "Jürgen Ñino" in shown


def test_each_service_has_a_declaration_that_can_be_looked_at() -> None:
    for name in NAMES:
        of = service(name)
        pages = pictures("declaration", values(of, answers(of), lists(), HEAD, PRINTED), 40)
        assert all(page.startswith(b"\x89PNG") for page in pages)


def test_a_last_group_longer_than_a_page_runs_on_instead_of_off_the_paper() -> None:
    of = service()
    long = values(of, answers(of), lists(), HEAD, PRINTED)
    short = len(pictures("declaration", long, 20))
    long["groups"][-1]["rows"] += long["groups"][0]["rows"] * 6
    assert len(pictures("declaration", long, 20)) >= short + 2
