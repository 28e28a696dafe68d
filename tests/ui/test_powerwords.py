"""The battery in words: rounded down, in both languages."""

import pytest

from mobile_office.devices.battery import Charge
from mobile_office.ui import powerwords, words


@pytest.mark.parametrize(
    "minutes, said",
    [
        (200, "etwa 3 Stunden"),
        (179, "etwa 2 ½ Stunden"),
        (91, "etwa 1 ½ Stunden"),
        (89, "etwa 1 Stunde"),
        (59, "etwa 50 Minuten"),
        (10, "etwa 10 Minuten"),
        (9, "wenige Minuten"),
        (0, "wenige Minuten"),
    ],
)
def test_time_is_said_as_coarse_as_it_is_known(minutes: float, said: str) -> None:
    assert powerwords.left(minutes) == said


def test_the_pill_says_it_and_its_tone() -> None:
    assert powerwords.pill(None, 90) is None
    assert powerwords.pill(Charge(84.7), 125) == ("Akku: noch etwa 2 Stunden", "good")
    assert powerwords.pill(Charge(84.7), None) == ("Akku: 84 %", "good")
    assert powerwords.pill(Charge(20), 45) == ("Akku: noch etwa 40 Minuten", "warn")
    assert powerwords.pill(Charge(5), 0) == ("Akku: noch wenige Minuten", "bad")
    assert powerwords.pill(Charge(5, is_plugged=True), 0) == ("Am Strom, Akku 5 %", "good")


def test_the_notice_counts_cases_where_it_can() -> None:
    assert powerwords.calm(20, 6).startswith("Akku noch für etwa 6 Fälle.")
    assert powerwords.calm(20, 1).startswith("Akku noch für etwa einen Fall.")
    assert powerwords.calm(20, 0).startswith("Der Akku reicht für keinen ganzen Fall mehr.")
    assert powerwords.calm(19.6, None).startswith("Akku noch 19 %.")


def test_in_english_too() -> None:
    words.use("en")
    assert powerwords.pill(Charge(84), 125) == ("Battery: about 2 hours left", "good")
    assert powerwords.calm(20, 6).startswith("Battery for about 6 more cases.")
