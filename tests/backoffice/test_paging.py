"""Pages: entries and notices in one sequence, for every cursor and every limit."""

from pathlib import Path

from mobile_office.backoffice import paging
from mobile_office.backoffice.deposit import Deposit
from mobile_office.canonical import canonical
from mobile_office.domain.case import Action
from mobile_office.store.transactions import reading
from mobile_office.sync.wire import LARGEST
from mobile_office.weights import HEAVIEST
from tests.backoffice.counter import open_counter
from tests.ciphertexts import naming, scan


def test_whatever_the_limit_each_number_is_read_once_and_in_order(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        office, bus = counter.office, counter.bus
        device = office.device(bus.device.id)
        for seed in range(5):
            one = scan(seed=seed)
            office.exchange(bus.request(bus.submit("Berger", naming(one)), bus.submit("Berger")))
            if seed != 2:
                Deposit(office, device).put(one.digest, one.size, 0, one.data)
        with reading(office.engine) as connection:
            for limit in range(1, 17):
                read, cursor, more = list[int](), 0, True
                while more:
                    page = paging.read(connection, device, cursor, limit)
                    new = [item.receipt.seq for item in page.numbered] + [one.seq for one in page.notices]
                    assert 4 * len(page.numbered) + len(page.notices) < 4 * limit + 4
                    assert all(cursor < seq <= page.cursor for seq in new)
                    read += sorted(new)
                    cursor, more = page.cursor, page.more
                assert read == list(range(1, 15))


def test_a_page_is_never_too_heavy_for_one_reply(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        for _ in range(12):
            heavy = counter.bus.submit("Berger", {"text": "x" * 900_000})
            assert not counter.office.exchange(counter.bus.request(heavy)).refused
        cursor, read, more = 0, list[int](), True
        while more:
            reply = counter.office.exchange(counter.station.request(cursor=cursor))
            assert len(canonical(reply.to_json())) < LARGEST / 2
            read += [item.receipt.seq for item in reply.accepted]
            cursor, more = reply.cursor, reply.more
        assert read == list(range(1, 13))


def test_an_entry_nobody_could_be_sent_is_refused_and_the_next_is_taken(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        heavy, light = counter.bus.submit("Berger", {"text": "x" * HEAVIEST}), counter.bus.submit("Berger")
        reply = counter.office.exchange(counter.bus.request(heavy, light))
        assert [refusal.code for refusal in reply.refused] == ["entry_too_large"]
        assert [item.entry.header.id for item in reply.accepted] == [light.header.id]


def test_a_question_brings_its_case_along_however_much_was_noted_there(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        bus, office = counter.bus, counter.office
        case = bus.submit("Berger")
        approved = bus.decide("Thiele", Action.APPROVE, case)
        office.exchange(bus.request(case, approved))
        for _ in range(9):
            note = bus.about("Berger", Action.NOTE, case, approved, {"text": "x" * 900_000})
            assert not office.exchange(bus.request(note)).refused
        read = office.exchange(counter.station.request(cursor=11)).cursor
        office.exchange(bus.request(bus.decide("Albrecht", Action.QUERY, case, approved)))
        reply = office.exchange(counter.station.request(cursor=read))
        assert len(canonical(reply.to_json())) < LARGEST / 2
        found = [item.entry.header.action for item in reply.accepted]
        assert (found[0], found[-1]) == (Action.SUBMIT, Action.QUERY)
