"""Everybody the form names can be compared; values are shown as a person reads them."""

from datetime import date

import pytest

from mobile_office.desk import Desk
from mobile_office.domain import mrz
from mobile_office.ui.formstate import FormState
from mobile_office.ui.holders import Holder, differences, nearest, readable, state_name
from tests.samples import fill_sample

TODAY = date(2026, 11, 22)
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
GERMAN = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F3103315<<<<<<<<<<<<<<<2"


def state(desk: Desk, service: str, **more: object) -> FormState:
    draft = fill_sample(desk, service)
    for path, value in more.items():
        draft = desk.save(draft.id, path, value)
    return FormState(desk, desk.service(draft.service, draft.version), draft)


def test_the_representative_is_somebody_too_while_there_is_one(desk: Desk) -> None:
    more = {"representative_family_name": "Gabler", "representative_given_names": "Max"}
    found = state(desk, "id_exemption", represented_by="betreuer", **more).holders()
    assert found[-1].name == "Gabler, Max"
    hidden = state(desk, "id_exemption", represented_by="none", **more).holders()
    assert all(holder.name != "Gabler, Max" for holder in hidden)


def test_everybody_of_a_family_is_there_once(desk: Desk) -> None:
    found = state(desk, "registration").holders()
    assert len(found) == len({holder.name for holder in found})
    assert len(found) >= 2


def test_nobody_is_there_before_a_name_was_typed(desk: Desk) -> None:
    draft = desk.start("registration")
    assert FormState(desk, desk.service(draft.service, draft.version), draft).holders() == ()


@pytest.mark.parametrize(
    ("sex", "states", "fields"),
    [
        ("w", ("DEU",), []),
        ("w", ("POL", "DEU"), []),
        ("m", ("DEU",), ["sex"]),
        ("w", ("POL",), ["nationality"]),
        ("", (), []),
    ],
)
def test_sex_and_nationality_are_compared_where_they_were_typed(
    sex: str, states: tuple[str, ...], fields: list[str]
) -> None:
    found = differences(mrz.read(GERMAN, TODAY), Holder("Erika", {"sex": sex}, states))
    assert [item.field for item in found] == fields


def test_divers_agrees_with_x_and_is_told_as_it_was_typed() -> None:
    document = mrz.read(PASSPORT, TODAY)
    (found,) = differences(document, Holder("Anna", {"sex": "d"}))
    assert (found.typed, found.read) == ("d", "w")


def test_the_nearest_has_the_most_in_common() -> None:
    people = [
        Holder("a", {"family_name": "Mustermann", "given_names": "Max"}),
        Holder("b", {"family_name": "Mustermann", "given_names": "Erika"}),
        Holder("c", {"family_name": "Gabler", "given_names": "Erika"}),
    ]
    assert nearest(mrz.read(GERMAN, TODAY), people) == 1
    assert nearest(mrz.read(PASSPORT, TODAY), people) == 0
    assert nearest(mrz.read(PASSPORT, TODAY), []) == 0


def test_codes_and_dates_are_read_as_words(desk: Desk) -> None:
    assert readable("birth_date", "1964-08-12", desk.codelists) == "12.08.1964"
    assert readable("sex", "w", desk.codelists) == "weiblich"
    assert readable("nationality", "D", desk.codelists) == "Deutschland"
    assert readable("family_name", "MUSTERMANN", desk.codelists) == "MUSTERMANN"
    assert state_name("UTO", desk.codelists) == "UTO"
