"""The pace follows the link: careful at first and on a slow one, quick where that costs nobody half a second."""

from mobile_office.blobs import HEAVIEST
from mobile_office.domain.attachment import CHUNK
from mobile_office.sync.pace import LANES, Pace

MEGA = 1_000_000


def after(per_second: float, beside: int = 1) -> Pace:
    pace = Pace()
    pace.took(200_000, 200_000 * beside / per_second, beside)
    return pace


def test_it_begins_as_on_a_slow_link() -> None:
    assert (Pace().lanes, Pace().bytes) == (1, CHUNK)


def test_a_slow_link_carries_one_chunk_at_a_time() -> None:
    assert (after(0.1 * MEGA).lanes, after(0.1 * MEGA).bytes) == (1, CHUNK)


def test_a_quick_link_carries_what_takes_half_a_second_on_two_lanes() -> None:
    pace = after(4 * MEGA)
    assert (pace.lanes, pace.bytes) == (LANES, 2 * MEGA)
    assert after(100 * MEGA).bytes == HEAVIEST


def test_two_at_once_take_twice_as_long_which_says_nothing_about_the_link() -> None:
    assert after(4 * MEGA, beside=2) == after(4 * MEGA)


def test_no_time_at_all_is_quick() -> None:
    pace = Pace()
    pace.took(CHUNK, 0.0, 1)
    assert pace.bytes == HEAVIEST
