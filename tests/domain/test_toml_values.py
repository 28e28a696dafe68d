"""Values out of a table: what is taken, and what is said of the rest."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mobile_office.domain import toml_values as values
from mobile_office.domain.toml_values import Flaw

TABLE: dict[str, Any] = {
    "key": "x",
    "word": "family_name",
    "text": {"de": "Ja", "en": "Yes"},
    "half": {"de": "Ja"},
    "number": 3,
    "list": ["a"],
    "lists": {"de": ["a"], "en": ["b"]},
    "table": {"a": 1},
    "tables": [{"a": 1}],
}


def test_values_of_the_right_shape_are_taken() -> None:
    assert values.word(TABLE, "word") == "family_name"
    assert values.words(TABLE, "text") == {"de": "Ja", "en": "Yes"}
    assert values.words(TABLE, "none", optional=True) == {}
    assert values.whole(TABLE, "number", least=1) == 3
    assert values.whole(TABLE, "none", 5, least=1) == 5
    assert values.strings(TABLE, "list") == ["a"]
    assert values.word_lists(TABLE, "lists") == {"de": ["a"], "en": ["b"]}
    assert values.table(TABLE, "table") == {"a": 1}
    assert values.tables(TABLE, "tables") == [{"a": 1}]
    assert values.tables(TABLE, "none") == []
    assert values.one_of(TABLE, "word", ("family_name",)) == "family_name"
    assert values.string(TABLE, "none", "") == ""


@pytest.mark.parametrize(
    "read",
    [
        lambda: values.word(TABLE, "text"),
        lambda: values.word({"word": "Not A Key"}, "word"),
        lambda: values.words(TABLE, "half"),
        lambda: values.words(TABLE, "none"),
        lambda: values.words({"text": {"de": "Ja", "en": " "}}, "text"),
        lambda: values.whole(TABLE, "number", least=4),
        lambda: values.whole({"n": True}, "n", least=0),
        lambda: values.strings({"list": [1]}, "list"),
        lambda: values.word_lists({"lists": {"de": ["a"]}}, "lists"),
        lambda: values.table(TABLE, "number"),
        lambda: values.tables(TABLE, "table"),
        lambda: values.one_of(TABLE, "word", ("other",)),
        lambda: values.string(TABLE, "none"),
        lambda: values.only({"a": 1}, {"b"}, "rule"),
        lambda: values.used({"use": "x"}, "use", "field", {}),
    ],
)
def test_anything_else_is_a_flaw(read: Callable[[], object]) -> None:
    with pytest.raises(Flaw):
        read()


def test_a_tables_own_words_win_over_shared_ones() -> None:
    shared = {"field": {"name": {"kind": "name", "label": 1}}}
    assert values.used({"use": "name", "label": 2}, "use", "field", shared) == {"kind": "name", "label": 2}


def test_a_flaw_is_found_by_the_first_words_that_occur() -> None:
    assert values.line_of("a\nb\nc", ("x", "b", "a")) == 2
    assert values.line_of("a\nb\nc", ("", "x")) == 1
    assert values.line_of('a\nb = "say \\"c\\""', ('say "c"',)) == 2


def test_a_flaw_is_looked_for_in_its_table_first() -> None:
    text = 'label = 1\n[[rule]]\ncode = "a"\n[[rule]]\ncode = "b"\nlabel = 2\n'
    assert Flaw("x", "label =").within("[[rule]]", 1).line_in(text) == 6
    assert Flaw("x", "nothing").within("[[rule]]", 1).line_in(text) == 4
    assert Flaw("x", "label =").within(values.TOP).line_in(text) == 1
    assert Flaw("x", "code =").within(values.TOP).line_in(text) == 1
    assert Flaw("x", "code =").within("[[fee]]").line_in(text) == 3  # no such table: anywhere


def test_flaws_are_gathered_and_the_first_is_raised_at_the_end() -> None:
    found = values.Gathered()
    assert found.of(None, values.word, TABLE, "word") == "family_name"
    found.end()
    assert found.of(7, values.whole, TABLE, "none", least=1) == 7
    assert found.of("", values.string, TABLE, "none") == ""
    with pytest.raises(Flaw) as caught:
        found.end()
    assert caught.value.reason == "number_wrong (key 'none', least 1)"


def test_the_nearest_words_are_meant_all_of_a_few_none_of_many() -> None:
    assert values.meant("lable", ["label", "hint"]) == "label"
    assert values.meant("xyz", ["label", "hint"]) == "hint, label"
    assert values.meant("xyz", [f"label{n}" for n in range(20)]) == ""


def test_a_day_is_a_day() -> None:
    assert values.day({"d": date(2026, 1, 2)}, "d") == date(2026, 1, 2)
    assert values.day({}, "d") is None
    for wrong in ("2026-01-02", 3, datetime(2026, 1, 2, tzinfo=UTC)):
        with pytest.raises(Flaw):
            values.day({"d": wrong}, "d")
