"""An entry's header: its JSON comes back as it went, and one changed letter is another hash."""

from dataclasses import replace

import pytest

from mobile_office.canonical import digest
from mobile_office.headers import header_from_json, header_hash, header_to_json
from tests.test_protocol import HEADER


def test_a_header_comes_back_as_it_went() -> None:
    assert header_from_json(header_to_json(HEADER)) == HEADER


def test_one_changed_letter_is_another_hash() -> None:
    assert header_hash(replace(HEADER, subject="B-2026-00042-8")) != header_hash(HEADER)


def test_what_a_later_program_wrote_beside_is_kept_and_hashed() -> None:
    later = {**header_to_json(HEADER), "weight": 1.5, "also": ["x", {"y": None}]}
    read = header_from_json(later)
    assert header_to_json(read) == later
    assert header_hash(read) == digest(later) != header_hash(HEADER)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n", "1"),
        ("n", 0),
        ("n", True),
        ("id", 7),
        ("base", 7),
        ("hands", "p1"),
        ("hands", [1]),
        ("chain", None),
        ("service", ["a", "1", "b"]),
        ("service", ["a"]),
        ("service", "abc"),
        ("decides", {}),
        ("at", 7),
    ],
)
def test_a_header_of_other_kinds_of_values_is_none(name: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        header_from_json({**header_to_json(HEADER), name: value})


def test_an_unknown_action_is_no_header() -> None:
    with pytest.raises(ValueError, match="sing"):
        header_from_json({**header_to_json(HEADER), "action": "sing"})
