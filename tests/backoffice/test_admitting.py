"""The office's own terms: what they say of an entry under a mark, and of a case."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice import admitting, held
from mobile_office.protocol import Checkpoint
from mobile_office.store.transactions import reading, writing
from tests.backoffice.counter import STREAM, open_counter


def test_an_entry_is_covered_up_to_the_mark_of_its_author_s_revocation(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        first, second = counter.bus.submit("Berger"), counter.bus.submit("Berger")
        counter.office.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 1, first.hash)))
        with writing(counter.office.engine) as connection:
            held.mark(connection, counter.id_of("Berger"))
        with reading(counter.office.engine) as connection:
            covered = admitting.covered([first.header, second.header])
            assert covered(connection, first.header)
            assert not covered(connection, second.header)
            assert not covered(connection, counter.station.submit("Berger").header)


def test_what_was_offered_must_lead_to_the_head_hash_by_hash(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        first, second, third = (each.header for each in (counter.bus.submit("Berger") for _ in range(3)))
        other = replace(first, at=first.at - timedelta(hours=1))  # under the same id and number
        head = Checkpoint(counter.bus.chain, 3, counter.bus.previous)
        counter.office.exchange(counter.bus.request(checkpoint=head))
        with writing(counter.office.engine) as connection:
            held.mark(connection, counter.id_of("Berger"))
        with reading(counter.office.engine) as connection:
            assert admitting.covered([other, first, second, third])(connection, first)
            assert not admitting.covered([other, first, second, third])(connection, other)
            assert not admitting.covered([first, third])(connection, first)
            assert not admitting.covered([first, second])(connection, first)


def test_the_same_is_taken_once(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        terms, entry = admitting.terms(counter.office, STREAM), counter.bus.submit("Berger")
        first = admitting.accept(terms, counter.bus.device.id, [entry])
        assert first == admitting.accept(terms, counter.bus.device.id, [entry])
        assert [item.receipt.seq for item in first.numbered] == [1]
