"""When to try again: jitter from nothing to a cap, hints honoured, never a storm."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from mobile_office.sync.rhythm import next_try

NOW = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)


def wait(failures: int, hint: float | None, chance: float) -> float:
    return (next_try(NOW, failures, hint, lambda: chance) - NOW).total_seconds()


def test_without_a_failure_the_time_is_now() -> None:
    assert next_try(NOW, 0, 600, random.random) == NOW


@pytest.mark.parametrize("failures, most", [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (10_000, 300)])
def test_the_wait_doubles_up_to_five_minutes(failures: int, most: float) -> None:
    assert wait(failures, None, 1.0) == most
    assert wait(failures, None, 0.5) == most / 2
    assert wait(failures, None, 0.0) == 0


@pytest.mark.parametrize("hint, least", [(60, 60), (3600, 3600), (86_400, 3600), (-5, 0)])
def test_the_office_s_hint_is_the_least_wait_up_to_an_hour(hint: float, least: float) -> None:
    assert wait(1, hint, 0.0) == least
    assert wait(1, hint, 1.0) == least + 1


def test_twenty_buses_do_not_knock_together() -> None:
    chance = random.Random(7)
    times = sorted(next_try(NOW, 8, None, chance.random) for _ in range(20))
    assert times[-1] - times[0] > timedelta(seconds=60)
