"""What may be done while scans are on the road."""

import pytest

from mobile_office.domain.case import Action
from mobile_office.domain.completeness import may_be_done


@pytest.mark.parametrize("action", list(Action))
def test_without_scans_and_with_the_second_receipt_everything_may_be_done(action: Action) -> None:
    assert may_be_done(action, attached=0, are_here=False, are_complete=False)
    assert may_be_done(action, attached=2, are_here=False, are_complete=True)


@pytest.mark.parametrize("action", [Action.TAKE_OVER, Action.QUERY, Action.NOT_POSSIBLE])
def test_intake_waits_for_the_second_receipt_even_where_the_scans_are(action: Action) -> None:
    assert not may_be_done(action, attached=1, are_here=True, are_complete=False)


@pytest.mark.parametrize("action", [Action.APPROVE, Action.HOLD_BACK, Action.RETURN])
def test_who_decides_has_to_have_the_scans_here(action: Action) -> None:
    assert may_be_done(action, attached=1, are_here=True, are_complete=False)
    assert not may_be_done(action, attached=1, are_here=False, are_complete=False)


@pytest.mark.parametrize("action", [Action.NOTE, Action.WITHDRAW, Action.CORRECT])
def test_what_is_no_decision_never_waits(action: Action) -> None:
    assert may_be_done(action, attached=1, are_here=False, are_complete=False)
