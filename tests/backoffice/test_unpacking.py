"""Attachments of a bundle at a real office: each by itself, as over the link, and told in the same answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice import admin, bundles
from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.unpacking import Unpacked
from mobile_office.domain.attachment import CHUNK
from mobile_office.protocol import Entry
from mobile_office.signing import verify_completion
from tests.backoffice.bystick import ByStick
from tests.backoffice.counter import open_counter
from tests.ciphertexts import Scan, naming, scan

SMALL, LARGE = scan(), scan(2 * CHUNK + 9)


@pytest.fixture
def way(tmp_path: Path) -> Iterator[ByStick]:
    with open_counter(tmp_path) as counter:
        yield ByStick(counter, tmp_path)


def naming_entry(way: ByStick, *scans: Scan) -> Entry:
    return way.counter.bus.submit("Berger", naming(*scans))


def take(way: ByStick, folder: Path) -> Unpacked:
    return bundles.take(way.counter.office, folder).attachments


def completed(way: ByStick, folder: Path) -> list[str]:
    """The entries the last reply says are complete, each signed."""
    receipts = way.replies(folder)[-1].completed
    for receipt in receipts:
        verify_completion(receipt, way.counter.office.keys.public.signing)
    return [receipt.entry for receipt in receipts]


def deposit(way: ByStick) -> Deposit:
    return Deposit(way.counter.office, way.counter.office.device(way.counter.bus.device.id))


def test_entries_and_their_attachments_come_in_together_and_the_answer_says_complete(way: ByStick) -> None:
    entry = naming_entry(way, SMALL, LARGE)
    folder = way.put(way.counter.bus.request(entry), scans=(SMALL, LARGE))
    for _ in range(2):  # a second time is harmless
        assert take(way, folder) == Unpacked(whole=(SMALL.digest, LARGE.digest))
        assert completed(way, folder) == [entry.header.id]
    assert way.counter.office.journal(entry.header.stream).cursor() == 2


def test_what_was_receipted_before_is_completed_by_a_stick_far_behind(way: ByStick) -> None:
    bus, office = way.counter.bus, way.counter.office
    entry = naming_entry(way, SMALL)
    office.exchange(bus.request(entry, *[bus.submit("Berger") for _ in range(60)]))
    folder = way.put(bus.request(), scans=(SMALL,))
    take(way, folder)
    assert completed(way, folder) == [entry.header.id], "though the page of entries ends long before"


def test_a_damaged_one_is_named_and_everything_else_goes_on(way: ByStick) -> None:
    first, second = naming_entry(way, SMALL), naming_entry(way, LARGE)
    folder = way.put(way.counter.bus.request(first, second), scans=(SMALL, LARGE))
    (folder / "attachments" / SMALL.digest).write_bytes(b"x" * SMALL.size)
    said, is_whole = admin.take_bundles(way.counter.office, [folder])
    assert (SMALL.digest in said, LARGE.digest in said, is_whole) == (True, False, True)
    assert "2 entries receipted. 1 attachment held. Damaged on the stick" in said
    assert completed(way, folder) == [second.header.id]
    assert deposit(way).missing(SMALL.digest) == (0,)


def test_what_nobody_wants_is_passed_over(way: ByStick) -> None:
    folder = way.put(way.counter.bus.request(naming_entry(way)), scans=(SMALL,))
    assert take(way, folder) == Unpacked(unwanted=(SMALL.digest,))
    assert "1 attachment passed over" in admin.take_bundles(way.counter.office, [folder])[0]
    assert deposit(way).missing(SMALL.digest) is None


@pytest.mark.parametrize("came", [LARGE.chunk(1), b"x" * CHUNK])
def test_what_came_over_the_link_is_completed_or_put_right(way: ByStick, came: bytes) -> None:
    entry = naming_entry(way, LARGE)
    way.counter.office.exchange(way.counter.bus.request(entry))
    deposit(way).put(LARGE.digest, LARGE.size, 1, came)
    folder = way.put(way.counter.bus.request(entry), scans=(LARGE,))
    assert take(way, folder) == Unpacked(whole=(LARGE.digest,))
    assert completed(way, folder) == [entry.header.id]
    assert deposit(way).missing(LARGE.digest) == ()


def test_a_size_other_than_the_entry_names_is_damaged(way: ByStick) -> None:
    entry = naming_entry(way, SMALL)
    longer = Scan(SMALL.data + b"x")
    body = naming(longer)
    body["attachments"][0]["size"] = SMALL.size
    other = way.counter.bus.submit("Berger", body)
    folder = way.put(way.counter.bus.request(entry, other), scans=(longer,))
    assert take(way, folder) == Unpacked(damaged=(longer.digest,))
