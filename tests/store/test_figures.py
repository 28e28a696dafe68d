"""What the office's journal holds, in numbers."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from mobile_office.store import figures, tables
from mobile_office.store.transactions import reading, writing
from tests.backoffice.counter import open_counter
from tests.backoffice.decided import Clock, submitted


def test_the_oldest_entry_that_waits_for_attachments_and_whose_they_are(tmp_path: Path) -> None:
    clock = Clock()
    with open_counter(tmp_path, clock=clock) as counter:
        engine = counter.office.engine
        with reading(engine) as connection:
            assert figures.oldest_incomplete(connection) is None
            assert (figures.held(connection), figures.database_bytes(connection) > 0) == (0, True)
        counter.office.exchange(counter.bus.request(submitted(counter)))
        first = clock()
        clock.now += timedelta(hours=5)
        counter.office.exchange(counter.bus.request(submitted(counter)))
        with writing(engine) as connection:
            connection.execute(update(tables.entry).values(attached=1))
        with reading(engine) as connection:
            assert figures.oldest_incomplete(connection) == first
            assert figures.incomplete_by_device(connection) == {counter.bus.device.id: 2}
        with writing(engine) as connection:
            connection.execute(update(tables.entry).values(body=None))
        with reading(engine) as connection:
            assert figures.oldest_incomplete(connection) is None
