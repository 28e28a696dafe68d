"""A document fills in what is empty and certain: never a name, never what is in doubt, never what was typed."""

from datetime import date

import pytest

from mobile_office.desk import Desk
from mobile_office.domain import mrz
from mobile_office.domain.mrz import Document
from mobile_office.ui.documentgaps import filled, gaps
from mobile_office.ui.formstate import FormState
from mobile_office.ui.holders import Holder, differences

TODAY = date(2026, 11, 22)
GERMAN = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F3103315<<<<<<<<<<<<<<<2"


def read(lines: str = GERMAN) -> Document:
    return mrz.read(lines, TODAY)


def somebody(desk: Desk, **more: object) -> tuple[FormState, Holder]:
    """A registration in which only a family name was typed."""
    draft = desk.start("registration")
    for path, value in {"persons.0.family_name": "Mustermann", **more}.items():
        draft = desk.save(draft.id, path.replace("__", "."), value)
    state = FormState(desk, desk.service(draft.service, draft.version), draft)
    return state, state.holders()[0]


def test_what_is_certain_goes_where_nothing_is(desk: Desk) -> None:
    state, holder = somebody(desk)
    found = {gap.path: gap.value for gap in gaps(read(), holder, state.codelists)}
    assert found == {
        "persons.0.birth_date": "1964-08-12",
        "persons.0.sex": "w",
        "persons.0.nationalities": ["000"],
    }


def test_what_was_typed_stays(desk: Desk) -> None:
    typed = {"persons__0__birth_date": "1970-01-01", "persons__0__nationalities": ["152"]}
    state, holder = somebody(desk, **typed)
    assert [gap.field for gap in gaps(read(), holder, state.codelists)] == ["sex"]


@pytest.mark.parametrize(
    "lines, fields",
    [
        (GERMAN.replace("6408125F", "6408126F"), []),  # two digits are wrong
        (GERMAN.replace("F3103315", "<3103315"), ["birth_date", "nationality"]),
    ],
)
def test_what_is_in_doubt_or_not_said_is_not_filled_in(desk: Desk, lines: str, fields: list[str]) -> None:
    state, holder = somebody(desk)
    assert [gap.field for gap in gaps(read(lines), holder, state.codelists)] == fields


def test_a_day_that_is_not_known_is_left_to_the_clerk(desk: Desk) -> None:
    state, holder = somebody(desk)
    unknown = mrz.read(
        GERMAN.replace("6408125F3103315<<<<<<<<<<<<<<<2", "64<<<<2F3103315<<<<<<<<<<<<<<<2"), TODAY
    )
    assert "birth_date" not in {gap.field for gap in gaps(unknown, holder, state.codelists)}


def test_once_filled_in_nothing_is_empty_and_nothing_differs(desk: Desk) -> None:
    state, holder = somebody(desk)
    after = filled(holder, gaps(read(), holder, state.codelists))
    assert gaps(read(), after, state.codelists) == ()
    assert differences(read(), after) == ()


def test_each_gap_is_told_as_a_person_reads_it(desk: Desk) -> None:
    state, holder = somebody(desk)
    told = [gap.words(state.codelists) for gap in gaps(read(), holder, state.codelists)]
    assert told == ["Geburtsdatum 12.08.1964", "Geschlecht weiblich", "Staatsangehörigkeit Deutschland"]
