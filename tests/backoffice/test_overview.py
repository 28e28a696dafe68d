"""What an administrator looks at."""

from datetime import timedelta
from pathlib import Path

from mobile_office.backoffice import backup, deeds, devices, overview
from mobile_office.backoffice.sightings import Sightings
from mobile_office.protocol import Checkpoint
from mobile_office.store.transactions import writing
from tests.backoffice.counter import NOW, STREAM, Counter
from tests.backoffice.decided import Clock, submitted


def test_people_are_listed_with_what_they_may_do(counter: Counter) -> None:
    counter.office.revoke_person(counter.id_of("Weber"))
    lines = overview.people_listed(counter.office, STREAM).splitlines()
    assert lines[0].split() == ["id", "name", "roles", "standing"]
    assert next(line for line in lines if counter.id_of("Weber") in line).endswith(
        "revoked 2026-11-22T10:42:07.000Z"
    )
    assert lines[-1] == "4 people may work here."


def test_devices_are_listed_with_light_version_clock_and_alarms(counter: Counter, clock: Clock) -> None:
    known = counter.office.device(counter.bus.device.id)
    Sightings(counter.office).note(known, 1, timedelta(seconds=-700))
    clock.pass_days(1.5)
    lines = overview.devices_listed(counter.office, STREAM).splitlines()
    bus = next(line for line in lines if counter.bus.device.id in line)
    assert bus.split()[1:] == ["B", "bus", "yellow", "36", "h", "ago", "v1", "-700.0", "s", "!", "0", "0"]
    assert lines[-1] == "2 devices, 2 not heard for 24 hours or more."


def test_alarms_say_what_to_do_and_nothing_when_nothing_is_wrong(
    counter: Counter, clock: Clock, tmp_path: Path
) -> None:
    backup.back_up(counter.office, f"sqlite:///{tmp_path / 'office.db'}", tmp_path)
    sightings = Sightings(counter.office)
    for place in (counter.bus, counter.station):
        sightings.note(counter.office.device(place.device.id), 2, None)
    assert overview.alarms_listed(counter.office) == ("Nothing needs you.", True)
    entry = submitted(counter)
    counter.office.exchange(counter.bus.request(entry))
    with writing(counter.office.engine) as connection:
        known = counter.office.device(counter.bus.device.id)
        devices.countersign(connection, known, Checkpoint("c" * 36, 5, "ab" * 32), NOW)
        devices.raise_alarm(connection, known, "c" * 36, NOW)
    clock.pass_days(91)
    said, is_quiet = overview.alarms_listed(counter.office)
    assert not is_quiet
    for part in (
        "told two histories",
        "1 case came in more than 90 days ago",
        "no backup since",
        "2 devices were",
    ):
        assert part in said
    assert "Erika" not in said
    assert entry.header.subject not in said


def test_deeds_are_listed_newest_last(counter: Counter) -> None:
    with writing(counter.office.engine) as connection:
        deeds.note(connection, "revoke", NOW, stream=STREAM, subject="x" * 100)
        deeds.note(connection, "backup", NOW + timedelta(hours=1))
    lines = overview.deeds_listed(counter.office).splitlines()
    assert [line.split()[1] for line in lines[1:-1]] == ["revoke", "backup"]
    assert lines[-1] == "The last 2 deeds."
