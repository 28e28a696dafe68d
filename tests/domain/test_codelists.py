"""Code lists: read, named, and refused when broken."""

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
