"""Who is next, what a line must have, and what of it goes into the draft of a service."""

from datetime import UTC, date, datetime

import pytest

from mobile_office import resources
from mobile_office.domain.residents import (
    MODEL,
    PERSON,
    Resident,
    Round,
    Turn,
    Wish,
    answers_for,
    fields_of,
    finding,
    mark,
)
from mobile_office.domain.service import Service
from mobile_office.stock import read_shelf

TODAY = date(2026, 11, 22)
ERIKA = {"family_name": "Mustermann", "given_names": "Erika", "birth_date": "1934-08-12"}
HOME = {"street": "Am Markte", "house_number": "12", "postcode": "30159", "town": "Hannover"}


def service(name: str) -> Service:
    return next(one for one in read_shelf(resources.folder())[0].current() if one.id == name)


def of(*turns: Turn) -> Round:
    residents = tuple(Resident(str(n), ERIKA, "", MODEL, turn) for n, turn in enumerate(turns))
    return Round("r", TODAY, "Heim", {}, datetime.now(UTC), residents)


def next_id(current: Round, after: str = "") -> str:
    found = current.next(after)
    return found.id if found else ""


def test_the_next_one_waits_behind_the_last_or_else_before_them() -> None:
    current = of(Turn.WAITING, Turn.DONE, Turn.BEGUN, Turn.WAITING)
    assert (next_id(current), next_id(current, "0"), next_id(current, "3")) == ("0", "3", "0")


def test_when_nobody_waits_who_was_begun_is_next_and_then_nobody() -> None:
    assert next_id(of(Turn.DONE, Turn.BEGUN, Turn.LEFT_OUT), "2") == "1"
    assert of(Turn.DONE, Turn.LEFT_OUT).next() is None
    assert of(Turn.DONE, Turn.LEFT_OUT, Turn.DONE).count(Turn.DONE) == 2


@pytest.mark.parametrize(
    "answers, told",
    [
        (ERIKA, None),
        ({"family_name": "Mustermann"}, None),
        ({"given_names": "Erika"}, ("family_name", "required")),
        ({**ERIKA, "birth_date": "31.02.1940"}, ("birth_date", "not_a_partial_date")),
        ({**ERIKA, "birth_date": "2027-01-01"}, ("birth_date", "date_in_future")),
        ({**ERIKA, "family_name": "Muster\u0007mann"}, ("family_name", "control_character")),
    ],
)
def test_a_line_is_checked_as_the_services_check_it(
    answers: dict[str, str], told: tuple[str, str] | None
) -> None:
    found = finding(service(MODEL), Wish(answers), TODAY, read_shelf(resources.folder())[1])
    assert (found and (found[0], found[1][0])) == told


def test_a_room_is_checked_too() -> None:
    found = finding(service(MODEL), Wish(ERIKA, "3\u0007"), TODAY, read_shelf(resources.folder())[1])
    assert found is not None
    assert found[0] == "room"


def test_the_list_has_the_fields_of_the_service_asked_for_most() -> None:
    assert [one.key for one in fields_of(service(MODEL), (*PERSON, "no_such"))] == list(PERSON)


def test_an_exemption_knows_person_address_and_home() -> None:
    filled = answers_for(service(MODEL), "Heim Am Markte", {**HOME, "represented_by": "none"}, ERIKA)
    assert filled == {**ERIKA, **HOME, "facility": "Heim Am Markte", "represented_by": "none"}


def test_a_registration_has_the_person_as_its_first_and_the_home_as_the_new_one() -> None:
    filled = answers_for(service("registration"), "Heim", HOME, ERIKA)
    assert filled["persons"] == [ERIKA]
    assert filled["street"] == "Am Markte"
    assert "facility" not in filled


def test_who_gives_a_home_up_does_not_mean_this_one() -> None:
    filled = answers_for(service("deregistration"), "Heim", HOME, ERIKA)
    assert "street" not in filled
    assert filled["persons"] == [ERIKA]


def test_a_representative_of_ones_own_takes_the_place_of_the_shared_one() -> None:
    shared = {"represented_by": "betreuer", "representative_family_name": "Gabler", "betreuer_scope": ["x"]}
    own = {**ERIKA, "represented_by": "proxy", "representative_family_name": "Beispiel"}
    filled = answers_for(service(MODEL), "Heim", shared, own)
    assert (filled["represented_by"], filled["representative_family_name"]) == ("proxy", "Beispiel")
    assert "betreuer_scope" not in filled
    assert answers_for(service(MODEL), "Heim", shared, ERIKA)["representative_family_name"] == "Gabler"


def test_one_person_in_another_spelling_is_the_same_line() -> None:
    assert mark(Wish({**ERIKA, "family_name": "MUSTERMANN"})) == mark(Wish(ERIKA))
    assert mark(Wish(ERIKA, service="loss_report")) != mark(Wish(ERIKA))


def test_a_name_is_what_there_is_of_it() -> None:
    assert Resident("1", ERIKA, "", MODEL).name == "Mustermann, Erika"
    assert Resident("1", {"family_name": "Mustermann"}, "", MODEL).name == "Mustermann"
