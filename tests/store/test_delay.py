"""The delay grows, survives restarts, and never locks anybody out for good."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mobile_office.domain.errors import Delayed
from mobile_office.store.delay import FILE, LONGEST, Delay, seconds_after

NOW = datetime(2026, 11, 22, 10, 42, 7, 123456, tzinfo=UTC)


def wait(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_the_delay_doubles_from_one_second_to_five_minutes() -> None:
    assert [seconds_after(n) for n in range(12)] == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert seconds_after(10**9) == LONGEST


def test_who_tries_too_early_is_told_the_seconds_and_the_try_does_not_count(tmp_path: Path) -> None:
    delay = Delay(tmp_path)
    assert [delay.begin("p-1", NOW), delay.begin("p-1", wait(1))] == [1, 2]
    for _ in range(3):
        with pytest.raises(Delayed) as early:
            delay.begin("p-1", wait(1.5))
        assert early.value.details == {"seconds": 2}
    assert delay.seconds("p-1", wait(2.9)) == 1
    assert delay.seconds("p-1", wait(3)) == 0
    assert delay.begin("p-1", wait(3)) == 4


def test_a_killed_program_has_counted_its_try(tmp_path: Path) -> None:
    Delay(tmp_path).begin("p-1", NOW)
    with pytest.raises(Delayed):
        Delay(tmp_path).begin("p-1", NOW)


def test_one_persons_mistakes_delay_nobody_else_and_the_right_passphrase_ends_them(tmp_path: Path) -> None:
    delay = Delay(tmp_path)
    delay.begin("p-1", NOW)
    assert delay.begin("p-2", NOW) == 1
    delay.succeed("p-1")
    assert delay.seconds("p-1", NOW) == 0
    assert delay.seconds("p-2", NOW) == 1


@pytest.mark.parametrize("back", [timedelta(seconds=10), timedelta(days=1), timedelta(days=9000)])
def test_a_clock_set_back_starts_the_delay_again_but_does_not_stretch_it(
    tmp_path: Path, back: timedelta
) -> None:
    delay = Delay(tmp_path)
    for failures in range(3):
        delay.begin("p-1", NOW + timedelta(seconds=10 * failures))
    earlier = NOW - back
    with pytest.raises(Delayed) as early:
        delay.begin("p-1", earlier)
    assert early.value.details == {"seconds": 4}
    delay.begin("p-1", earlier + timedelta(seconds=4))


@pytest.mark.parametrize("spoiled", [b"", b"\xff", b"[]", b"{", b'{"p-1": 3}', b'{"p-1": [1, "yesterday"]}'])
def test_a_spoiled_file_locks_nobody_out(tmp_path: Path, spoiled: bytes) -> None:
    (tmp_path / FILE).write_bytes(spoiled)
    assert Delay(tmp_path).begin("p-1", NOW) == 1
