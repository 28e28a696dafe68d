"""Ctrl+F among what is not handed in: parked and begun drafts, corrections and paper forms, over the real store."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from tests.samples import capture_sample, decide, fill_sample, submit_sample
from tests.test_desk import BORN


@pytest.mark.parametrize("words", ["mustermann", "Lukasiewicz", "erika muster", *BORN])
def test_a_parked_draft_is_found_by_every_name_and_birth_date(desk: Desk, words: str) -> None:
    parked, other = fill_sample(desk, "registration"), desk.start("id_exemption")
    desk.park(parked.id)
    desk.save(other.id, "family_name", "Öztürk")
    assert [draft.id for draft in desk.searching.drafts(words)] == [parked.id]
    assert [draft.id for draft in desk.searching.drafts("Oeztuerk")] == [other.id]
    assert desk.searching.drafts("Xylander") == ()
    assert desk.searching.drafts(" ") == ()


def test_a_correction_is_found_by_its_case_and_a_captured_form_by_its_number(
    desk_of: Callable[[str], Desk],
) -> None:
    clerk = desk_of("Berger")
    number = submit_sample(clerk)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen")
    correction = clerk.correct(number)
    captured = capture_sample(clerk, clerk.daybook.legal_date() - timedelta(days=3))
    assert [draft.id for draft in clerk.searching.drafts(number)] == [correction.id]
    assert [draft.id for draft in clerk.searching.drafts(captured.form)] == [captured.id]


def test_what_is_handed_in_is_no_draft_any_more(desk: Desk) -> None:
    submit_sample(desk)
    assert desk.searching.drafts("Mustermann") == ()
