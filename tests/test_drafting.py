"""Typing at a desk: every field durable, labels for lists, problems and what is visible."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations

import pytest

from mobile_office.backoffice.tables import people as people_table
from mobile_office.certified import SignedCertificate
from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.errors import NotAllowed, SamePerson
from mobile_office.domain.number import form_number
from mobile_office.domain.people import Role
from mobile_office.domain.rights import Right, may
from mobile_office.domain.service import Severity
from mobile_office.printing import SIGNED_PAPER, Signature
from mobile_office.signing import sign_certificate
from mobile_office.store.transactions import writing
from tests.house import STREAM, Laptop, Town
from tests.samples import capture_sample as captured
from tests.samples import decide, fill_sample

ELSEWHERE = form_number("K", 2026, 12)  # printed on another laptop


def test_each_field_is_there_for_whoever_opens_the_store_next(desk: Desk, laptop: Laptop) -> None:
    draft = desk.start("registration")
    desk.save(draft.id, "persons.0.family_name", "Łukasiewicz-M̂bala")
    kept = laptop.place.drafts.get(draft.id)
    assert kept.answers["persons"][0]["family_name"] == "Łukasiewicz-M̂bala"
    assert kept.label.startswith("Łukasiewicz")
    assert kept.field == "persons.0.family_name"
    assert kept.hands == (desk.actor.person,)


def test_a_sample_has_no_problem_that_blocks(desk: Desk) -> None:
    for service in desk.services():
        blocking = [
            problem
            for problem in desk.problems(fill_sample(desk, service.id))
            if problem.severity is Severity.BLOCKS
        ]
        assert blocking == []


def test_problems_stand_at_their_field(desk: Desk) -> None:
    draft = desk.save(fill_sample(desk, "registration").id, "persons.0.family_name", "Иванова")
    problems = {problem.field for problem in desk.problems(draft)}
    assert "persons.0.family_name" in problems


def test_what_does_not_apply_is_not_visible(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    assert "persons.0.birth_state" not in desk.visible(draft)
    draft = desk.save(draft.id, "persons.0.born_abroad", True)
    assert "persons.0.birth_state" in desk.visible(draft)


def test_evidence_is_noted_by_whom_and_taken_back(desk: Desk) -> None:
    draft = desk.see(desk.start("id_exemption").id, "identity", "valid", "T478", "")
    (seen,) = draft.evidence
    assert (seen.kind, seen.state, seen.last, seen.person) == ("identity", "valid", "T478", desk.actor.person)
    assert desk.unsee(draft.id, "identity").evidence == ()


def test_an_item_taken_out_moves_the_others_up(desk: Desk) -> None:
    draft = desk.remove_item(fill_sample(desk, "registration").id, "persons", 0)
    assert [person["family_name"] for person in draft.answers["persons"]] == ["Łukasiewicz-M̂bala"]
    assert draft.label.startswith("Łukasiewicz")


def test_a_discarded_draft_is_gone(desk: Desk) -> None:
    draft = desk.start("registration")
    desk.discard(draft.id)
    assert desk.today().drafts == ()


def test_the_colleagues_are_those_the_office_certified(desk_of: Callable[[str], Desk]) -> None:
    names = [colleague.name for colleague in desk_of("Weber").colleagues()]
    assert names == ["Albrecht, Test", "Berger, Test", "Thiele, Test", "Weber, Test"]


# -- rights (domain/rights.py): the desk asks the table, whatever the screen offers

ROLES = tuple(
    frozenset(held)
    for held in chain.from_iterable(combinations(Role, count) for count in range(len(Role) + 1))
)


def test_blank_forms_are_issued_to_those_roles_the_table_names_and_to_nobody_else(desk: Desk) -> None:
    own = desk.actor
    for roles in ROLES:
        desk.actor = replace(own, roles=roles)
        for issue in (desk.issue_forms, desk.print_blanks):
            before = desk.blanks_out()
            if may(roles, Right.FORMS):
                issue("id_exemption", 1)
            else:
                with pytest.raises(NotAllowed, match="role_not_allowed"):
                    issue("id_exemption", 1)
            assert desk.blanks_out() - before == may(roles, Right.FORMS)


def test_a_draft_is_handed_only_to_somebody_the_table_lets_have_it(desk: Desk, laptop: Laptop) -> None:
    draft, people = desk.start("id_exemption"), laptop.place.people
    known = people.certificate(desk.actor.person)
    assert known is not None
    for number, roles in enumerate(ROLES):
        to = f"colleague-{number}"
        people.put_certificates([SignedCertificate(replace(known, person=to, roles=roles), "")])
        if may(roles, Right.TAKE_DRAFT):
            assert desk.hand_over(draft.id, to).owner == to
            continue
        owner = desk.draft(draft.id).owner
        with pytest.raises(NotAllowed, match="colleague_role_missing"):
            desk.hand_over(draft.id, to)
        assert desk.draft(draft.id).owner == owner
    gone = replace(known, person="gone", revoked_at=desk.clock())
    people.put_certificates([SignedCertificate(gone, "")])
    for person in ("gone", "nobody"):
        with pytest.raises(NotAllowed, match="colleague_role_missing"):
            desk.hand_over(draft.id, person)


# -- paper captured later (Nacherfassung)


def test_blank_forms_get_numbers_that_are_never_given_twice(desk: Desk) -> None:
    first, second = desk.issue_forms("registration", 3), desk.print_blanks("id_card", 2)
    numbers = [*first, *(copy["number"] for copy in second.values["copies"])]
    assert len(set(numbers)) == 5
    assert desk.blanks_out() == 5
    known = desk.form(first[0])
    assert known is not None
    assert (known.service, known.case) == ("registration", None)


def test_a_form_is_captured_with_the_day_it_was_declared(desk: Desk) -> None:
    (number,) = desk.issue_forms("registration", 1)
    declared = desk.daybook.legal_date() - timedelta(days=3)
    draft = desk.capture("registration", f" {number.lower()} ", declared)
    assert (draft.form, draft.declared_at) == (number, declared)
    assert desk.capture("registration", number, declared).id == draft.id


def test_a_form_begun_here_is_known_even_if_it_was_printed_elsewhere(desk: Desk) -> None:
    assert desk.form(ELSEWHERE) is None
    desk.capture("id_card", ELSEWHERE, desk.daybook.legal_date())
    known = desk.form(ELSEWHERE)
    assert known is not None
    assert (known.service, known.printed_at) == ("id_card", None)


def test_a_wrong_number_a_day_to_come_and_another_service_are_refused(desk: Desk) -> None:
    today = desk.daybook.legal_date()
    (number,) = desk.issue_forms("registration", 1)
    wrong = (
        ("registration", f"{number[:-1]}{'0' if number[-1] != '0' else '1'}", today, "form_number_wrong"),
        ("registration", number, today + timedelta(days=1), "declared_in_future"),
        ("id_card", number, today, "form_of_other_service"),
    )
    for service, form, day, code in wrong:
        with pytest.raises(NotAllowed, match=code):
            desk.capture(service, form, day)


def test_a_captured_form_is_not_captured_again_while_its_case_is_corrected(
    desk_of: Callable[[str], Desk],
) -> None:
    clerk = desk_of("Berger")
    number = clerk.submit(captured(clerk, clerk.daybook.legal_date()).id)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen")
    draft = clerk.correct(number)
    with pytest.raises(NotAllowed, match="form_captured") as refused:
        clerk.capture("registration", draft.form, clerk.daybook.legal_date())
    assert refused.value.details["case"] == number


@pytest.mark.parametrize(
    "moved, declared, late", [(20, 10, False), (25, 0, True), (25, 5, True), (14, 0, False)]
)
def test_the_two_weeks_of_section_17_run_to_the_day_of_the_declaration(
    desk: Desk, moved: int, declared: int, late: bool
) -> None:
    today = desk.daybook.legal_date()
    draft = captured(desk, today - timedelta(days=declared))
    draft = desk.save(draft.id, "move_in_date", (today - timedelta(days=moved)).isoformat())
    assert ("registered_late" in {problem.code for problem in desk.problems(draft)}) is late


def test_nobody_declares_on_paper_a_move_that_came_later(desk: Desk) -> None:
    today = desk.daybook.legal_date()
    draft = captured(desk, today - timedelta(days=10))
    draft = desk.save(draft.id, "move_in_date", (today - timedelta(days=3)).isoformat())
    assert "move_in_future" in {problem.code for problem in desk.problems(draft)}


def test_what_was_signed_on_the_form_stays_signed_however_it_is_edited(desk: Desk) -> None:
    draft = captured(desk, desk.daybook.legal_date())
    assert desk.signature(draft) is Signature.OPEN
    draft = desk.sign(draft.id)
    assert next(item.note for item in draft.evidence if item.kind == SIGNED_PAPER) == draft.form
    assert desk.signature(desk.save(draft.id, "house_number", "14")) is Signature.SIGNED


def test_correcting_a_captured_case_asks_for_a_new_signature_only_where_the_person_says_otherwise(
    desk_of: Callable[[str], Desk],
) -> None:
    clerk = desk_of("Berger")
    draft = clerk.sign(captured(clerk, clerk.daybook.legal_date()).id)
    number = clerk.submit(draft.id)
    for basis in ("typing_error", "reconfirmed"):
        decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen")
        correction = clerk.correct(number)
        clerk.save(correction.id, "house_number", "14" if basis == "typing_error" else "15")
        if basis == "reconfirmed":
            with pytest.raises(NotAllowed, match="sign_anew"):
                clerk.submit(correction.id, basis=basis)
            assert clerk.sign(correction.id).evidence[-1].note.startswith("E-")
        clerk.submit(correction.id, basis=basis)
    assert clerk.page(number).form == draft.form


def test_what_is_missing_is_named_and_printed_only_while_it_is(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    assert (desk.missing(draft), desk.missing_list(draft)) == ((), None)
    draft = desk.see(draft.id, "landlord", "missing")
    assert [name["de"] for name in desk.missing(draft)] == ["Bestätigung des Wohnungsgebers"]
    paper = desk.missing_list(draft)
    assert paper is not None
    assert paper.kind == "missing"


def test_the_landlords_form_belongs_to_services_that_ask_for_it(desk: Desk) -> None:
    paper = desk.landlord_form(desk.start("registration"))
    assert paper is not None
    assert paper.kind == "landlord"
    assert desk.landlord_form(desk.start("id_card")) is None


def test_what_is_found_at_once_is_what_each_question_answers(desk: Desk) -> None:
    draft = fill_sample(desk, "registration")
    draft = desk.unsee(desk.save(draft.id, "move_in_date", "2026-01-01").id, "landlord")
    found = desk.found(draft)
    assert found.problems
    assert found.missing
    assert (found.visible, found.problems) == (desk.visible(draft), desk.problems(draft))
    assert (found.signature, found.missing, found.fees) == (
        desk.signature(draft),
        desk.missing(draft),
        desk.fees(draft),
    )
    signed = desk.sign(draft.id)
    assert desk.found(signed).signature is desk.signature(signed) is Signature.SIGNED


def test_neither_who_typed_nor_who_took_over_can_approve(
    desk_of: Callable[[str], Desk], laptop: Laptop, town: Town
) -> None:
    """Supervisors who also take down cases: the one who is away, and the one who goes on."""
    people = {name: laptop.people[name].person for name in ("Berger", "Thiele")}
    with writing(town.office.engine) as connection:
        connection.execute(people_table.update().values(roles="clerk supervisor"))
    laptop.place.people.put_certificates(
        sign_certificate(each, town.office.keys.signing) for each in town.office.certificates(STREAM)
    )
    away, taking = desk_of("Berger"), desk_of("Thiele")
    draft = fill_sample(away, "registration")
    away.park(draft.id)
    assert taking.owner(draft) == ("Berger, Test", True)
    taken = taking.take_over(draft.id)
    assert (taken.owner, taken.hands, taken.parked) == (people["Thiele"], tuple(people.values()), False)
    number = taking.submit(taken.id)
    assert taking.page(number).case.hands == set(people.values())
    for desk in (away, taking):
        assert Action.APPROVE not in desk.page(number).allowed
        with pytest.raises(SamePerson):
            decide(desk, number, Action.APPROVE, desk.actor.name.partition(",")[0])
    assert Action.APPROVE in desk_of("Weber").page(number).allowed


def test_the_draft_of_somebody_let_go_is_taken_over_by_their_name(
    desk_of: Callable[[str], Desk], laptop: Laptop, town: Town
) -> None:
    away, taking = desk_of("Berger"), desk_of("Weber")
    draft = fill_sample(away, "registration")
    town.office.revoke_person(away.actor.person)
    taking.deliver(force=True)
    assert taking.owner(draft) == ("Berger, Test", False)
    number = taking.submit(taking.take_over(draft.id).id)
    assert taking.page(number).case.hands == {away.actor.person, taking.actor.person}
