"""What any office promises about attachments: in this process and over real HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.office import Office
from mobile_office.domain.attachment import CHUNK
from mobile_office.domain.case import Action
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, Refused, SignatureInvalid
from mobile_office.signing import verify_completion, verify_receipt
from mobile_office.sync.wire import BATCH
from tests.backoffice.counter import Counter, open_counter, staffed
from tests.ciphertexts import naming, scan
from tests.contracts.deposits import House, house_of

_STREAMS = count(10_000_000)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all tests: each has a municipality of its own."""
    with open_counter(tmp_path_factory.mktemp("office")) as counter:
        yield counter.office


@pytest.fixture(scope="module")
def url(office: Office) -> Iterator[str]:
    with in_thread(office) as url:
        yield url


@pytest.fixture
def counter(office: Office) -> Counter:
    return staffed(office, str(next(_STREAMS)))


@pytest.fixture(params=["in-process", "real HTTP"])
def house(counter: Counter, request: pytest.FixtureRequest) -> Iterator[House]:
    url = "" if request.param == "in-process" else request.getfixturevalue("url")
    with house_of(counter, url) as house:
        yield house


def test_rule_7_what_is_missing_is_told_chunk_by_chunk(house: House) -> None:
    big = scan(3 * CHUNK + 17)
    house.submit(big)
    bus = house.of(house.counter.bus)
    assert bus.missing(big.digest) == (0, 1, 2, 3)
    bus.put(big.digest, big.size, 2, big.chunk(2))
    assert bus.missing(big.digest) == (0, 1, 3)
    house.hand_in(big)
    assert bus.missing(big.digest) == ()


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_what_was_handed_in_comes_back(house: House, size: int) -> None:
    one = scan(size)
    house.submit(one)
    house.hand_in(one)
    fetched = [house.of(house.counter.station).fetch(one.digest, index) for index, _ in one.chunks()]
    assert b"".join(fetched) == one.data


def test_rule_3_a_case_is_complete_with_its_last_chunk_and_not_before(house: House) -> None:
    first, second = scan(700), scan(CHUNK + 1)
    entry = house.submit(first, second)
    house.hand_in(first)
    house.of(house.counter.bus).put(second.digest, second.size, 0, second.chunk(0))
    assert house.completed() == []
    house.hand_in(second)
    reply = house.take()
    (receipt,) = reply.completed
    keys = house.counter.office.keys.public.signing
    verify_completion(receipt, keys)
    with pytest.raises(SignatureInvalid):
        verify_receipt(receipt, keys)
    assert (receipt.entry, receipt.hash, receipt.stream) == (entry.header.id, entry.hash, entry.header.stream)
    assert (receipt.seq, reply.cursor, reply.epoch) == (2, 2, receipt.epoch)


def test_a_case_without_attachments_gets_no_second_receipt(house: House) -> None:
    house.submit()
    assert (house.completed(), house.take().cursor) == ([], 1)


def test_after_a_lost_reply_the_entry_brings_its_second_receipt_along(house: House) -> None:
    one = scan()
    entry = house.submit(one)
    house.hand_in(one)
    again = house.take(entry, cursor=99)
    assert [item.entry.header.id for item in again.accepted] == [entry.header.id]
    assert [receipt.entry for receipt in again.completed] == [entry.header.id]


def test_an_attachment_the_office_holds_already_counts_at_once(house: House) -> None:
    one = scan()
    house.submit(one)
    house.hand_in(one)
    second = house.counter.bus.submit("Berger", naming(one))
    reply = house.take(second, cursor=2)
    assert [item.receipt.seq for item in reply.accepted] == [3]
    assert [(receipt.entry, receipt.seq) for receipt in reply.completed] == [(second.header.id, 4)]
    assert reply.cursor == 4


def test_one_attachment_completes_every_case_that_waits_for_it(house: House) -> None:
    one, other = scan(), scan(2000)
    first, second, third = house.submit(one), house.submit(one), house.submit(one, other)
    house.hand_in(one)
    assert house.completed() == [first.header.id, second.header.id]
    house.hand_in(other)
    assert house.completed() == [first.header.id, second.header.id, third.header.id]


def test_the_same_chunk_again_is_harmless(house: House) -> None:
    one = scan(CHUNK + 5)
    house.submit(one)
    house.hand_in(one)
    house.hand_in(one)
    assert len(house.completed()) == 1
    assert house.take().cursor == 2


def test_what_no_accepted_entry_names_is_not_taken(house: House) -> None:
    one, bus = scan(), house.of(house.counter.bus)
    assert bus.missing(one.digest) is None
    with pytest.raises(NotAllowed, match="blob_unknown"):
        bus.put(one.digest, one.size, 0, one.data)
    refused = replace(house.counter.bus.submit("Albrecht", naming(one)), signature="00" * 64)
    assert house.take(refused).refused
    assert bus.missing(one.digest) is None


def test_a_wrong_digest_drops_all_chunks_and_asks_for_them_anew(house: House) -> None:
    right, wrong = scan(2 * CHUNK + 9), scan(2 * CHUNK + 9, seed=1)
    house.submit(right)
    bus = house.of(house.counter.bus)
    bus.put(right.digest, right.size, 0, wrong.chunk(0))
    bus.put(right.digest, right.size, 1, right.chunk(1))
    with pytest.raises(Refused, match="blob_damaged"):
        bus.put(right.digest, right.size, 2, right.chunk(2))
    assert bus.missing(right.digest) == (0, 1, 2)
    assert house.completed() == []
    house.hand_in(right)
    assert bus.missing(right.digest) == ()


def test_a_single_chunk_with_a_wrong_digest_is_never_kept(house: House) -> None:
    right, wrong = scan(900), scan(900, seed=1)
    house.submit(right)
    with pytest.raises(Refused, match="blob_damaged"):
        house.of(house.counter.bus).put(right.digest, right.size, 0, wrong.data)
    assert house.of(house.counter.bus).missing(right.digest) == (0,)


@pytest.mark.parametrize("is_whole", [False, True])
def test_another_content_at_the_same_place_is_refused_and_changes_nothing(
    house: House, is_whole: bool
) -> None:
    right, wrong = scan(CHUNK + 9), scan(CHUNK + 9, seed=1)
    house.submit(right)
    bus = house.of(house.counter.bus)
    bus.put(right.digest, right.size, 0, right.chunk(0))
    if is_whole:
        bus.put(right.digest, right.size, 1, right.chunk(1))
    with pytest.raises(Refused, match="blob_damaged"):
        bus.put(right.digest, right.size, 0, wrong.chunk(0))
    assert bus.missing(right.digest) == (() if is_whole else (1,))


@pytest.mark.parametrize(
    ("size", "index", "length"),
    [
        (CHUNK + 9, 0, CHUNK - 1),
        (CHUNK + 9, 0, CHUNK + 1),
        (CHUNK + 9, 1, 10),
        (CHUNK + 9, 90, CHUNK),
        (20 * 1024 * 1024, 0, CHUNK),
    ],
)
def test_only_chunks_of_the_named_size_are_taken(house: House, size: int, index: int, length: int) -> None:
    one = scan(CHUNK + 9)
    house.submit(one)
    with pytest.raises(Refused, match="blob_damaged"):
        house.of(house.counter.bus).put(one.digest, size, index, b"x" * length)
    assert house.of(house.counter.bus).missing(one.digest) == (0, 1)


def test_attachments_that_cannot_be_read_refuse_no_entry(house: House) -> None:
    entry = house.counter.bus.submit("Berger", {"attachments": [{"digest": "../../etc"}]})
    reply = house.take(entry)
    assert (len(reply.accepted), reply.refused, reply.completed) == (1, (), ())


def test_nothing_is_handed_out_before_it_is_whole(house: House) -> None:
    one = scan(CHUNK + 9)
    house.submit(one)
    house.of(house.counter.bus).put(one.digest, one.size, 0, one.chunk(0))
    for place in (house.counter.bus, house.counter.station):
        with pytest.raises(NotAllowed, match="blob_unknown"):
            house.of(place).fetch(one.digest, 0)


def test_only_chunks_that_exist_are_handed_out(house: House) -> None:
    one = scan()
    house.submit(one)
    house.hand_in(one)
    with pytest.raises(NotAllowed, match="blob_unknown"):
        house.of(house.counter.bus).fetch(one.digest, 1)


def test_a_bus_may_have_back_what_it_has_written_and_nothing_else(house: House) -> None:
    one = scan()
    entry = house.submit(one)
    house.hand_in(one)
    assert house.of(house.counter.bus).fetch(one.digest, 0) == one.data
    other = house.counter.another("C", "bus")
    with pytest.raises(NotAllowed, match="blob_unknown"):
        house.of(other).fetch(one.digest, 0)
    assert house.completed(other) == []
    assert house.completed(house.counter.station) == [entry.header.id]


def test_a_station_has_what_is_open_and_no_longer_what_is_settled(house: House) -> None:
    one = scan()
    entry = house.submit(one)
    house.hand_in(one)
    station = house.counter.station
    assert house.of(station).fetch(one.digest, 0) == one.data
    withdrawn = house.counter.bus.decide("Berger", Action.WITHDRAW, entry)
    assert not house.take(withdrawn).refused
    with pytest.raises(NotAllowed, match="blob_unknown"):
        house.of(station).fetch(one.digest, 0)


def test_another_city_s_attachments_are_neither_taken_nor_told_nor_handed_out(house: House) -> None:
    one = scan()
    house.submit(one)
    elsewhere = staffed(house.counter.office, str(next(_STREAMS)))
    theirs = house.of(elsewhere.bus)
    assert theirs.missing(one.digest) is None
    with pytest.raises(NotAllowed, match="blob_unknown"):
        theirs.put(one.digest, one.size, 0, one.data)
    house.hand_in(one)
    with pytest.raises(NotAllowed, match="blob_unknown"):
        house.of(elsewhere.station).fetch(one.digest, 0)
    assert theirs.missing(one.digest) is None


def test_a_revoked_device_hands_in_nothing_and_gets_nothing(house: House) -> None:
    one = scan()
    house.submit(one)
    bus = house.of(house.counter.bus)
    house.counter.office.revoke_device(house.counter.bus.device.id)
    for ask in (
        lambda: bus.missing(one.digest),
        lambda: bus.put(one.digest, one.size, 0, one.data),
        lambda: bus.fetch(one.digest, 0),
    ):
        with pytest.raises(CertificateInvalid, match="device_revoked"):
            ask()


def test_rule_9_one_cursor_steps_over_entries_and_second_receipts(house: House) -> None:
    scans = [scan(100 + number) for number in range(BATCH + 5)]
    entries = [house.counter.bus.submit("Berger", naming(each)) for each in scans]
    house.take(*entries[:BATCH])
    house.hand_in(*scans[:BATCH])  # their second receipts lie between the entries
    house.take(*entries[BATCH:])
    house.hand_in(*scans[BATCH:])
    numbers, completed, cursor, more = list[int](), list[str](), 0, True
    while more:
        reply = house.take(place=house.counter.station, cursor=cursor)
        numbers += [item.receipt.seq for item in reply.accepted]
        completed += [receipt.entry for receipt in reply.completed]
        assert cursor < reply.cursor
        assert len(reply.accepted) <= BATCH
        cursor, more = reply.cursor, reply.more
    ours = [entry.header.id for entry in entries]
    assert len(numbers) == len(set(numbers)) == len(ours)
    assert set(completed) == set(ours)
    assert cursor == 2 * len(ours)


def test_a_query_brings_the_second_receipts_of_its_case(house: House) -> None:
    one = scan()
    entry = house.submit(one)
    house.hand_in(one)
    decide = house.counter.station.decide
    approved = decide("Thiele", Action.APPROVE, entry)
    query = decide("Albrecht", Action.QUERY, entry, approved)
    assert not house.take(approved, query, place=house.counter.station, cursor=2).refused
    reply = house.take(cursor=3)
    assert entry.header.id in [item.entry.header.id for item in reply.accepted]
    assert [receipt.entry for receipt in reply.completed] == [entry.header.id]
