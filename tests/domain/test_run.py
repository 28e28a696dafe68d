"""A run of delivery: when an item is done, and when a rate says something."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mobile_office.domain.run import Run, RunItem, lasting

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
ITEM = RunItem("B-2026-00042-7", 2, 2, 17, 18, "", 1, 1, 215_000)


def test_an_item_is_done_when_all_of_it_is_there() -> None:
    assert ITEM.is_done
    assert not replace(ITEM, receipted=1).is_done
    assert not replace(ITEM, scans_done=0).is_done
    assert not replace(ITEM, refused="stale").is_done


def test_a_rate_is_what_arrived_in_a_second() -> None:
    assert Run(NOW, NOW + timedelta(seconds=10), (ITEM,), 215_000).rate == 21_500


def test_a_run_that_brought_next_to_nothing_measures_nothing() -> None:
    assert Run(NOW, NOW + timedelta(seconds=60), (ITEM,), 500).rate is None
    assert Run(NOW, NOW + timedelta(seconds=2), (ITEM,), 5_000).rate is None, "two seconds of waiting"
    assert Run(NOW, NOW, (ITEM,), 500_000).rate is None


def test_a_run_that_was_cut_measures_nothing() -> None:
    assert Run(NOW, NOW + timedelta(seconds=40), (ITEM,), 215_000, "answer_cut").rate is None


def test_how_long_it_lasts_is_not_guessed() -> None:
    assert lasting(1_000_000, None) is None
    assert lasting(1_000_000, 50_000.0) == timedelta(seconds=20)
