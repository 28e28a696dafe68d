"""Whoever guesses codes is made to wait: from one place, and all together."""

from datetime import UTC, datetime, timedelta

import pytest

from mobile_office.backoffice.guesses import MOST_OF_ALL, MOST_OF_ONE, WINDOW, Guesses
from mobile_office.domain.errors import NotAllowed


def test_one_source_waits_and_others_do_not() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    guesses = Guesses(lambda: now)
    for _ in range(MOST_OF_ONE):
        guesses.check("a")
        guesses.wrong("a")
    with pytest.raises(NotAllowed, match="too_many_codes"):
        guesses.check("a")
    guesses.check("b")
    now += WINDOW - timedelta(seconds=1)
    with pytest.raises(NotAllowed):
        guesses.check("a")
    now += timedelta(seconds=1)
    guesses.check("a")


def test_all_together_wait_too() -> None:
    guesses = Guesses(lambda: datetime(2026, 11, 22, tzinfo=UTC))
    for source in range(MOST_OF_ALL):
        guesses.wrong(str(source))
    with pytest.raises(NotAllowed, match="too_many_codes"):
        guesses.check("somebody else")
