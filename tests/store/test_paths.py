"""Answers by path."""

import pytest

from mobile_office.store.paths import with_answer, without_item


def test_a_path_makes_the_objects_and_lists_on_its_way() -> None:
    assert with_answer({}, "persons.1.address.city", "Musterstadt") == {
        "persons": [{}, {"address": {"city": "Musterstadt"}}]
    }


def test_the_answers_given_are_not_changed() -> None:
    given = {"persons": [{"name": "a"}]}
    with_answer(given, "persons.0.name", "b")
    without_item(given, "persons", 0)
    assert given == {"persons": [{"name": "a"}]}


def test_none_takes_out_and_makes_nothing() -> None:
    assert with_answer({"a": 1, "b": [1, 2]}, "a", None) == {"b": [1, 2]}
    assert with_answer({"b": [1, 2]}, "b.0", None) == {"b": [2]}
    assert with_answer({}, "persons.0.name", None) == {}


def test_falsehood_and_empty_text_are_answers() -> None:
    assert with_answer({}, "agrees", False) == {"agrees": False}
    assert with_answer({}, "note", "") == {"note": ""}


@pytest.mark.parametrize("path", ["", "0", "a..b", ".a", "persons.100.name", "name.x", "name.0"])
def test_an_impossible_path_is_a_bug(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        with_answer({"name": "text"}, path, "x")


def test_an_item_that_is_not_there_leaves_everything_as_it_was() -> None:
    given = {"persons": [{"name": "a"}]}
    for path, index in (("persons", 5), ("persons", -1), ("children", 0), ("persons.0.name", 0)):
        assert without_item(given, path, index) == given
