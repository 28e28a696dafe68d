"""Notices: kept with their number, read by whom they concern."""

from pathlib import Path

from mobile_office.backoffice import notices
from mobile_office.backoffice.notices import COMPLETION, Notice
from mobile_office.store.transactions import reading, writing
from tests.backoffice.counter import STREAM, open_counter


def test_a_bus_reads_what_concerns_its_cases_and_a_station_everything(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        entry = counter.bus.submit("Berger")
        counter.office.exchange(counter.bus.request(entry))
        ours = Notice(7, COMPLETION, entry.header.id, entry.header.subject, counter.bus.device.id, {"a": [1]})
        theirs = Notice(8, COMPLETION, "other", "C-2026-00001-A", "other", {})
        with writing(counter.office.engine) as connection:
            notices.add(connection, STREAM, [theirs])
            notices.add(connection, STREAM, [ours])
        with reading(counter.office.engine) as connection:
            for device, kind, seen in (
                (counter.bus, "bus", (ours,)),
                (counter.station, "station", (ours, theirs)),
            ):
                assert notices.since(connection, STREAM, 0, device.device.id, kind, 9) == seen
            assert notices.since(connection, STREAM, 7, "", "station", 9) == (theirs,)
            assert notices.since(connection, STREAM, 0, "", "station", 1) == (ours,)
            assert notices.since(connection, "03241002", 0, "", "station", 9) == ()
