"""The side counts what is open, in words, and a hint never counts as an error."""

from dataclasses import replace
from datetime import date

from mobile_office.desk import Desk
from mobile_office.domain.service import Problem, Severity
from mobile_office.ui.side import open_lines


def test_what_is_open_is_counted_by_what_must_be_done(desk: Desk) -> None:
    draft = replace(desk.start("registration"), declared_at=date(2026, 11, 22))
    problems = (
        Problem("a", "required"),
        Problem("b", "required"),
        Problem("c", "not_a_date"),
        Problem("evidence.identity", "evidence_missing"),
        Problem("d", "not_family", Severity.OVERRIDABLE),
        Problem("e", "print_length", Severity.HINTS),
    )
    assert open_lines(draft, problems) == [
        "1 Angabe zu korrigieren",
        "2 Angaben fehlen",
        "1 Nachweis fehlt",
        "1 Begründung nötig",
        "1 Hinweis",
    ]
    assert open_lines(draft, problems, overridden=["d"])[3:] == ["1 Hinweis"]
    assert open_lines(draft, ()) == []


def test_without_a_declaration_the_signature_is_open(desk: Desk) -> None:
    assert open_lines(desk.start("registration"), ()) == ["Unterschrift fehlt"]
