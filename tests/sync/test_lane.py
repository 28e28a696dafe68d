"""A lane: what travels together, what has to go alone, and what became of each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice.tables import chunks
from mobile_office.store.attachments import Blob
from mobile_office.store.transactions import reading
from mobile_office.sync.lane import Lane
from mobile_office.sync.pace import Pace
from tests.house import Laptop, Town
from tests.sync.road import Road, submit_with


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = Town(tmp_path_factory.mktemp("town"))
    yield town
    town.close()


_LETTERS = iter("BCDEF")


@pytest.fixture
def laptop(town: Town) -> Laptop:
    return town.laptop(next(_LETTERS), names=("Berger",))


@pytest.fixture
def road(town: Town, laptop: Laptop) -> Road:
    return Road(town.office, laptop.place.device.id)


def owed(town: Town, laptop: Laptop, *sizes: int) -> tuple[Blob, ...]:
    """The scans of a case that the office has, still to come."""
    desk = laptop.desk("Berger", town.office)
    submit_with(desk, *sizes)
    desk.post.deliver(desk.clock())
    return laptop.place.attachments.to_send()


def lane_of(laptop: Laptop, road: Road, counted: list[int], over: bool = False) -> Lane:
    def count(size: int, *, current: str = "") -> None:  # as a lane calls it
        counted.append(size)

    return Lane(laptop.place.attachments, road, Pace(), count, lambda: over)


def kept(town: Town) -> int:
    with reading(town.office.engine) as connection:
        return len(connection.execute(chunks.select()).all())


def test_several_go_together_and_each_is_told(town: Town, laptop: Laptop, road: Road) -> None:
    parcel, counted, before = owed(town, laptop, 10, 20, 30), list[int](), kept(town)
    assert lane_of(laptop, road, counted).deliver(list(parcel)) == [(blob, True) for blob in parcel]
    assert sum(counted) == sum(blob.size for blob in parcel)
    assert kept(town) == before + 3


def test_poison_is_told_and_the_others_arrive(town: Town, laptop: Laptop, road: Road) -> None:
    first, second, third = owed(town, laptop, 10, 20, 30)
    files: Path = laptop.place.home / "attachments"
    (files / second.digest).write_bytes(bytes(second.size))
    (files / third.digest).unlink()
    outcomes = dict(lane_of(laptop, road, []).deliver([first, second, third]))
    assert outcomes == {first: True, second: "attachment_damaged", third: "attachment_damaged"}


def test_what_was_erased_meanwhile_is_not_missed(town: Town, laptop: Laptop, road: Road) -> None:
    first, second = owed(town, laptop, 10, 20)
    gone = Blob("ab" * 32, 7, second.entry, second.subject, own=True, here=True, sent_at=None)
    assert dict(lane_of(laptop, road, []).deliver([first, gone])) == {first: True, gone: False}


def test_what_is_over_sends_nothing_more(town: Town, laptop: Laptop, road: Road) -> None:
    parcel = owed(town, laptop, 10, 20)
    assert lane_of(laptop, road, [], over=True).deliver(list(parcel)) == [(blob, False) for blob in parcel]
    assert road.order == []
