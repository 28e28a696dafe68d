"""Whose turn it is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import turns
from mobile_office.store.transactions import reading, writing
from tests.backoffice.counter import NOW, Counter, open_counter

HOUR = timedelta(hours=1)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def test_one_has_the_turn_until_it_gives_it_back_or_its_time_is_over(counter: Counter) -> None:
    with writing(counter.office.engine) as connection:
        assert turns.take(connection, "erase", NOW, HOUR)
        assert not turns.take(connection, "erase", NOW + timedelta(minutes=59), HOUR)
        assert turns.take(connection, "erase", NOW + HOUR, HOUR)
        turns.give_back(connection, "erase", NOW + HOUR)
        assert not turns.take(connection, "erase", NOW + HOUR, HOUR, every=HOUR)
        assert turns.take(connection, "erase", NOW + 2 * HOUR, HOUR, every=HOUR)
        turns.give_back(connection, "erase", NOW + 3 * HOUR, done=False)
        assert turns.take(connection, "erase", NOW + 3 * HOUR, HOUR, every=HOUR)


def test_what_is_still_to_do_is_remembered_until_it_is_done(counter: Counter) -> None:
    with writing(counter.office.engine) as connection:
        turns.remember(connection, "tidy", NOW)
        turns.remember(connection, "tidy", NOW)
    with reading(counter.office.engine) as connection:
        assert turns.is_remembered(connection, "tidy")
    with writing(counter.office.engine) as connection:
        turns.strike(connection, "tidy")
        assert not turns.is_remembered(connection, "tidy")


def test_a_turn_of_a_clock_that_was_far_ahead_keeps_nobody_away(counter: Counter) -> None:
    with writing(counter.office.engine) as connection:
        assert turns.take(connection, "erase", NOW + timedelta(days=300), HOUR)
        assert turns.take(connection, "erase", NOW, HOUR)
        turns.give_back(connection, "erase", NOW + timedelta(days=300))
        assert turns.take(connection, "erase", NOW, HOUR, every=HOUR)
