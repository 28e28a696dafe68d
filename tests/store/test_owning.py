"""A chain and the numbers of a letter belong to one device; who helps a restored office shows the old receipt."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from mobile_office.domain.case import Action, Status
from mobile_office.domain.number import case_number
from mobile_office.protocol import Reply, Request
from mobile_office.store import tables
from mobile_office.store.owning import kept_receipts, receipted
from mobile_office.store.streams import begin_epochs
from mobile_office.store.transactions import writing
from tests.backoffice.counter import STREAM, Counter, open_counter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def codes(reply: Reply) -> list[str]:
    return [refusal.code for refusal in reply.refused]


def test_the_next_place_of_another_device_is_refused_and_stays_free(counter: Counter) -> None:
    other, bus = counter.another("C", "bus"), counter.bus
    counter.office.exchange(other.request(other.submit("Weber")))
    own = other.submit("Weber")
    for device in (bus.device.id, other.device.id):
        header = replace(own.header, id=bus.submit("Berger").header.id, device=device)
        forged = bus.signed_anew(replace(header, person=counter.id_of("Berger")), "Berger")
        assert codes(counter.office.exchange(bus.request(forged))) == ["chain_foreign"]
    assert [item.entry for item in counter.office.exchange(other.request(own)).accepted][-1] == own


def test_what_cannot_be_read_takes_no_place_of_another_device(counter: Counter) -> None:
    other, bus = counter.another("C", "bus"), counter.bus
    counter.office.exchange(other.request(other.submit("Weber")))
    own = other.submit("Weber")
    poison = {**replace(own, header=replace(own.header, device=bus.device.id)).to_json(), "body": 7}
    request = replace(bus.request(), poison=(poison,))
    assert codes(counter.office.exchange(request)) == ["malformed"]
    assert not counter.office.exchange(other.request(own)).refused


def test_a_number_of_another_letter_is_refused_and_the_chain_goes_on(counter: Counter) -> None:
    bus = counter.bus
    first = bus.submit("Berger")
    header = replace(first.header, subject=case_number("S", 2026, 1))
    forged, following = bus.signed_anew(header, "Berger"), bus.submit("Berger")
    assert codes(counter.office.exchange(bus.request(forged))) == ["number_foreign"]
    after = replace(following.header, previous=forged.hash)
    assert not counter.office.exchange(bus.request(bus.signed_anew(after, "Berger"))).refused


def test_a_case_goes_on_at_another_device(counter: Counter) -> None:
    submitted = counter.bus.submit("Berger")
    counter.office.exchange(counter.bus.request(submitted))
    note = counter.station.about("Thiele", Action.NOTE, submitted, submitted)
    assert not counter.office.exchange(counter.station.request(note)).refused


def test_others_bring_what_was_receipted_to_an_office_that_began_anew(counter: Counter) -> None:
    entry = counter.bus.submit("Berger")
    (told,) = counter.office.exchange(counter.bus.request(entry)).accepted
    with writing(counter.office.engine) as connection:  # put back from a backup of before
        for table in (tables.entry, tables.case):
            connection.execute(delete(table))
        begin_epochs(connection)
    carried = counter.station.request(entry)
    assert codes(counter.office.exchange(carried)) == ["chain_foreign"]
    shown = replace(carried, receipts=(told.receipt,))
    assert Request.from_json(shown.to_json()) == shown
    assert [item.entry for item in counter.office.exchange(shown).accepted] == [entry]
    assert not counter.office.exchange(counter.bus.request(counter.bus.submit("Berger"))).refused


def test_only_our_receipt_about_this_very_entry_counts(counter: Counter) -> None:
    entry = counter.bus.submit("Berger")
    (told,) = counter.office.exchange(counter.bus.request(entry)).accepted
    ours, receipt = counter.office.keys.public.signing, told.receipt
    assert receipted([receipt], [entry], ours) == {(entry.header.id, entry.hash)}
    assert receipted([receipt], [replace(entry, hash="ab" * 32)], ours) == frozenset()
    assert receipted([replace(receipt, seq=9)], [entry], ours) == frozenset()
    assert receipted([receipt], [entry], "ab" * 32) == frozenset()
    case = counter.office.journal(STREAM).case(entry.header.subject)
    assert case is not None
    assert case.status is Status.SUBMITTED


def test_a_device_shows_the_receipts_of_what_others_wrote_only(counter: Counter) -> None:
    entry = counter.bus.submit("Berger")
    (told,) = counter.office.exchange(counter.bus.request(entry)).accepted
    engine = counter.office.engine
    assert kept_receipts(engine, counter.bus.device.id, [entry]) == ()
    assert kept_receipts(engine, counter.station.device.id, [entry]) == (told.receipt,)
