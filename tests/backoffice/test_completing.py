"""Second receipts: numbered in the stream, kept at the entry, and nothing refused for what cannot be read."""

import logging
from pathlib import Path

import pytest

from mobile_office.backoffice.deposit import Deposit
from tests.backoffice.counter import Counter, open_counter
from tests.ciphertexts import naming, scan


def test_a_second_receipt_is_kept_at_the_entry_and_never_given_twice(tmp_path: Path) -> None:
    one = scan()
    with open_counter(tmp_path) as counter:
        office, bus = counter.office, counter.bus
        entry = bus.submit("Berger", naming(one))
        office.exchange(bus.request(entry))
        deposit = Deposit(office, office.device(bus.device.id))
        deposit.put(one.digest, one.size, 0, one.data)
        first = office.exchange(bus.request()).completed
        deposit.put(one.digest, one.size, 0, one.data)
        assert office.exchange(bus.request(entry)).completed == first
        (stored,) = office.journal(entry.header.stream).entries(entry.header.subject)
        assert (stored.attached, stored.is_complete) == (1, True)


def test_attachments_that_cannot_be_read_are_noted_without_what_they_say(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_counter(tmp_path) as counter, caplog.at_level(logging.WARNING):
        entry = counter.bus.submit("Berger", {"attachments": [{"digest": "Mustermann"}]})
        reply = counter.office.exchange(counter.bus.request(entry))
    assert len(reply.accepted) == 1
    assert entry.header.id in caplog.text
    assert "Mustermann" not in caplog.text


def test_a_page_of_nothing_but_second_receipts_moves_the_cursor(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        scans = _completed(counter, 3)
        reply = counter.office.exchange(counter.bus.request(cursor=3))
        assert (len(reply.completed), reply.accepted, reply.cursor, reply.more) == (3, (), 6, False)
        assert len(scans) == 3


def _completed(counter: Counter, count: int) -> list[str]:
    office, bus = counter.office, counter.bus
    scans = [scan(seed=seed) for seed in range(count)]
    office.exchange(bus.request(*[bus.submit("Berger", naming(one)) for one in scans]))
    deposit = Deposit(office, office.device(bus.device.id))
    for one in scans:
        deposit.put(one.digest, one.size, 0, one.data)
    return [one.digest for one in scans]
