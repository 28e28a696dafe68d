"""A hand scanner is told from a person by the times of its keys."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from mobile_office.ui.wedge import FASTEST, Burst

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def typed(burst: Burst, text: str, gap: int, start: int = 1000) -> list[str]:
    """What is told at each key; `\\r` is Enter."""
    told = []
    for place, letter in enumerate(text):
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, letter)
        event.setTimestamp(start + gap * place)
        told.append(burst.take(event))
    return [one for one in told if one]


def test_a_fast_burst_that_ends_with_enter_is_a_scanners() -> None:
    assert typed(Burst(), "PC-7F3K\r", 4) == ["PC-7F3K"]


def test_a_person_is_none_however_well_they_type() -> None:
    assert typed(Burst(), "PC-7F3K\r", FASTEST + 1) == []


def test_what_a_person_typed_before_is_no_part_of_it() -> None:
    burst = Burst()
    assert typed(burst, "abc", 150) == []
    assert typed(burst, "PC-7F3K\r", 4, start=9000) == ["PC-7F3K"]


def test_two_fast_keys_are_none() -> None:
    assert typed(Burst(), "ab\r", 4) == []


def test_keys_without_a_time_are_no_scanners() -> None:
    assert typed(Burst(), "PC-7F3K\r", 0, start=0) == []


def test_the_shift_key_between_capitals_changes_nothing() -> None:
    burst = Burst()
    for place, letter in enumerate("ABCDEFG\r"):
        shift = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, SHIFT)
        shift.setTimestamp(100 + 8 * place)
        assert burst.take(shift) == ""
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_A
        event = QKeyEvent(QEvent.Type.KeyPress, key, SHIFT, letter)
        event.setTimestamp(104 + 8 * place)
        told = burst.take(event)
    assert told == "ABCDEFG"
