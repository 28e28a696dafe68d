"""What any office promises about parcels: several small attachments at once, each answered for by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.attachment import CHUNK
from tests.backoffice.counter import open_counter
from tests.ciphertexts import scan
from tests.contracts.deposits import House, house_of


@pytest.fixture(params=["in-process", "real HTTP"])
def house(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    with open_counter(tmp_path) as counter:
        if request.param == "in-process":
            with house_of(counter, "") as house:
                yield house
        else:
            with in_thread(counter.office) as url, house_of(counter, url) as house:
                yield house


def test_several_small_ones_go_in_one_parcel_and_complete_their_cases(house: House) -> None:
    scans = [scan(size, 7) for size in (1, 900, CHUNK)]
    entries = [house.submit(each) for each in scans]
    both = house.submit(scans[0], scans[1])
    parcel = {each.digest: each.data for each in scans}
    blobs = house.of(house.counter.bus)
    assert blobs.put_parcel(parcel) == {}
    assert sorted(house.completed()) == sorted(entry.header.id for entry in (*entries, both))
    assert all(blobs.missing(each.digest) == () for each in scans)
    assert blobs.put_parcel(parcel) == {}  # the same again is harmless
    assert len(house.completed()) == 4


def test_of_a_parcel_each_is_answered_for_by_itself(house: House) -> None:
    good, large, stranger = scan(50, 8), scan(CHUNK + 1, 8), scan(60, 8)
    house.submit(good, large)
    wrong = scan(70, 8)
    house.submit(wrong)
    told = house.of(house.counter.bus).put_parcel(
        {
            good.digest: good.data,
            stranger.digest: stranger.data,
            wrong.digest: b"x" * 70,
            large.digest: large.chunk(0),
        }
    )
    damaged, unknown = "blob_damaged", "blob_unknown"
    assert told == {stranger.digest: unknown, wrong.digest: damaged, large.digest: damaged}
    assert house.of(house.counter.bus).missing(good.digest) == ()
    assert house.of(house.counter.bus).missing(large.digest) == (0, 1)
