"""Several services in one visit: what is asked once, paid once, and proposed for less."""

from dataclasses import replace

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.overview import Draft
from mobile_office.domain.reduction import FEE_REDUCTION, Chosen
from tests.domain import family
from tests.house import Laptop, Town
from tests.samples import decide, fill_sample, submit_sample


def card(desk: Desk, service: str, visit: str = "", *, photo: str = "office", **more: object) -> Draft:
    """A card or passport from its sample, with the photo taken at the office."""
    known = next(one for one in desk.services() if one.id == service)
    answers = {**known.sample, "photo_source": photo, **more}
    draft = desk.visiting.begin(service, answers, visit)
    return desk.see(draft.id, "identity", "valid", "0001", "")


def photo(desk: Desk, draft: Draft) -> tuple[int | None, bool]:
    (line,) = [line for line in desk.fees(desk.draft(draft.id)).lines if line.once == "photo"]
    return line.cents, line.shared


def registered(desk: Desk) -> Draft:
    draft = desk.start("registration", family.answers())
    for kind, state in {"identity": "valid", "landlord": "present"}.items():
        draft = desk.see(draft.id, kind, state, "0129")
    return draft


def test_each_draft_begins_a_visit_and_what_continues_it_shares_it(desk: Desk) -> None:
    first, second = desk.start("registration"), desk.start("id_card")
    assert first.visit
    assert first.visit != second.visit
    assert desk.visiting.begin("passport", {"family_name": "Mustermann"}, first.visit).visit == first.visit


def test_a_family_s_child_need_not_be_typed_again(desk: Desk) -> None:
    first = registered(desk)
    desk.submit(first.id)
    assert desk.visiting.people(first.visit) == (family.ERIKA, family.MAX, family.LEO, family.IDA)
    draft = desk.visiting.go_on(first.visit, family.LEO, "id_card")
    assert (draft.label, draft.visit) == ("Mustermann, Leo", first.visit)
    assert draft.answers["guardians"][1]["given_names"] == "Max"
    kept = desk.visiting.carried(draft)
    assert kept.declared
    assert "birth_place" in kept.paths


def test_what_is_still_being_typed_can_be_taken_over_too(desk: Desk) -> None:
    first = registered(desk)
    draft = desk.visiting.go_on(first.visit, family.ERIKA, "passport")
    assert draft.answers["birth_name"] == "Gabler"


def test_somebody_else_in_the_visit_begins_with_an_empty_form(desk: Desk) -> None:
    first = registered(desk)
    draft = desk.visiting.go_on(first.visit, None, "id_card")
    assert (draft.answers, draft.visit) == ({}, first.visit)
    assert desk.visiting.carried(draft).paths == ()


def test_marks_of_drafts_that_are_gone_are_forgotten(laptop: Laptop, desk: Desk) -> None:
    first = registered(desk)
    gone = desk.visiting.go_on(first.visit, family.ERIKA, "passport")
    desk.discard(gone.id)
    kept = desk.visiting.go_on(first.visit, family.ERIKA, "id_card")
    assert set(laptop.place.local.get("carried") or {}) == {kept.id}


def test_the_identity_seen_in_the_visit_is_proposed_for_the_same_person_only(desk: Desk) -> None:
    first = registered(desk)
    desk.submit(first.id)
    mother = desk.visiting.go_on(first.visit, family.ERIKA, "id_card")
    child = desk.visiting.go_on(first.visit, family.LEO, "id_card")
    seen = desk.visiting.seen_before(mother)
    assert seen is not None
    assert (seen.state, seen.last) == ("valid", "0129")
    assert desk.visiting.seen_before(child) is None
    noted = desk.see(mother.id, "identity", "valid", "0129")
    assert desk.visiting.seen_before(noted) is None


def test_the_second_document_of_a_person_has_its_photo_charged_already(desk: Desk) -> None:
    first = card(desk, "id_card")
    number = desk.submit(first.id)
    second = card(desk, "passport", first.visit)
    assert photo(desk, second) == (0, True)
    again = desk.submit(second.id)
    page = desk.page(again)
    assert page.fees is not None
    assert [line.shared for line in page.fees.lines] == [False, True]
    assert desk.visiting.visit(first.visit).total == 4600 + 600 + 7000
    assert desk.visiting.visit(first.visit).up_to(number).total == 5200


def test_another_person_or_another_visit_pays_its_own_photo(desk: Desk) -> None:
    first = card(desk, "id_card")
    desk.submit(first.id)
    assert photo(desk, card(desk, "passport", first.visit, given_names="Lena")) == (600, False)
    assert photo(desk, card(desk, "passport")) == (600, False)


def test_a_withdrawn_case_pays_for_nobody(desk: Desk) -> None:
    first = card(desk, "id_card")
    desk.do(desk.submit(first.id), Action.WITHDRAW, reason="Nicht mehr gewünscht")
    assert photo(desk, card(desk, "passport", first.visit)) == (600, False)


def test_a_correction_of_the_first_document_still_pays_for_the_photo(
    town: Town, laptop: Laptop, desk: Desk
) -> None:
    first = card(desk, "id_card")
    number = desk.submit(first.id)
    desk.submit(card(desk, "passport", first.visit).id)
    decide(laptop.desk("Thiele", town.office), number, Action.RETURN, "Thiele", reason="Größe prüfen")
    draft = desk.correct(number)
    assert draft.visit == first.visit
    assert photo(desk, draft) == (600, False)


def test_the_receipts_say_what_the_visit_costs_up_to_them(desk: Desk) -> None:
    first = card(desk, "id_card")
    one = desk.submit(first.id)
    two = desk.submit(card(desk, "passport", first.visit).id)
    assert desk.receipt(one).values["visit_total"] == []
    label, amount = desk.receipt(two).values["visit_total"]
    assert "2" in label["de"]
    assert amount["de"] == "122,00 €"


def test_a_proposed_reduction_goes_with_the_case_to_the_supervisor(
    town: Town, laptop: Laptop, desk: Desk
) -> None:
    draft = card(desk, "passport", photo="cloud")
    (rule,) = desk.visiting.reductions(desk.fees(draft), desk.daybook.legal_date())
    what = Chosen(rule.key, ("benefits",), "Bescheid gesehen")
    draft = desk.see(draft.id, FEE_REDUCTION, what.state, "", what.reason)
    assert desk.fees(draft).total == 0
    assert desk.fees(desk.unsee(draft.id, FEE_REDUCTION)).total == 7000
    desk.see(draft.id, FEE_REDUCTION, what.state, "", what.reason)
    page = laptop.desk("Thiele", town.office).page(desk.submit(draft.id))
    assert page.fees is not None
    line = page.fees.lines[-1]
    assert (line.cents, line.reason, line.proposed) == (-7000, "Bescheid gesehen", True)
    assert (line.paragraph, [ground["de"] for ground in line.grounds]) == (
        "§ 28 PassV",
        ["Leistungen nach SGB II oder SGB XII"],
    )


def test_a_case_without_a_visit_has_no_sum_of_one(desk: Desk) -> None:
    number = submit_sample(desk)
    assert desk.receipt(number).values["visit_total"] == []
    blank = replace(fill_sample(desk, "id_card"), visit="")
    assert desk.visiting.seen_before(blank) is None
