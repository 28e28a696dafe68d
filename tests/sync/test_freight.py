"""Attachments on the road: nothing lost, at most one chunk twice, the urgent first, poison set aside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice.tables import blobs, chunks, notices, wanted
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.attachment import CHUNK
from mobile_office.domain.case import Action
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, Offline, Unknown
from mobile_office.domain.overview import Light
from mobile_office.post import Post
from mobile_office.protocol import Reply, Request
from mobile_office.store import tables
from mobile_office.store.transactions import writing
from mobile_office.sync.freight import Load
from tests.house import Laptop, Town
from tests.samples import decide, submit_sample
from tests.sync.road import Road, submit_with

_LETTERS = iter("BCDEFGHJKLMNPQRTUVWXYZ")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One for all buses."""
    town = Town(tmp_path_factory.mktemp("town"))
    yield town
    town.close()


@pytest.fixture
def fresh_town(tmp_path: Path) -> Iterator[Town]:
    """For who sees the whole city, or breaks it."""
    town = Town(tmp_path)
    yield town
    town.close()


@pytest.fixture
def laptop(town: Town) -> Laptop:
    return town.laptop(next(_LETTERS), names=("Berger",))


@pytest.fixture
def desk(town: Town, laptop: Laptop) -> Desk:
    return laptop.desk("Berger", town.office)


@pytest.fixture
def road(town: Town, laptop: Laptop) -> Road:
    return Road(town.office, laptop.place.device.id)


@pytest.fixture
def post(town: Town, laptop: Laptop, road: Road) -> Post:
    return Post(laptop.place, town.office, blobs=road)


def are_complete(laptop: Laptop, number: str) -> list[bool]:
    return [item.is_complete for item in laptop.place.journal.entries(number)]


def files(laptop: Laptop) -> list[Path]:
    return sorted((laptop.place.home / "attachments").iterdir(), key=lambda path: path.stat().st_size)


def test_rule_3_a_case_is_complete_by_the_second_receipt(
    desk: Desk, laptop: Laptop, road: Road, post: Post
) -> None:
    number = submit_with(desk, 3 * CHUNK, 1000)
    assert post.state(utc_now()).blobs_waiting == 0  # the case itself goes first
    state = post.deliver(utc_now())
    assert (state.light, state.blobs_waiting, state.trouble) == (Light.DELIVERED, 0, "")
    assert are_complete(laptop, number) == [True]
    assert set(road.puts.values()) == {1}
    assert desk.page(number).are_complete


def test_headers_and_bodies_travel_before_any_scan_and_small_scans_before_large(
    desk: Desk, laptop: Laptop, road: Road, post: Post
) -> None:
    first, second = submit_with(desk, 2 * CHUNK), submit_with(desk, 10)

    def all_cases_are_there(_: int) -> None:
        journal = road.office.journal(desk.actor.stream)
        assert len(journal.entries(first)) == len(journal.entries(second)) == 1

    road.before = all_cases_are_there
    post.deliver(utc_now())
    assert road.order[0] == files(laptop)[0].name


def test_rule_7_after_a_cut_and_a_restart_at_most_one_chunk_is_repeated(
    town: Town, desk: Desk, laptop: Laptop, road: Road
) -> None:
    number = submit_with(desk, 6 * CHUNK)

    def lost(count: int) -> None:
        if count in (3, 5):
            raise Unknown(reason="cut")  # it has arrived, and nobody knows

    road.after = lost
    while True:
        post = Post(laptop.place, town.office, blobs=road)  # started anew each time
        state = post.deliver(utc_now(), force=True)
        if not state.trouble:
            break
        assert (state.light, state.blobs_waiting) == (Light.OFFLINE, 1)
    assert are_complete(laptop, number) == [True]
    assert sorted(road.puts.values()) == [1] * 7


def test_a_chunk_that_did_not_arrive_is_sent_once_more_and_no_other(
    town: Town, desk: Desk, laptop: Laptop, road: Road, post: Post
) -> None:
    number = submit_with(desk, 4 * CHUNK)
    tried = list[int]()

    def cut(count: int) -> None:
        tried.append(count)
        if tried.count(2) == 1 and count == 2:
            raise Offline

    road.before = cut
    assert post.deliver(utc_now()).next_try is not None
    assert post.deliver(utc_now(), force=True).trouble == ""
    assert (are_complete(laptop, number), set(road.puts.values())) == ([True], {1})


def test_a_case_that_comes_in_goes_first(desk: Desk, laptop: Laptop, road: Road, post: Post) -> None:
    number = submit_with(desk, 5 * CHUNK)
    late = list[str]()

    def come_in(count: int) -> None:
        if count == 2:
            late.append(submit_sample(desk))

    def look(count: int) -> None:
        if count == 2:  # the third chunk: the late case is there already
            assert road.office.journal(desk.actor.stream).entries(late[0])

    road.after, road.before = come_in, look
    post.deliver(utc_now())
    assert (len(late), are_complete(laptop, number), set(road.puts.values())) == (1, [True], {1})


def test_it_can_be_stopped_and_goes_on(desk: Desk, laptop: Laptop, road: Road, post: Post) -> None:
    number = submit_with(desk, 5 * CHUNK)
    road.after = lambda count: post.stop() if count == 2 else None
    state = post.deliver(utc_now())
    assert (road.puts.total(), state.blobs_waiting, state.light) == (2, 1, Light.WAITING)
    assert post.progress().bytes_done == 2 * CHUNK
    road.after = lambda _: None
    post.deliver(utc_now())
    assert (are_complete(laptop, number), set(road.puts.values())) == ([True], {1})


def test_a_stop_while_the_cases_are_still_delivered_counts_too(
    town: Town, desk: Desk, laptop: Laptop, road: Road
) -> None:
    submit_with(desk, 10)

    class Stopping:
        def exchange(self, request: Request) -> Reply:
            sender.stop()
            return town.office.exchange(request)

    sender = Post(laptop.place, Stopping(), blobs=road)
    assert sender.deliver(utc_now()).blobs_waiting == 1
    assert road.puts.total() == 0


def test_rule_16_progress_says_how_many_and_how_much(desk: Desk, road: Road, post: Post) -> None:
    first = submit_with(desk, 100, 3 * CHUNK)
    seen = list[Load]()
    road.after = lambda _: seen.append(post.progress())
    post.deliver(utc_now())
    done = post.progress()
    assert (done.items, done.items_done, done.current) == (2, 2, "")
    assert done.bytes == done.bytes_done > 3 * CHUNK
    assert {load.current for load in seen} == {first}
    assert [load.bytes_done for load in seen] == sorted(load.bytes_done for load in seen)


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_rule_15_a_damaged_file_is_set_aside_and_the_rest_goes_on(
    desk: Desk, laptop: Laptop, road: Road, post: Post, harm: str
) -> None:
    bad, good = submit_with(desk, 100), submit_with(desk, 5000)
    path, data = files(laptop)[0], files(laptop)[0].read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:-1] if harm == "cut" else bytes([data[0] ^ 1]) + data[1:])
    state = post.deliver(utc_now())
    assert post.set_aside() == {path.name: "attachment_damaged"}
    assert (state.light, state.needs_person, state.blobs_waiting) == (Light.NEEDS_YOU, 1, 1)
    assert (are_complete(laptop, bad), are_complete(laptop, good)) == ([False], [True])
    before = road.puts.total()
    post.deliver(utc_now())
    assert road.puts.total() == before  # nobody has asked to try it again
    path.write_bytes(data)
    assert post.deliver(utc_now(), force=True).needs_person == 0
    assert are_complete(laptop, bad) == [True]


def test_when_the_office_s_chunks_were_wrong_ours_are_sent_once_more(
    desk: Desk, laptop: Laptop, road: Road, post: Post
) -> None:
    number = submit_with(desk, 2 * CHUNK)
    road.before = lambda _: post.stop()
    post.deliver(utc_now())
    road.before = lambda _: None
    (path,) = files(laptop)
    Road(road.office, road.device).put(path.name, path.stat().st_size, 1, b"x" * CHUNK)
    post.deliver(utc_now())
    assert (are_complete(laptop, number), post.set_aside()) == ([True], {})


def test_a_revoked_laptop_stops_and_nothing_is_set_aside(
    town: Town, desk: Desk, laptop: Laptop, road: Road, post: Post
) -> None:
    submit_with(desk, 10)

    def revoked(_: int) -> None:
        raise CertificateInvalid("device_revoked")

    road.before = revoked
    assert post.deliver(utc_now()).trouble == "device_revoked"
    assert (post.set_aside(), post.state(utc_now()).blobs_waiting) == ({}, 1)


def test_what_nobody_wants_yet_waits(town: Town, desk: Desk, laptop: Laptop, road: Road) -> None:
    submit_with(desk, 10)
    post = Post(laptop.place, town.office)
    post.deliver(utc_now())  # without a way for attachments
    assert post.state(utc_now()).light is Light.WAITING
    another = town.laptop(next(_LETTERS), names=())
    other = Road(town.office, another.place.device.id)
    with_freight = Post(laptop.place, town.office, blobs=other)  # another laptop may carry it as well
    assert with_freight.deliver(utc_now()).light is Light.DELIVERED


def test_a_station_fetches_what_it_will_look_at_and_goes_on_after_a_cut(fresh_town: Town) -> None:
    town, laptop = fresh_town, fresh_town.laptop("B", names=("Berger",))
    number = submit_with(laptop.desk("Berger", town.office), 4 * CHUNK)
    Post(laptop.place, town.office, blobs=Road(town.office, laptop.place.device.id)).deliver(utc_now())
    station = town.laptop("S", "station", names=("Thiele",))
    road = Road(town.office, station.place.device.id)

    def cut(count: int) -> None:
        if count == 2:
            road.before = lambda _: None
            raise Offline

    road.before = cut
    office_pc = Post(station.place, town.office, blobs=road)
    assert office_pc.deliver(utc_now()).trouble == "offline"
    assert office_pc.deliver(utc_now(), force=True).light is Light.DELIVERED
    assert road.fetched == 5
    (blob,) = station.place.attachments.of(number)
    assert blob.here
    assert are_complete(station, number) == [True]
    desk = station.desk("Thiele", town.office)
    (one,) = desk.page(number).attachments
    assert desk.attaching.opened(one) == b"\x5a" * 4 * CHUNK


def test_rule_8_an_office_put_back_from_a_backup_gets_them_again(fresh_town: Town) -> None:
    town, laptop = fresh_town, fresh_town.laptop("B", names=("Berger",))
    number = submit_with(laptop.desk("Berger", town.office), 10)
    post = Post(laptop.place, town.office, blobs=Road(town.office, laptop.place.device.id))
    post.deliver(utc_now())
    assert are_complete(laptop, number) == [True]
    with writing(town.office.engine) as connection:  # yesterday's backup: the case was not there yet
        for table in (blobs, chunks, wanted, notices, tables.entry, tables.case):
            connection.execute(table.delete())
        connection.execute(tables.stream.update().values(seq=0, epoch="the next"))
    assert post.deliver(utc_now()).light is Light.DELIVERED
    assert are_complete(laptop, number) == [True]
    (there,) = town.office.journal(laptop.place.device.stream).entries(number)
    assert there.is_complete


def test_rule_3_intake_waits_for_the_second_receipt(fresh_town: Town) -> None:
    town, laptop = fresh_town, fresh_town.laptop("B")
    number = submit_with(laptop.desk("Berger", town.office), 10)
    decide(laptop.desk("Thiele", town.office), number, Action.APPROVE, "Thiele")  # the scan is here
    desk = laptop.desk("Albrecht", town.office)
    assert Action.TAKE_OVER not in desk.page(number).allowed
    with pytest.raises(NotAllowed, match="scans_on_the_way"):
        desk.do(number, Action.TAKE_OVER, register_number="7")
    Post(laptop.place, town.office, blobs=Road(town.office, laptop.place.device.id)).deliver(utc_now())
    assert Action.TAKE_OVER in desk.page(number).allowed
