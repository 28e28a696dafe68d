"""When what has not been delivered becomes an alarm."""

from datetime import timedelta

import pytest

from mobile_office.domain.alarms import Alarm, overdue
from tests.domain.headers import NOW


@pytest.mark.parametrize(
    ("waited", "alarm"),
    [
        (timedelta(0), "none"),
        (timedelta(hours=24, seconds=-1), "none"),
        (timedelta(hours=24), "warn"),
        (timedelta(hours=48, seconds=-1), "warn"),
        (timedelta(hours=48), "escalate"),
        (timedelta(days=30), "escalate"),
    ],
)
def test_a_day_without_delivery_warns_and_two_escalate(waited: timedelta, alarm: Alarm) -> None:
    assert overdue(NOW - waited, NOW) == alarm


def test_nothing_waiting_alarms_nobody() -> None:
    assert overdue(None, NOW) == "none"


def test_a_clock_that_was_put_back_alarms_nobody() -> None:
    assert overdue(NOW + timedelta(days=3), NOW) == "none"
