"""Code lists: read, named, and refused when broken."""

from datetime import date

import pytest

from mobile_office.domain.codelists import CodeLists, read
from mobile_office.domain.errors import Damaged
from tests.domain.shelf import lists

GOOD = 'source = "test"\nversion = "1"\n[codes]\na = { de = "A", en = "Ay" }\nb = { de = "B", en = "Bee", retired = true }\n'


def test_labels_keep_the_order_of_the_file_and_leave_out_retired_codes() -> None:
    found = CodeLists({"letters": read("letters", GOOD)})
    assert found.labels("letters", "en") == {"a": "Ay"}
    assert found.label("letters", "b") == "B"
    assert found.label("letters", "?") == "?"
    assert "letters" in found
    assert "numbers" not in found
    assert found.lists["letters"].version == "1"


@pytest.mark.parametrize(
    "broken",
    ["not toml [", GOOD.replace("version", "x"), GOOD.replace('en = "Ay"', ""), "codes = 3", "\ufeff"],
)
def test_a_broken_list_is_named(broken: str) -> None:
    with pytest.raises(Damaged) as caught:
        read("letters", broken)
    assert caught.value.details == {"what": "letters"}


def test_countries_are_those_of_the_official_list() -> None:
    assert len(lists().labels("countries", use="state")) == 197
    assert lists().label("countries", "152") == "Polen"
    everything = lists().lists["countries"].codes
    assert all(key.isdigit() and len(key) == 3 for key in everything)
    current = [code.iso for code in everything.values() if code.iso and not code.retired]
    assert len(set(current)) == len(current)


def test_there_is_no_objection_against_the_bundeswehr_any_more() -> None:
    assert list(lists().labels("objections")) == ["2", "5", "7", "13"]


def test_a_code_is_offered_only_on_the_days_it_is_valid() -> None:
    old = lists().on(date(2025, 12, 31))
    assert list(old.labels("objections")) == ["2", "5", "7", "10", "13"]
    assert "10" not in lists().on(date(2026, 1, 1)).labels("objections")
    assert lists().label("objections", "10", "en").startswith("information material")


def test_the_dates_of_a_list_are_those_of_its_codes_unless_they_have_their_own() -> None:
    dated = GOOD.replace("[codes]", "valid_from = 2027-01-01\n[codes]").replace(
        'b = { de = "B", en = "Bee", retired = true }',
        'b = { de = "B", en = "Bee", valid_from = 2026-01-01, valid_until = 2026-12-31 }',
    )
    found = CodeLists({"letters": read("letters", dated)})
    assert list(found.on(date(2026, 6, 1)).labels("letters")) == ["b"]
    assert list(found.on(date(2027, 1, 1)).labels("letters")) == ["a"]
    assert list(found.labels("letters")) == ["a"]  # without a day: what has no end


@pytest.mark.parametrize("typed", ["Türkei", "tuerkei", "TURKEI", "turk", "163", "tur", "Türk"])
def test_a_country_is_found_by_any_spelling_and_by_its_codes(typed: str) -> None:
    assert lists().find("countries", typed)[0] == "163"


def test_what_begins_so_stands_before_what_only_holds_it() -> None:
    found = [lists().label("countries", code) for code in lists().find("countries", "kongo")]
    assert found == ["Kongo", "Kongo, Demokratische Republik"]
    assert lists().find("countries", "republik") != ()
    assert lists().find("countries", "sowjet") == ()  # ended: readable, not to be chosen
    assert "997" not in lists().find("countries", "staatenlos", use="state")
    assert lists().find("countries", "xyzzy") == ()


def test_the_official_nationalities_are_all_there() -> None:
    codes = lists().lists["countries"].codes.values()
    assert len([code for code in codes if code.only != "state"]) == 211
    assert lists().label("countries", "910") == "nur interne Verwendung"
