"""When a device was heard last."""

from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice.sightings import Sightings
from mobile_office.backoffice.tables import devices
from mobile_office.store.transactions import reading
from tests.backoffice.counter import Counter, open_counter
from tests.backoffice.decided import Clock


def seen(counter: Counter) -> tuple[str, int, int]:
    with reading(counter.office.engine) as connection:
        chosen = devices.select().where(devices.c.id == counter.bus.device.id)
        row = connection.execute(chosen).mappings().one()
    return row["seen_at"], row["speaks"], row["skew_ms"]


def test_it_is_written_down_at_most_every_five_minutes(tmp_path: Path) -> None:
    clock = Clock()
    with open_counter(tmp_path, clock=clock) as counter:
        sightings, known = Sightings(counter.office), counter.office.device(counter.bus.device.id)
        sightings.note(known, 2, timedelta(seconds=-1.5))
        assert seen(counter) == ("2026-11-22T10:42:07.000Z", 2, -1500)
        clock.pass_days(4 / 1440)
        sightings.note(known, 1, None)
        assert seen(counter)[1] == 2
        clock.pass_days(2 / 1440)
        sightings.note(known, 1, None)
        assert seen(counter) == ("2026-11-22T10:48:07.000Z", 1, -1500)
