"""The cases of a visit are found by their visit's id, corrected ones as they are now."""

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.store import visits
from mobile_office.workplace import Workplace
from tests.house import Laptop, Town
from tests.samples import decide, fill_sample, submit_sample

OF = ("id_card", "registration")


def numbers(place: Workplace, visit: str) -> list[str]:
    return [case.number for case in visits.visit(place.journal.engine, place.device.stream, visit).cases]


def submitted(desk: Desk, service: str, visit: str) -> str:
    known = next(one for one in desk.services() if one.id == service)
    draft = desk.visiting.begin(service, known.sample, visit)
    for kind, state in known.sample_evidence.items():
        desk.see(draft.id, kind, state, "0001", "")
    return desk.submit(draft.id)


def test_only_its_own_cases_in_the_order_they_were_submitted(laptop: Laptop, desk: Desk) -> None:
    submit_sample(desk)
    first = fill_sample(desk, "registration")
    own = desk.submit(first.id)
    other = submit_sample(desk)
    second = submitted(desk, "id_card", first.visit)
    assert numbers(laptop.place, first.visit) == [own, second]
    assert other not in numbers(laptop.place, first.visit)


def test_a_case_without_a_visit_belongs_to_none(laptop: Laptop, desk: Desk) -> None:
    submit_sample(desk)
    assert numbers(laptop.place, "") == []
    assert numbers(laptop.place, "018f0000-0000-7000-8000-000000000000") == []


def test_a_corrected_case_stays_in_its_visit_once(town: Town, laptop: Laptop, desk: Desk) -> None:
    number = submit_sample(desk, "id_card")
    visit = desk.page(number).visit
    thiele = laptop.desk("Thiele", town.office)
    decide(thiele, number, Action.RETURN, "Thiele", comments={"height": "Bitte prüfen."})
    draft = desk.save(desk.correct(number).id, "height", 161)
    desk.submit(draft.id, basis="typing_error")
    (case,) = visits.visit(laptop.place.journal.engine, laptop.place.device.stream, visit).cases
    assert (case.number, case.answers["height"], case.withdrawn) == (number, 161, False)


def test_a_withdrawn_case_says_so(laptop: Laptop, desk: Desk) -> None:
    number = submit_sample(desk, "id_card")
    desk.do(number, Action.WITHDRAW, reason="Nicht mehr gewünscht")
    visit = desk.page(number).visit
    (case,) = visits.visit(laptop.place.journal.engine, laptop.place.device.stream, visit).cases
    assert case.withdrawn
