"""What each decision still lacks, and how it is carried out at a real desk."""

from collections.abc import Callable

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from mobile_office.ui.decision import Decision, carry_out, ground_of, missing
from tests.house import passphrase
from tests.samples import submit_sample


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(Action.RETURN, "geheim"), "needs_comment"),
        (Decision(Action.RETURN, "geheim", comments={"street": "?"}), ""),
        (Decision(Action.QUERY, "geheim", reason="Wer?"), ""),
        (Decision(Action.APPROVE), "needs_passphrase"),
        (Decision(Action.APPROVE, "geheim"), ""),
        (Decision(Action.HOLD_BACK, "geheim"), "needs_reason"),
        (Decision(Action.HOLD_BACK, "geheim", "zweifelhaft"), ""),
        (Decision(Action.WITHDRAW), "needs_reason"),
        (Decision(Action.NOTE), "needs_note"),
        (Decision(Action.NOTE, reason="ruft an"), ""),
        (Decision(Action.NOT_POSSIBLE, "geheim", "not_responsible: "), "needs_reason"),
        (Decision(Action.NOT_POSSIBLE, "geheim", "not_responsible: Laatzen"), ""),
        (Decision(Action.TAKE_OVER, "geheim"), "needs_register_number"),
        (Decision(Action.TAKE_OVER, register_number="R-1"), "needs_passphrase"),
        (Decision(Action.DUPLICATE_OF), "needs_other"),
        (Decision(Action.DUPLICATE_OF, other="B-2026-00042-7"), ""),
    ],
)
def test_what_is_missing_is_named(decision: Decision, code: str) -> None:
    assert missing(decision) == code


def test_a_ground_is_only_what_we_know_as_one() -> None:
    assert ground_of("already_done: seit Mai") == "already_done"
    assert ground_of("Grund: anderer") == ""
    assert ground_of("already_done") == ""


def test_a_decision_is_carried_out_by_the_desk(desk_of: Callable[[str], Desk]) -> None:
    clerk, supervisor = desk_of("Berger"), desk_of("Thiele")
    number = submit_sample(clerk)
    given = Decision(Action.RETURN, passphrase("Thiele"), "bitte neu", {"street": "Am Markt?"})
    carry_out(supervisor, number, given)
    page = clerk.page(number)
    assert page.case.status is Status.RETURNED
    assert (page.comments, page.history[-1].reason) == ({"street": "Am Markt?"}, "bitte neu")
