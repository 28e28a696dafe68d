"""The office's own terms: what they say of an entry under a mark, and of a case."""

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
            assert admitting.covered(connection, first.header)
            assert not admitting.covered(connection, second.header)
            assert not admitting.covered(connection, counter.station.submit("Berger").header)


def test_the_same_is_taken_once(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        terms, entry = admitting.terms(counter.office, STREAM), counter.bus.submit("Berger")
        first = admitting.accept(terms, counter.bus.device.id, [entry])
        assert first == admitting.accept(terms, counter.bus.device.id, [entry])
        assert [item.receipt.seq for item in first.numbered] == [1]
