"""What the fuzzer has found, once each: these inputs crashed a parser, or kept it busy, and do so no more."""

import pytest

from mobile_office.domain.text import MOST_MARKS, check, nfc, search_form
from mobile_office.sync import wire
from tests.fuzz.target import judge
from tests.fuzz.targets import TARGETS

_DEEP = b'{"a":' + b"[" * 100_000
_MARKS = "a" + "\u0301" * 40_000 + "\u0316" * 40_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("settings", b"a=" + b"[" * 5000),  # RecursionError
        ("settings", b"a=" + b"9" * 5000),  # a ValueError that is no TOMLDecodeError
        ("delays", b'{"p-1": [1e999, "2026-11-22T10:42:07.123Z"]}'),  # OverflowError
        *((name, _DEEP) for name in ("delays", "wiped", "begun", "restored", "device", "device_secret")),
        ("slots", b'{"content": {"v": 1e999}}'),  # OverflowError
        ("backup_manifest", b'{"content": {"v": 1e999}}'),  # OverflowError
        ("json", b"[" + b"[]," * 300_000 + b"0]"),  # of the largest size: seconds
        ("answer", wire.sign_answer(bytes(range(32)), 7)),  # type: ignore[arg-type]  # ValueError
        (
            "residents",
            ("Nachname;Vorname\n" + _MARKS).encode(),
        ),  # a minute, for each of 80,000 marks to be put in order
    ],
)
def test_what_was_found_holds(name: str, data: bytes) -> None:
    assert judge(TARGETS[name], data) is None


def test_a_letter_with_too_many_marks_is_left_as_it_is_and_allowed_nowhere() -> None:
    assert nfc(_MARKS) == _MARKS
    assert check(_MARKS, "E") is not None
    assert search_form(_MARKS) == "A"
    most = "a" + "\u0316" + "\u0301" * (MOST_MARKS - 1)
    assert nfc(most) == "\u00e1\u0316" + "\u0301" * (MOST_MARKS - 2)  # what people write is composed as ever
