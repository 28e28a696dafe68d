"""What screens show is frozen, complete and prints no surprises."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from mobile_office.domain import overview
from mobile_office.domain.overview import Delivery, DeliveryState, Draft, Evidence, Light
from tests.domain.headers import NOW

VALUES = [value for value in vars(overview).values() if is_dataclass(value)]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_only_frozen_values_reach_a_screen(value: type) -> None:
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_no_list_in_a_value_can_be_appended_to(value: type) -> None:
    assert not [each.name for each in fields(value) if str(each.type).startswith(("list", "set"))]


def test_evidence_is_seen_and_not_changed_afterwards() -> None:
    seen = Evidence("identity_card", "seen", "A7X9", "", "erika", NOW)
    with pytest.raises(FrozenInstanceError):
        seen.state = "missing"  # type: ignore[misc]


def test_a_new_draft_has_no_declared_day_until_the_citizen_signs() -> None:
    draft = Draft(
        id="d1",
        service="residence_registration",
        version=1,
        answers={},
        evidence=(),
        hands=("erika",),
        owner="erika",
        parked=False,
        case=None,
        field="",
        label="",
        created_at=NOW,
        saved_at=NOW,
    )
    assert draft.declared_at is None


def test_an_entry_is_never_called_failed() -> None:
    assert {fact.value for fact in Delivery} == {"saved", "handed_over", "held", "receipted", "refused"}


def test_the_light_carries_its_numbers() -> None:
    state = DeliveryState(Light.WAITING, 3, 0, 0, None, None, "")
    assert (state.light, state.waiting) == ("waiting", 3)
