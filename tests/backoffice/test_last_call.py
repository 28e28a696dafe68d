"""The hard maximum: nothing goes that was not told, and whoever looks is told which and when."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import last_call, overview
from mobile_office.backoffice.erasure import Erased, erase
from mobile_office.backoffice.figures import figures_of
from mobile_office.backoffice.last_call import LastCall
from mobile_office.backoffice.metrics import Metrics
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter
from tests.backoffice.decided import Clock, submitted


@pytest.fixture
def counter(tmp_path: Path, clock: Clock) -> Iterator[Counter]:
    with open_counter(tmp_path, clock=clock) as counter:
        counter.office.exchange(counter.bus.request(submitted(counter)))
        yield counter


def test_it_is_told_fourteen_days_ahead_by_alarms_measurements_and_with_the_day(
    counter: Counter, clock: Clock
) -> None:
    number = _number(counter)
    clock.pass_days(77)
    erase(counter.office)
    goes = NOW + timedelta(
        days=91
    )  # the office heard of it a day late, and tells it for 14 days all the same
    assert last_call.calls(counter.office, STREAM) == (LastCall(number, NOW, goes, is_kept=False),)
    found = figures_of(counter.office)
    assert (found.last_calls, found.overdue, found.alarms) == (1, 0, 1)
    assert b"mobile_office_last_calls 1.0" in Metrics(lambda: found).text()
    said, is_quiet = overview.alarms_listed(counter.office)
    assert "1 case comes near the maximum of 90 days" in said
    assert number not in said
    assert not is_quiet


def test_an_office_that_stood_still_for_a_year_tells_it_first(counter: Counter, clock: Clock) -> None:
    clock.pass_days(365)
    assert erase(counter.office) == Erased(0, 1, True, told=1)
    clock.pass_days(13.9)
    assert erase(counter.office) == Erased(0, 1, True, told=1)
    clock.pass_days(0.2)
    assert erase(counter.office) == Erased(1, 0, True, undecided=1)


def test_a_clock_that_jumped_ahead_for_an_hour_shortens_nothing(counter: Counter, clock: Clock) -> None:
    clock.pass_days(300)
    erase(counter.office)
    clock.pass_days(-220)
    assert erase(counter.office) == Erased(0, 0, True, told=1)
    clock.pass_days(10.5)
    assert erase(counter.office) == Erased(0, 1, True, told=1)
    assert last_call.calls(counter.office, STREAM)[0].goes_at == NOW + timedelta(days=94)


def _number(counter: Counter) -> str:
    return counter.office.exchange(counter.bus.request()).accepted[0].entry.header.subject
