"""Hypothesis looks for a day after which something is missing, doubled or unequal."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test
from sqlalchemy import delete, func, select

from mobile_office.store import tables
from mobile_office.store.transactions import writing
from tests.storm.machine import Machine

CHECKED = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class Forgetful(Machine):
    """The control: an office that loses an entry now and then."""

    @rule()
    def forget(self) -> None:
        """The entry numbered last is gone."""
        seq = tables.entry.c.seq
        with writing(self.storm.office.engine) as connection:
            connection.execute(delete(tables.entry).where(seq == select(func.max(seq)).scalar_subquery()))


@pytest.mark.slow
@pytest.mark.timeout(900)  # seconds; a busy machine is no fault
def test_no_day_that_hypothesis_can_think_of_loses_or_doubles_anything() -> None:
    run_state_machine_as_test(Machine, settings=CHECKED)


@pytest.mark.slow
@pytest.mark.timeout(900)  # seconds; a busy machine is no fault
def test_an_office_that_forgets_is_found_out() -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Forgetful, settings=settings(CHECKED, phases=[Phase.generate]))
