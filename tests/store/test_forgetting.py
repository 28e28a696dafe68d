"""Which bodies are due at the office; what is done with them is tested in backoffice/test_erasure.py."""

from datetime import timedelta
from pathlib import Path

from mobile_office.store.forgetting import due, forget, streams
from mobile_office.store.transactions import reading, writing
from tests.backoffice.counter import STREAM, open_counter
from tests.backoffice.decided import REGISTER_NUMBER, Clock, submitted, taken_over

AFTER = timedelta(days=30)


def test_a_case_is_due_when_the_office_has_had_its_outcome_long_enough(tmp_path: Path) -> None:
    clock = Clock()
    with open_counter(tmp_path, clock=clock) as counter:
        counter.bus.clock = counter.station.clock = lambda: clock() - timedelta(days=20)  # wrong ones
        numbers = [taken_over(counter, submitted(counter))[0].header.subject for _ in range(3)]
        engine = counter.office.engine
        with reading(engine) as connection:
            assert streams(connection) == (STREAM,)
            assert due(connection, STREAM, clock() + timedelta(days=29), AFTER, 10) == ()
            later = clock() + AFTER
            assert sorted(due(connection, STREAM, later, AFTER, 10)) == sorted(numbers)
            assert len(due(connection, STREAM, later, AFTER, 2)) == 2
        with writing(engine) as connection:
            assert forget(connection, STREAM, numbers[0]) == REGISTER_NUMBER
            assert forget(connection, STREAM, numbers[0]) == ""
            assert sorted(due(connection, STREAM, later, AFTER, 10)) == sorted(numbers[1:])
