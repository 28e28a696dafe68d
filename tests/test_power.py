"""How long the battery lasts, from what was measured here: smoothed, never from sleep, never from the cable."""

from datetime import UTC, datetime, timedelta

import pytest

from mobile_office import power
from mobile_office.power import Use, cases_left, minutes_each, minutes_left, observed
from tests.house import Laptop

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def worked(use: Use, begins: float, hours: float, rate: float, *, plugged: bool = False) -> Use:
    """The use after looking each 15 seconds."""
    for n in range(int(hours * 240) + 1):
        past = timedelta(seconds=15 * n)
        use = observed(use, begins - rate * past / timedelta(hours=1), plugged, MORNING + past)
    return use


def test_the_rate_is_what_was_measured() -> None:
    use = worked(Use(), 100, 1, 30)
    assert use.rate == pytest.approx(30, rel=0.01)
    assert minutes_left(use, 65) == pytest.approx(120, rel=0.01)  # down to the five percent at which it locks


def test_nothing_is_said_before_five_minutes() -> None:
    use = worked(Use(), 100, 4.9 / 60, 30)
    assert use.rate is None
    assert minutes_left(use, 90) is None


def test_one_hungry_quarter_of_an_hour_changes_it_by_a_part() -> None:
    use = worked(Use(rate=30), 80, 6 / 60, 60)
    assert use.rate is not None
    assert 30 < use.rate < 45


def test_a_cable_is_no_use() -> None:
    use = worked(Use(rate=30), 40, 1, -50, plugged=True)
    assert use.rate == 30
    assert use.mark is None


def test_sleep_is_no_use() -> None:
    use = observed(Use(rate=30), 80, False, MORNING)
    use = observed(use, 79, False, MORNING + timedelta(hours=8))
    assert use.rate == 30
    assert use.mark == (MORNING + timedelta(hours=8), 79)


def test_a_clock_set_back_begins_anew() -> None:
    use = observed(observed(Use(rate=30), 80, False, MORNING), 70, False, MORNING - timedelta(hours=1))
    assert use.rate == 30


def test_a_percent_that_does_not_move_is_waited_for() -> None:
    use = worked(Use(), 80, 0.5, 1)
    assert use.rate is None


def test_nothing_is_left_below_the_lock() -> None:
    assert minutes_left(Use(rate=30), 4) == 0


def test_a_case_takes_what_it_takes_today() -> None:
    times = [MORNING + timedelta(minutes=at) for at in (0, 10, 22, 200, 211)]
    assert minutes_each(times, [30]) == 11  # the break before the fourth is none of it


def test_before_the_day_has_shown_it_the_services_say() -> None:
    assert minutes_each([MORNING], [8, 12, 20]) == 12
    assert minutes_each([], []) is None


def test_cases_are_rounded_down() -> None:
    assert cases_left(65, 10) == 6
    assert cases_left(None, 10) is None
    assert cases_left(65, None) is None


def test_what_was_measured_is_known_the_next_day(laptop: Laptop) -> None:
    local = laptop.place.local
    assert power.recall(local) == Use()
    local.put(power.RATE, 31.5)
    assert power.recall(local) == Use(rate=31.5)
    local.put(power.RATE, "much")
    assert power.recall(local) == Use()
