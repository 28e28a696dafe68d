"""The state of an office in numbers."""

from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice.figures import GREEN, RED, YELLOW, figures_of, light
from mobile_office.canonical import write_time
from tests.backoffice.counter import NOW, open_counter
from tests.backoffice.decided import Clock, submitted


def test_a_device_s_light_is_how_long_it_was_silent() -> None:
    hours = {0: GREEN, 23: GREEN, 24: YELLOW, 47: YELLOW, 48: RED, 1000: RED}
    assert {n: light(write_time(NOW - timedelta(hours=n)), NOW) for n in hours} == hours
    assert light(None, NOW) == RED


def test_an_office_s_state(tmp_path: Path) -> None:
    clock = Clock()
    with open_counter(tmp_path, clock=clock) as counter:
        counter.office.exchange(counter.bus.request(submitted(counter)))
        found = figures_of(counter.office)
        assert (found.held, found.alarms, found.overdue, found.backup_age_seconds) == (0, 0, 0, -1)
        assert (found.lights, found.database_bytes > 0) == ({GREEN: 0, YELLOW: 0, RED: 2}, True)
        clock.pass_days(91)
        assert (figures_of(counter.office).overdue, figures_of(counter.office).alarms) == (1, 1)


def test_a_server_answers_the_same(tmp_path: Path, postgresql: str) -> None:
    with open_counter(tmp_path, postgresql) as counter:
        assert figures_of(counter.office).database_bytes > 0
