"""Pages: entries and notices in one sequence, for every cursor and every limit."""

from pathlib import Path

from mobile_office.backoffice import paging
from mobile_office.backoffice.deposit import Deposit
from mobile_office.store.transactions import reading
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
                    assert len(new) <= limit
                    assert all(cursor < seq <= page.cursor for seq in new)
                    read += sorted(new)
                    cursor, more = page.cursor, page.more
                assert read == list(range(1, 15))
