"""The declaration to sign: what was declared, its number, and a line for ink."""

from dataclasses import replace
from datetime import UTC, datetime

from mobile_office.devices.signature import picture
from mobile_office.paper.declaration import Drawn, declaration, values
from mobile_office.paper.press import pdf, pictures
from tests import handwriting
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


def test_signed_on_the_screen_it_bears_the_picture_says_so_and_stays_accessible() -> None:
    of, at = service(), datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
    drawn = Drawn(PRINTED.number, at, picture(handwriting.name(30)))
    made = values(of, answers(of), lists(), HEAD, PRINTED, drawn)
    paper = pdf("declaration", made, PRINTED.at)
    assert is_accessible(paper)
    assert f"Auf dem Bildschirm unterschrieben am {at.astimezone():%d.%m.%Y um %H:%M} Uhr." in text(paper)
    plain = declaration(of, answers(of), lists(), HEAD, PRINTED)
    assert b"/Subtype/Image" in paper.replace(b" ", b"")
    assert b"/Subtype/Image" not in plain.replace(b" ", b"")
    other = replace(drawn, number="E-0000-0000")  # something else was declared then
    assert values(of, answers(of), lists(), HEAD, PRINTED, other)["drawn"] == {}
