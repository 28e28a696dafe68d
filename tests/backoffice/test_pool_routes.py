"""The pool's route over a real socket: sealed, of one device, nothing but its protocol."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.errors import CertificateInvalid, Unknown
from mobile_office.sync.pooling import REPLY, REQUEST, Told, tell
from tests.backoffice.counter import Counter, open_counter


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with open_counter(tmp_path_factory.mktemp("office")) as counter:
        yield counter


@pytest.fixture(scope="module")
def url(counter: Counter) -> Iterator[str]:
    with in_thread(counter.office) as url:
        yield url


def test_a_device_is_told_how_many_slots_are_wanted(counter: Counter, url: str) -> None:
    with counter.bus.over_http(url) as road:
        assert tell(road, Told(counter.bus.device.id)).wanted == 3


def test_a_device_speaks_for_itself_only(counter: Counter, url: str) -> None:
    with counter.bus.over_http(url) as road, pytest.raises(CertificateInvalid, match="device_unknown"):
        tell(road, Told(counter.station.device.id))


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"ready": ["\0"]},
        {"ready": [7]},
        {"ready": ["a"] * 17},
        {"opened": "abc" * 40},
        {"offers": [{}]},
        {"offers": 1},
        {"device": None},
    ],
)
def test_what_is_no_telling_is_refused_as_such(
    counter: Counter, url: str, change: dict[str, object], tmp_path: Path
) -> None:
    value = {**dict(Told(counter.bus.device.id).to_json()), **change}
    with counter.bus.over_http(url) as road, pytest.raises(Unknown, match="malformed"):
        road.converse("/v1/pool", value, REQUEST, REPLY)
