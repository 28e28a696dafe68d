"""What is new to a device, within one view of the store (more in tests/contracts/test_journal.py)."""

from pathlib import Path

import pytest

from mobile_office.domain.case import Action
from mobile_office.store.novelties import entries_since
from mobile_office.store.transactions import reading
from tests.backoffice.counter import STREAM, open_counter


def test_a_bus_reads_its_own_subjects_and_a_station_all(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        other = counter.another("C", "bus")
        ours, theirs = counter.bus.submit("Berger"), other.submit("Weber")
        counter.office.exchange(counter.bus.request(ours))
        counter.office.exchange(other.request(theirs))
        with reading(counter.office.engine) as connection:

            def read(device: str, kind: str, cursor: int = 0, limit: int = 9) -> list[str]:
                found = entries_since(connection, STREAM, cursor, device, kind, limit)
                return [item.entry.header.id for item in found]

            assert read(counter.bus.device.id, "bus") == [ours.header.id]
            assert read(other.device.id, "bus") == [theirs.header.id]
            assert read("", "station") == [ours.header.id, theirs.header.id]
            assert read("", "station", limit=1) == [ours.header.id]
            assert read("", "station", cursor=1) == [theirs.header.id]


@pytest.mark.parametrize("action", [Action.NOTE, Action.SUBMIT])
def test_who_writes_about_a_colleague_s_case_does_not_read_it(tmp_path: Path, action: Action) -> None:
    with open_counter(tmp_path) as counter:
        case, curious = counter.bus.submit("Berger"), counter.another("C", "bus")
        counter.office.exchange(counter.bus.request(case))
        numbered = action is Action.NOTE  # a second SUBMIT is refused, and kept
        entry = curious.about("Weber", action, case, case if numbered else None)
        brought = counter.office.exchange(curious.request(entry)).accepted
        assert [item.entry.header.id for item in brought] == ([entry.header.id] if numbered else [])
        assert not counter.office.exchange(curious.request()).accepted
        assert numbered is (len(counter.office.exchange(counter.bus.request()).accepted) == 2)
