"""A person at work: what the rules let them do, at a real desk over a real store and office."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mobile_office.desk import Desk, utc_now
from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import NotAllowed, SamePerson, WrongKey
from mobile_office.domain.overview import Delivery
from tests.samples import capture_sample, decide, fill_sample, submit_sample

DeskOf = Callable[[str], Desk]


BORN = ("12.08.1964", "12.8.1964", "1964-08-12", "12081964", "8.1964")  # Erika Mustermann, as it may be typed


def test_a_submitted_draft_is_a_case_and_no_draft_any_more(desk: Desk) -> None:
    number = submit_sample(desk)
    assert desk.today().drafts == ()
    page = desk.page(number)
    assert page.case.status is Status.SUBMITTED
    assert page.label.startswith("Mustermann")
    assert page.history[0].delivery is Delivery.SAVED


def test_a_draft_with_problems_is_not_submitted_and_not_lost(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    desk.save(draft.id, "move_in_date", "2999-01-01")
    with pytest.raises(NotAllowed, match="problems_remain"):
        desk.submit(draft.id)
    assert desk.draft(draft.id).answers["move_in_date"] == "2999-01-01"


def test_an_overridable_problem_needs_a_reason(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    desk.save(draft.id, "persons.1.relation", "other")
    with pytest.raises(NotAllowed, match="problems_remain"):
        desk.submit(draft.id, {"persons.1.relation": "  "})
    number = desk.submit(draft.id, {"persons.1.relation": "Schwester, gleicher Umzug"})
    assert desk.page(number).overrides == {"persons.1.relation": "Schwester, gleicher Umzug"}


def test_who_typed_may_not_decide_whatever_role_they_have(desk_of: DeskOf) -> None:
    clerk, supervisor = desk_of("Berger"), desk_of("Thiele")
    draft = fill_sample(clerk, "registration")
    supervisor.save(draft.id, "care_of", "bei Muster")
    number = clerk.submit(draft.id)
    assert Action.APPROVE not in supervisor.page(number).allowed
    with pytest.raises(SamePerson):
        decide(supervisor, number, Action.APPROVE, "Thiele")
    assert supervisor.page(number).case.status is Status.SUBMITTED


def test_a_clerk_may_not_free_a_case(desk: Desk) -> None:
    number = submit_sample(desk)
    with pytest.raises(NotAllowed, match="role_not_allowed"):
        decide(desk, number, Action.APPROVE, "Berger")


def test_a_decision_needs_the_passphrase_again(desk_of: DeskOf) -> None:
    number = submit_sample(desk_of("Berger"))
    supervisor = desk_of("Thiele")
    with pytest.raises(WrongKey):
        supervisor.do(number, Action.APPROVE)
    with pytest.raises(WrongKey):
        supervisor.do(number, Action.APPROVE, passphrase="nicht das richtige")
    assert supervisor.page(number).case.status is Status.SUBMITTED


def test_a_correction_names_its_basis_and_both_versions_stay(desk_of: DeskOf) -> None:
    clerk = desk_of("Berger")
    number = submit_sample(clerk)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", comments={"house_number": "Bitte prüfen."})
    assert clerk.page(number).comments == {"house_number": "Bitte prüfen."}
    draft = clerk.correct(number)
    assert clerk.correct(number).id == draft.id
    clerk.save(draft.id, "house_number", "14")
    with pytest.raises(NotAllowed, match="basis_missing"):
        clerk.submit(draft.id)
    assert clerk.submit(draft.id, basis="reconfirmed") == number
    page = clerk.page(number)
    assert page.case.status is Status.SUBMITTED
    assert page.answers["house_number"] == "14"
    assert page.previous_answers is not None
    assert page.previous_answers["house_number"] == "12"
    assert page.comments == {}


def test_a_colleague_who_takes_over_a_draft_is_in_hands(desk_of: DeskOf) -> None:
    clerk, colleague = desk_of("Berger"), desk_of("Weber")
    draft = fill_sample(clerk, "id_exemption")
    clerk.park(draft.id)
    clerk.hand_over(draft.id, colleague.actor.person)
    assert colleague.draft(draft.id).owner == colleague.actor.person
    number = colleague.submit(colleague.resume(draft.id).id)
    assert {clerk.actor.person, colleague.actor.person} <= colleague.page(number).case.hands


def test_the_whole_life_of_a_case(desk_of: DeskOf) -> None:
    clerk, supervisor, intake = desk_of("Berger"), desk_of("Thiele"), desk_of("Albrecht")
    number = submit_sample(clerk)
    decide(supervisor, number, Action.APPROVE, "Thiele")
    decide(intake, number, Action.QUERY, "Albrecht", comments={"persons.0.birth_place": "Welches Berlin?"})
    assert [line.number for line in clerk.today().returned] == [number]
    clerk.submit(clerk.correct(number).id, basis="typing_error")
    decide(supervisor, number, Action.HOLD_BACK, "Thiele", reason="Geburtsort bleibt offen")
    decide(intake, number, Action.TAKE_OVER, "Albrecht", register_number="MR-1")
    assert intake.deliver(force=True).waiting == 0
    page = clerk.page(number)
    assert page.case.status is Status.TAKEN_OVER
    assert page.history[-1].register_number == "MR-1"
    assert {line.delivery for line in page.history} == {Delivery.RECEIPTED}


def test_a_note_and_a_withdrawal_need_no_decision_key(desk: Desk) -> None:
    number = submit_sample(desk)
    desk.do(number, Action.NOTE, reason="Ruft morgen an")
    desk.do(number, Action.WITHDRAW, reason="Doch nicht umgezogen")
    assert desk.page(number).case.status is Status.WITHDRAWN
    assert desk.page(number).allowed == (Action.NOTE,)


def test_numbers_are_counted_and_found_by_name_in_any_spelling(desk: Desk) -> None:
    first, second = submit_sample(desk), submit_sample(desk)
    assert (first[7:12], second[7:12]) == ("00001", "00002")
    assert {line.number for line in desk.search("mustermann")} == {first, second}
    assert [line.number for line in desk.search(second)] == [second]


def test_a_case_stays_findable_by_every_name_after_it_was_delivered(desk: Desk) -> None:
    number = submit_sample(desk)
    desk.deliver()
    for words in ("Lukasiewicz", *BORN, number):
        assert [line.number for line in desk.search(words)] == [number]
    assert desk.search("13.8.1964") == ()


def test_what_waits_to_be_delivered_is_found_as_what_was(desk: Desk) -> None:
    """Ctrl+F, issue 7: also what the office has not got yet."""
    number = submit_sample(desk)
    (line,) = desk.search(number)
    assert line.delivery is Delivery.SAVED
    for words in ("Łukasiewicz", *BORN, number.lower(), number.replace("-", " ")):
        assert [line.number for line in desk.search(words)] == [number]


def test_an_answered_case_leaves_the_laptop_in_time_and_a_query_would_find_it_by_number(
    desk_of: DeskOf,
) -> None:
    clerk, intake = desk_of("Berger"), desk_of("Albrecht")
    number = submit_sample(clerk)
    decide(desk_of("Thiele"), number, Action.APPROVE, "Thiele")
    decide(intake, number, Action.TAKE_OVER, "Albrecht", register_number="MR-118273")
    clerk.deliver()
    assert clerk.erasable() == ()
    clerk.clock = lambda: utc_now() + timedelta(hours=97)
    assert clerk.erasable() == (number,)
    clerk.erase(clerk.erasable())
    page = clerk.page(number)
    assert (page.erased, page.label, page.answers) == (True, "", {})
    assert page.case.status is Status.TAKEN_OVER
    assert clerk.search("Mustermann") == ()
    assert [line.number for line in clerk.search("MR-118273")] == [number]
    assert clerk.deliver(force=True).waiting == 0


def test_what_was_changed_after_it_was_signed_is_not_submitted(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    desk.sign(draft.id)
    desk.save(draft.id, "street", "Kirchröder Straße")
    with pytest.raises(NotAllowed, match="signature_void"):
        desk.submit(draft.id)
    desk.sign(draft.id)
    assert desk.page(desk.submit(draft.id)).case.status is Status.SUBMITTED


@pytest.mark.parametrize("basis", ["typing_error", "ex_officio"])
def test_a_correction_that_is_no_new_word_of_the_citizen_needs_no_new_signature(
    desk_of: DeskOf, basis: str
) -> None:
    desk = desk_of("Berger")
    number = _returned(desk_of, desk.sign(fill_sample(desk, "registration").id).id)
    draft = desk.save(desk.correct(number).id, "street", "Kirchröder Straße")
    with pytest.raises(NotAllowed, match="signature_void"):
        desk.submit(draft.id, basis="reconfirmed")
    assert desk.submit(draft.id, basis=basis) == number


def test_a_new_word_after_a_signed_paper_form_is_signed_anew(desk_of: DeskOf) -> None:
    desk = desk_of("Berger")
    draft = capture_sample(desk, desk.daybook.legal_date() - timedelta(days=2))
    number = _returned(desk_of, desk.sign(draft.id).id)
    correction = desk.save(desk.correct(number).id, "street", "Kirchröder Straße")
    with pytest.raises(NotAllowed, match="sign_anew"):
        desk.submit(correction.id, basis="reconfirmed")
    desk.sign(correction.id)
    assert desk.submit(correction.id, basis="reconfirmed") == number
    page = desk.page(number)
    assert (page.form, page.declared_at) == (draft.form, draft.declared_at)


def test_a_case_says_where_and_when_it_was_declared(desk: Desk) -> None:
    desk.daybook.arrive("Misburg-Nord")
    page = desk.page(submit_sample(desk))
    assert (page.stop, page.declared_at, page.form) == ("Misburg-Nord", desk.daybook.legal_date(), "")
    assert desk.today().stop == "Misburg-Nord"


def _returned(desk_of: DeskOf, draft_id: str) -> str:
    """The case of a draft, submitted and returned by the supervisor."""
    number = desk_of("Berger").submit(draft_id)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", comments={"street": "Bitte prüfen."})
    return number
