"""Rules of a case that need more than one step; the whole table is swept in sweeps/test_workflow.py."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mobile_office.domain.case import (
    TRANSITIONS,
    WORKFLOW,
    Action,
    Case,
    ServiceRef,
    Status,
    admit,
    allowed,
    fold,
    step,
)
from mobile_office.domain.errors import (
    CertificateInvalid,
    NotAllowed,
    SamePerson,
    Stale,
    WrongRevision,
)
from mobile_office.domain.people import Role
from tests.domain.headers import ANMELDUNG, NOW, NUMBER, actor, certificate, header

CLERK = certificate("erika", Role.CLERK)
SUPERVISOR = certificate("max", Role.SUPERVISOR)
INTAKE = certificate("ingrid", Role.INTAKE)
SUBMITTED = header(Action.SUBMIT, "erika", hands=("erika", "otto"))


@pytest.fixture
def case() -> Case:
    folded = fold([SUBMITTED])
    assert folded is not None
    return folded


def test_the_first_entry_makes_the_case(case: Case) -> None:
    assert case.number == NUMBER
    assert case.status is Status.SUBMITTED
    assert case.service == ANMELDUNG
    assert case.base == case.revision == SUBMITTED.id
    assert case.revision_digest == SUBMITTED.digest
    assert case.submitted_at == case.changed_at == NOW


def test_everyone_who_typed_in_the_draft_is_in_hands(case: Case) -> None:
    assert case.hands == {"erika", "otto"}


def test_a_correction_adds_hands_and_never_drops_them(case: Case) -> None:
    returned = header(Action.RETURN, "max", case, n=2)
    after = step(case, returned)
    corrected = header(Action.CORRECT, "lena", after, n=3, hands=("lena", "paul"))
    folded = fold([SUBMITTED, returned, corrected])
    assert folded is not None
    assert folded.hands == {"erika", "otto", "lena", "paul"}
    assert folded.status is Status.SUBMITTED
    assert folded.revision == corrected.id
    assert folded.revision_digest == corrected.digest


def test_a_correction_may_move_to_a_newer_service_file(case: Case) -> None:
    returned = step(case, header(Action.RETURN, "max", case, n=2))
    newer = ServiceRef(ANMELDUNG.id, 2, "b" * 64)
    corrected = step(returned, header(Action.CORRECT, "erika", returned, n=3, service=newer))
    unchanged = step(returned, header(Action.CORRECT, "erika", returned, n=3))
    assert corrected is not None
    assert corrected.service == newer
    assert unchanged is not None
    assert unchanged.service == ANMELDUNG


def test_a_decision_changes_neither_hands_nor_revision(case: Case) -> None:
    approved = step(case, header(Action.APPROVE, "max", case, n=2))
    assert approved is not None
    assert (approved.hands, approved.revision) == (case.hands, case.revision)


def test_fold_of_nothing_is_no_case() -> None:
    assert fold([]) is None


def test_fold_does_not_start_with_an_entry_that_names_no_service() -> None:
    assert fold([header(Action.NOTE, "erika")]) is None


def test_fold_accepts_what_today_would_be_refused(case: Case) -> None:
    by_own_hand = header(Action.APPROVE, "erika", case, n=2)
    with pytest.raises(NotAllowed):
        admit(case, by_own_hand, CLERK, NOW)
    folded = fold([SUBMITTED, by_own_hand])
    assert folded is not None
    assert folded.status is Status.APPROVED


def test_fold_step_by_step_equals_fold_at_once(case: Case) -> None:
    headers = [SUBMITTED, header(Action.RETURN, "max", case, n=2), header(Action.NOTE, "max", case, n=3)]
    stepped: Case | None = None
    for each in headers:
        stepped = step(stepped, each)
    assert stepped == fold(headers)


def test_a_note_moves_neither_status_nor_base(case: Case) -> None:
    noted = step(case, header(Action.NOTE, "max", case, n=2, at=NOW + timedelta(minutes=5)))
    assert noted == replace(case, changed_at=NOW + timedelta(minutes=5))


def test_a_note_from_a_slow_clock_does_not_turn_back_time(case: Case) -> None:
    noted = step(case, header(Action.NOTE, "max", case, n=2, at=NOW - timedelta(days=1)))
    assert noted == case


def test_notes_commute_with_everything(case: Case) -> None:
    note = header(Action.NOTE, "ingrid", case, n=9)
    approve = header(Action.APPROVE, "max", case, n=2)
    assert fold([SUBMITTED, note, approve]) == fold([SUBMITTED, approve, note])


def test_a_note_written_before_a_decision_is_admitted_after_it(case: Case) -> None:
    note = header(Action.NOTE, "erika", case, n=2)
    approved = step(case, header(Action.APPROVE, "max", case, n=2))
    admit(approved, note, CLERK, NOW)


def test_first_to_arrive_wins_and_the_second_is_stale(case: Case) -> None:
    approve, withdraw = header(Action.APPROVE, "max", case), header(Action.WITHDRAW, "erika", case)
    admit(case, approve, SUPERVISOR, NOW)
    approved = step(case, approve)
    with pytest.raises(Stale) as refused:
        admit(approved, withdraw, CLERK, NOW)
    assert refused.value.details == {"subject": NUMBER, "base": approve.id}


def test_a_number_is_given_once(case: Case) -> None:
    with pytest.raises(Stale):
        admit(case, SUBMITTED, CLERK, NOW)
    with pytest.raises(NotAllowed):
        admit(case, replace(SUBMITTED, base=case.base), CLERK, NOW)


def test_nothing_but_a_submission_begins_a_case() -> None:
    with pytest.raises(NotAllowed) as refused:
        admit(None, header(Action.WITHDRAW, "erika"), CLERK, NOW)
    assert refused.value.details["status"] == "none"


@pytest.mark.parametrize("person", ["erika", "otto"])
def test_nobody_frees_what_they_typed_in_even_as_a_supervisor(case: Case, person: str) -> None:
    both = certificate(person, Role.CLERK, Role.SUPERVISOR)
    with pytest.raises(SamePerson):
        admit(case, header(Action.APPROVE, person, case), both, NOW)


def test_having_decided_does_not_put_a_person_in_hands(case: Case) -> None:
    returned = step(case, header(Action.RETURN, "max", case, n=2))
    corrected = step(returned, header(Action.CORRECT, "erika", returned, n=3))
    admit(corrected, header(Action.APPROVE, "max", corrected, n=4), SUPERVISOR, NOW)


def test_a_decision_names_the_revision_it_saw(case: Case) -> None:
    with pytest.raises(WrongRevision):
        admit(case, header(Action.APPROVE, "max", case, decides="f" * 64), SUPERVISOR, NOW)


def test_a_decision_that_names_no_revision_does_not_count(case: Case) -> None:
    silent = replace(header(Action.APPROVE, "max", case), decides=None)
    with pytest.raises(WrongRevision):
        admit(case, silent, SUPERVISOR, NOW)


def test_an_expired_certificate_forbids_decisions_but_never_capture(case: Case) -> None:
    late = NOW + timedelta(days=60)
    with pytest.raises(CertificateInvalid) as refused:
        admit(case, header(Action.APPROVE, "max", case), SUPERVISOR, late)
    assert refused.value.code == "certificate_expired"
    admit(None, SUBMITTED, CLERK, late)


def test_an_unknown_person_may_nothing() -> None:
    with pytest.raises(CertificateInvalid):
        admit(None, SUBMITTED, None, NOW)


def test_somebody_elses_certificate_does_not_help() -> None:
    with pytest.raises(CertificateInvalid):
        admit(None, SUBMITTED, certificate("paul", Role.CLERK), NOW)


def test_a_certificate_counts_only_in_its_own_municipality() -> None:
    with pytest.raises(CertificateInvalid):
        admit(None, SUBMITTED, replace(CLERK, stream="05315000"), NOW)


def test_only_the_office_releases(case: Case) -> None:
    everyone = certificate("max", Role.CLERK, Role.SUPERVISOR, Role.INTAKE, Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed) as refused:
        admit(case, header(Action.RELEASE, "max", case), everyone, NOW)
    assert refused.value.code == "role_not_allowed"


def test_a_query_brings_the_case_back_to_the_desk(case: Case) -> None:
    approve = header(Action.APPROVE, "max", case, n=2)
    approved = step(case, approve)
    query = header(Action.QUERY, "ingrid", approved, n=3)
    admit(approved, query, INTAKE, NOW)
    queried = step(approved, query)
    assert queried is not None
    assert Action.CORRECT in allowed(queried, actor("erika", Role.CLERK))


def test_a_clerk_is_offered_no_decision(case: Case) -> None:
    offered = allowed(case, actor("lena", Role.CLERK))
    assert offered == (Action.WITHDRAW, Action.DUPLICATE_OF, Action.NOTE)


def test_a_supervisor_who_typed_is_offered_no_decision(case: Case) -> None:
    offered = allowed(case, actor("otto", Role.CLERK, Role.SUPERVISOR))
    assert not any(TRANSITIONS[action].four_eyes for action in offered)


def test_the_end_of_a_case_leaves_only_notes(case: Case) -> None:
    everyone = actor("max", *Role)
    for status in (Status.WITHDRAWN, Status.TAKEN_OVER, Status.NOT_POSSIBLE):
        assert allowed(replace(case, status=status), everyone) == (Action.NOTE,)


def test_each_action_has_exactly_one_row() -> None:
    assert [row.action for row in WORKFLOW] == list(Action)
    assert set(TRANSITIONS) == set(Action)


def test_four_eyes_hold_for_whoever_worked_under_another_id(case: Case) -> None:
    reviewer = replace(SUPERVISOR, also=("otto",))
    with pytest.raises(SamePerson):
        admit(case, header(Action.APPROVE, "max", case, n=2), reviewer, NOW)
    assert Action.APPROVE not in allowed(case, replace(actor("max", Role.SUPERVISOR), also=("otto",)))
    admit(case, header(Action.APPROVE, "max", case, n=2), SUPERVISOR, NOW)
