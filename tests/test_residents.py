"""A round at a real desk: begun, worked down, settled after what happened elsewhere, and deleted in time."""

from datetime import UTC, datetime

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.residents import Reason, Resident, Turn, Wish
from tests.house import Laptop, Town
from tests.screens.stage import Clock

HOME = {"street": "Am Markte", "house_number": "12", "postcode": "30159", "town": "Hannover"}
ERIKA = {"family_name": "Mustermann", "given_names": "Erika", "birth_date": "1934-08-12"}
MAX = {"family_name": "Gabler", "given_names": "Max", "birth_date": "1940-01-31"}


@pytest.fixture
def clock(laptop: Laptop) -> Clock:
    clock = Clock()
    clock.at = datetime.now(UTC).replace(hour=9, minute=30, second=0, microsecond=0)
    laptop.clock = clock
    return clock


@pytest.fixture
def desk(clock: Clock, laptop: Laptop, town: Town) -> Desk:
    assert laptop.clock is clock
    return laptop.desk("Berger", town.office)


def begun(desk: Desk) -> tuple[Resident, Resident]:
    desk.residents.begin("Heim Am Markte", HOME)
    erika, other = desk.residents.add([Wish(ERIKA, "12"), Wish(MAX, "14", "loss_report")])
    return erika, other


def line(desk: Desk, id: str) -> Resident:
    current = desk.residents.round()
    assert current is not None
    return next(one for one in current.residents if one.id == id)


def submit(desk: Desk, draft: str) -> str:
    service = desk.service("id_exemption", desk.draft(draft).version)
    for key, value in service.sample.items():
        if key not in ERIKA:
            desk.save(draft, key, value)
    for kind, state in service.sample_evidence.items():
        desk.see(draft, kind, state)
    return desk.submit(draft)


def test_a_home_needs_a_name_and_a_list_a_home(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="home_missing"):
        desk.residents.begin(" ", HOME)
    with pytest.raises(NotAllowed, match="no_round"):
        desk.residents.add([Wish(ERIKA)])


def test_a_home_set_right_keeps_its_list(desk: Desk) -> None:
    begun(desk)
    desk.residents.begin("Haus am Markt", {**HOME, "house_number": "13"})
    current = desk.residents.round()
    assert current is not None
    assert (current.name, current.answers["house_number"], len(current.residents)) == (
        "Haus am Markt",
        "13",
        2,
    )


def test_a_draft_begins_with_all_that_is_known_and_goes_on(desk: Desk) -> None:
    erika, _ = begun(desk)
    draft = desk.residents.open(erika)
    assert draft.answers == {**ERIKA, **HOME, "facility": "Heim Am Markte"}
    assert draft.label.startswith("Mustermann")
    assert (line(desk, erika.id).turn, line(desk, erika.id).draft) == (Turn.BEGUN, draft.id)
    assert desk.residents.open(erika).id == draft.id, "never two drafts of one wish"


def test_what_was_submitted_is_done_wherever_it_was_submitted(desk: Desk) -> None:
    erika, _ = begun(desk)
    number = submit(desk, desk.residents.open(erika).id)
    assert line(desk, erika.id).turn is Turn.BEGUN
    desk.residents.settle()
    assert (line(desk, erika.id).turn, line(desk, erika.id).case) == (Turn.DONE, number)
    with pytest.raises(NotAllowed, match="resident_done"):
        desk.residents.open(erika)


def test_whose_draft_was_discarded_waits_again(desk: Desk) -> None:
    erika, _ = begun(desk)
    desk.discard(desk.residents.open(erika).id)
    desk.residents.settle()
    assert (line(desk, erika.id).turn, line(desk, erika.id).draft) == (Turn.WAITING, None)


def test_somebody_left_out_can_wait_again(desk: Desk) -> None:
    erika, _ = begun(desk)
    desk.residents.leave_out(erika, Reason.ASLEEP)
    left = line(desk, erika.id)
    assert (left.turn, left.reason) == (Turn.LEFT_OUT, "asleep")
    desk.residents.wait_again(left)
    assert line(desk, erika.id) == erika


def test_another_service_takes_over_what_was_said_and_is_the_same_visit(desk: Desk) -> None:
    erika, other = begun(desk)
    first = desk.residents.open(erika)
    submit(desk, first.id)
    another = desk.residents.add_service(erika, "registration_certificate")
    current = desk.residents.round()
    assert current is not None
    assert [one.id for one in current.residents] == [erika.id, another.id, other.id]
    draft = desk.residents.open(another)
    assert draft.visit == first.visit
    assert draft.answers["family_name"] == "Mustermann"
    assert draft.answers["street"] == desk.service("id_exemption", first.version).sample["street"]


def test_a_line_deleted_by_mistake_comes_back_to_its_place(desk: Desk) -> None:
    erika, other = begun(desk)
    desk.residents.take_out(erika.id)
    desk.residents.put_back(erika, other.id)
    desk.residents.take_out(other.id)
    desk.residents.put_back(other, "")
    current = desk.residents.round()
    assert current is not None
    assert current.residents == (erika, other)


def test_what_is_no_list_is_told_and_what_is_there_already_too(desk: Desk) -> None:
    begun(desk)
    assert [one.code for one in desk.residents.read(b"\x00\x00").wrong] == ["residents_not_text"]
    assert [one.code for one in desk.residents.read(b"x" * 2_000_000).wrong] == ["residents_too_large"]
    found = desk.residents.read("Mustermann\tErika\t12.08.1934\nBeispiel\tIda")
    assert [wish.answers["family_name"] for wish in found.wishes] == ["Beispiel"]
    assert [one.code for one in found.wrong] == ["residents_twice"]


def test_the_list_is_gone_when_the_day_is_closed(desk: Desk) -> None:
    begun(desk)
    with pytest.raises(NotAllowed):
        desk.daybook.close(3)
    assert desk.residents.round() is not None
    desk.daybook.close(0)
    assert desk.residents.round() is None


def test_the_list_is_gone_when_the_day_has_passed(desk: Desk, clock: Clock) -> None:
    begun(desk)
    desk.residents.forget_past()
    assert desk.residents.round() is not None
    clock.go(24 * 60)
    assert desk.residents.round() is None
    desk.residents.forget_past()
    clock.go(-24 * 60)
    assert desk.residents.round() is None


def test_the_list_is_gone_when_somebody_says_so(desk: Desk) -> None:
    begun(desk)
    desk.residents.forget()
    assert desk.residents.round() is None
