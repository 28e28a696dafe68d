"""What is handed in: nothing the citizen has not signed, nothing that stands in the way without a reason."""

from dataclasses import replace
from datetime import date

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.service import Problem, Severity
from mobile_office.submission import blocks, body_of, check_signature


@pytest.mark.parametrize(
    "severity, reason, stands",
    [
        (Severity.BLOCKS, "weil", True),
        (Severity.OVERRIDABLE, "", True),
        (Severity.OVERRIDABLE, "  ", True),
        (Severity.OVERRIDABLE, "weil", False),
        (Severity.HINTS, "", False),
    ],
)
def test_a_reason_overrides_only_what_may_be_overridden(
    severity: Severity, reason: str, stands: bool
) -> None:
    assert blocks(Problem("street", "required", severity), {"street": reason}) is stands


def test_what_was_signed_and_then_changed_is_not_handed_in(desk: Desk) -> None:
    draft = desk.start("id_exemption", {"family_name": "Mustermann"})
    signed = desk.sign(draft.id)
    check_signature(signed, {"family_name": "Mustermann"}, "")
    with pytest.raises(NotAllowed, match="signature_void"):
        check_signature(signed, {"family_name": "Muster"}, "")


def test_what_is_declared_anew_on_a_form_is_signed_anew(desk: Desk) -> None:
    (number,) = desk.issue_forms("id_exemption", 1)
    signed = desk.sign(desk.capture("id_exemption", number, date(2026, 1, 5)).id)
    with pytest.raises(NotAllowed, match="sign_anew"):
        check_signature(replace(signed, case="B-2026-00001-K"), {}, "reconfirmed")


def test_the_body_says_where_it_comes_from(desk: Desk) -> None:
    draft = desk.start("id_exemption", {"family_name": "Mustermann"})
    answers = {"family_name": "Mustermann"}
    body = body_of(draft, answers, {"street": " ", "town": "weil"}, "", date(2026, 11, 22))
    assert (body["source"], body["declared_at"], body["overrides"]) == (
        "screen",
        "2026-11-22",
        {"town": "weil"},
    )
    assert body_of(replace(draft, form="F"), answers, {}, "", date(2026, 11, 22))["source"] == "paper"
