"""The side counts what is open, in words, and a hint never counts as an error."""

from mobile_office.domain.service import Problem, Severity
from mobile_office.printing import Signature
from mobile_office.ui.side import open_lines


def test_what_is_open_is_counted_by_what_must_be_done() -> None:
    problems = (
        Problem("a", "required"),
        Problem("b", "required"),
        Problem("c", "not_a_date"),
        Problem("evidence.identity", "evidence_missing"),
        Problem("d", "not_family", Severity.OVERRIDABLE),
        Problem("e", "print_length", Severity.HINTS),
    )
    assert open_lines(problems, Signature.SIGNED) == [
        "1 Angabe zu korrigieren",
        "2 Angaben fehlen",
        "1 Nachweis fehlt",
        "1 Begründung nötig",
        "1 Hinweis",
    ]
    assert open_lines(problems, Signature.SIGNED, overridden=["d"])[3:] == ["1 Hinweis"]
    assert open_lines((), Signature.SIGNED) == []


def test_a_signature_is_open_until_it_is_given_and_void_after_an_edit() -> None:
    assert open_lines((), Signature.OPEN) == ["Unterschrift fehlt"]
    assert open_lines((), Signature.VOID) == [
        "Nach der Unterschrift geändert. Bitte neu unterschreiben lassen."
    ]
