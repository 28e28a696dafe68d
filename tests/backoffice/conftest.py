"""What most tests of the office begin with: a counter, and a clock that goes when it is told to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backoffice.counter import Counter, open_counter
from tests.backoffice.decided import Clock


@pytest.fixture
def clock() -> Clock:
    """The office's clock."""
    return Clock()


@pytest.fixture
def counter(tmp_path: Path, clock: Clock) -> Iterator[Counter]:
    """An office with a bus and a station, all by that clock."""
    with open_counter(tmp_path, clock=clock) as counter:
        yield counter
