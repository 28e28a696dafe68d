"""Confirmed on the citizen display: in the body, void after a change, and never for what was not read."""

from collections.abc import Callable

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.confirmation import CONFIRMED, confirmation
from mobile_office.domain.errors import NotAllowed
from tests.samples import decide, fill_sample


def confirm(desk: Desk, draft_id: str, language: str = "tr") -> str:
    number = desk.found(desk.draft(draft_id)).number
    desk.confirming.confirm(draft_id, number, language)
    return number


def test_a_confirmation_names_language_time_and_what_was_read_and_goes_with_the_case(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    number = confirm(desk, draft.id)
    page = desk.page(desk.submit(draft.id))
    noted = next(item for item in page.evidence if item.kind == CONFIRMED)
    assert (noted.state, noted.note, noted.person) == ("tr", number, desk.actor.person)
    found = confirmation(page.evidence, number)
    assert found is not None
    assert found.stands
    assert found.at <= desk.clock()


def test_what_is_changed_after_it_was_confirmed_cannot_be_handed_in_with_it(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    confirm(desk, draft.id)
    desk.save(draft.id, "house_number", "99")
    with pytest.raises(NotAllowed, match="confirmation_void"):
        desk.submit(draft.id)
    desk.unsee(draft.id, CONFIRMED)
    assert desk.submit(draft.id)


def test_changed_back_it_is_confirmed_again(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    before = draft.answers["house_number"]
    confirm(desk, draft.id)
    desk.save(draft.id, "house_number", "99")
    desk.save(draft.id, "house_number", before)
    assert desk.submit(draft.id)


def test_what_was_changed_while_it_was_read_is_not_confirmed(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    number = desk.found(draft).number
    desk.save(draft.id, "house_number", "99")
    with pytest.raises(NotAllowed, match="confirmation_late"):
        desk.confirming.confirm(draft.id, number, "de")
    assert confirmation(desk.draft(draft.id).evidence, number) is None


def test_confirmed_again_there_is_one_confirmation_the_latest(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    confirm(desk, draft.id, "tr")
    confirm(desk, draft.id, "de")
    states = [item.state for item in desk.draft(draft.id).evidence if item.kind == CONFIRMED]
    assert states == ["de"]


def test_a_corrected_typing_error_leaves_what_was_confirmed_visible_as_earlier(
    desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    draft = fill_sample(desk, "registration")
    read = confirm(desk, draft.id)
    number = desk.submit(draft.id)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", comments={"house_number": "99?"})
    again = desk.correct(number)
    desk.save(again.id, "house_number", "99")
    desk.submit(again.id, basis="typing_error")
    noted = next(item for item in desk.page(number).evidence if item.kind == CONFIRMED)
    assert noted.note == read


def test_the_receipt_says_in_which_language_it_was_read(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    confirm(desk, draft.id, "tr")
    facts = desk.receipt(desk.submit(draft.id)).values["facts"]
    told = next(value["de"] for label, value in facts if label["de"].startswith("Am Bildschirm"))
    assert told.startswith("Türkisch, ")
    plain = desk.receipt(desk.submit(fill_sample(desk, "registration").id)).values["facts"]
    assert not [label for label, _ in plain if label["de"].startswith("Am Bildschirm")]
