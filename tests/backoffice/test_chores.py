"""What a serving office does by itself."""

import time
from pathlib import Path

import pytest

from mobile_office.backoffice import chores, turns
from mobile_office.domain.errors import Trouble
from mobile_office.store.transactions import reading
from tests.backoffice.counter import STREAM, open_counter
from tests.backoffice.decided import Clock, submitted, taken_over


def test_it_erases_and_ends_with_the_block(tmp_path: Path) -> None:
    clock = Clock()
    with open_counter(tmp_path, clock=clock) as counter:
        number = taken_over(counter, submitted(counter))[0].header.subject
        clock.pass_days(31)
        with chores.running(counter.office):
            deadline = time.monotonic() + 10
            while time.monotonic() < deadline:
                if all(each.entry.body is None for each in counter.office.journal(STREAM).entries(number)):
                    break
                time.sleep(0.02)
            else:
                pytest.fail("nothing was erased")
        with reading(counter.office.engine) as connection:
            assert not turns.is_remembered(connection, "tidy")


def test_trouble_is_written_down_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise Trouble("database_gone")

    monkeypatch.setattr(chores, "erase", gone)
    with open_counter(tmp_path) as counter:
        chores.do_them(counter.office)
    assert "erasure_failed" in caplog.text
