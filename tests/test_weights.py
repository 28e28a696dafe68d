"""How heavy entries are, and how many go together."""

from pathlib import Path

from mobile_office.protocol import Entry
from mobile_office.sync.wire import LARGEST
from mobile_office.weights import HEAVIEST, TOGETHER, together, weight
from tests.backoffice.counter import open_counter


def test_always_one_goes_and_never_more_than_the_road_takes(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:

        def heavy(size: int) -> Entry:
            return counter.bus.submit("Berger", {"text": "x" * size})

        light, middle, heaviest = heavy(1), heavy(HEAVIEST // 2), heavy(3 * HEAVIEST)
        assert weight(light) < 2048 < HEAVIEST // 2 < weight(middle) < HEAVIEST < weight(heaviest)
        assert together([]) == 0
        assert together([heaviest, light]) == 1
        assert together([light] * 25) == 25
        assert together([middle] * 25) == 3
    assert 2 * (TOGETHER + HEAVIEST) < LARGEST  # what is taken comes back in the reply, beside a page
