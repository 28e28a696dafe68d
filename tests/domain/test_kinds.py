"""Each kind of answer, with values it takes and values it refuses."""

from datetime import date
from typing import Any

import pytest

from mobile_office.domain.codelists import CodeLists, read
from mobile_office.domain.kinds import KINDS, is_empty, partial_date
from mobile_office.domain.service import Field
from tests.domain.shelf import lists

TODAY = date(2026, 11, 22)
LABEL = {"de": "Feld", "en": "field"}


def code(kind: str, value: Any, codelist: str = "", letters: str = "A") -> str | None:
    field = Field("x", kind, LABEL, codelist=codelist, letters=letters)
    found = KINDS[kind].check(value, field, TODAY, lists())
    return found[0] if found else None


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_never_wrong(kind: str) -> None:
    nothings: tuple[Any, ...] = (None, "", "  ", [])
    for nothing in nothings:
        assert is_empty(nothing)
        assert code(kind, nothing) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_another_type_is_refused(kind: str) -> None:
    for wrong in ({"a": 1}, 1.5, b"x", ["x"], "x", True, 7):
        if not isinstance(wrong, KINDS[kind].type) or (KINDS[kind].type is int and wrong is True):
            assert code(kind, wrong) == "wrong_type"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("name", "Łukasiewicz-M̂bala", None),
        ("name", "1", "letter_not_allowed"),
        ("name", "-", "name_without_letters"),
        ("name", "x" * 251, "too_long"),
        ("text", "zwei\nZeilen", "control_character"),
        ("date", "2024-02-29", None),
        ("date", "2026-02-29", "not_a_date"),
        ("date", "2026-11-00", "not_a_date"),
        ("date", "22.11.2026", "not_a_date"),
        ("date", "1500-01-01", "date_too_early"),
        ("date", "2999-01-01", None),
        ("partial_date", "1964-00-00", None),
        ("partial_date", "0000-00-00", None),
        ("partial_date", "1964-08-00", None),
        ("partial_date", "1964-00-12", "not_a_partial_date"),
        ("partial_date", "0000-08-12", "not_a_partial_date"),
        ("partial_date", "2026-11-22", None),
        ("partial_date", "2026-11-23", "date_in_future"),
        ("partial_date", "2026-12-00", "date_in_future"),
        ("partial_date", "1849-01-01", "date_too_early"),
        ("yes_no", False, None),
        ("country", "152", None),
        ("country", "997", "not_a_state"),
        ("country", "159", "code_retired"),  # the Soviet Union: readable, not to be chosen
        ("country", "5", "not_a_state"),
        ("ags", "03241001", None),
        ("ags", "3241001", "not_a_municipality_key"),
        ("ags", "17241001", "not_a_municipality_key"),
        ("serial", "L01X00T471", None),
        ("serial", "L01X00T47", None),
        ("serial", "L01X00T472", "serial_check_digit"),
        ("serial", "LO1X00T47", "serial_letter_meant"),
        ("idnr", "36574261809", None),
        ("idnr", "36574261890", "idnr_check_digit"),
        ("countries", ["000", "152"], None),
        ("countries", ["997"], None),
        ("countries", ["000", "998"], "nationality_stands_alone"),
        ("countries", ["527"], "not_a_nationality"),
        ("countries", ["000", "000"], "chosen_twice"),
        ("countries", [7], "wrong_type"),
        ("postcode", "30159", None),
        ("postcode", "01067", None),
        ("postcode", "00159", "not_a_postcode"),
        ("postcode", "3015", "not_a_postcode"),
        ("house_number", "9999", None),
        ("house_number", "12-14", "not_a_house_number"),
        ("house_number", "0", "not_a_house_number"),
        ("house_number", "12a", "not_a_house_number"),
        ("house_number", "٣", "not_a_house_number"),
        ("number", 160, None),
        ("number", 0, None),
        ("number", -1, "not_a_number"),
        ("code", "PC-7F3K/22", None),
        ("code", "PC 7F3K\n", "not_a_code"),
    ],
)
def test_values(kind: str, value: Any, expected: str | None) -> None:
    assert code(kind, value) == expected


def test_codes_come_from_their_list() -> None:
    assert code("choice", "VH", "marital_status") is None
    assert code("choice", "??", "marital_status") == "not_in_list"
    assert code("choice", "ev", "religion") == "code_retired"  # in Niedersachsen lt or rf
    assert code("choices", ["5", "13"], "objections") is None
    assert code("choices", ["5", "11"], "objections") == "not_in_list"
    assert code("choices", ["5", "10"], "objections") == "code_ended"
    assert code("choices", ["5", "5"], "objections") == "chosen_twice"
    assert code("choices", [5], "objections") == "wrong_type"


def test_a_code_is_refused_on_the_days_it_is_not_valid() -> None:
    field = Field("x", "choices", LABEL, codelist="objections")
    kind, old = KINDS["choices"], ["5", "10"]
    assert kind.check(old, field, date(2025, 12, 31), lists()) is None
    assert kind.check(old, field, date(2026, 1, 1), lists()) == ("code_ended", {"until": "31.12.2025"})
    germany = 'codes.000 = { de = "D", en = "D", valid_from = 1990-10-03 }'
    countries = CodeLists({"countries": read("countries", f'source = "x"\nversion = "1"\n{germany}')})
    for name, value in (("country", "000"), ("countries", ["000"])):
        found = KINDS[name].check(value, field, date(1990, 10, 2), countries)
        assert found == ("code_not_yet", {"since": "03.10.1990"})
        assert KINDS[name].check(value, field, date(1990, 10, 3), countries) is None


def test_long_text_has_a_limit_too() -> None:
    assert code("longtext", "eins\nzwei", letters="C") is None
    assert code("longtext", "x" * 4001, letters="C") == "too_long"


def test_partial_dates_are_read() -> None:
    assert partial_date("1964-08-00") == (1964, 8, 0)
    assert partial_date("1964-13-00") is None
    assert partial_date("gestern") is None
