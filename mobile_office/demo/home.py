"""The demonstration's homes: a bus laptop and an office PC, each enrolled by its real one-time codes."""

from collections.abc import Sequence
from pathlib import Path

from mobile_office import resources
from mobile_office.demo.office import DemoOffice
from mobile_office.demo.people import DemoPerson
from mobile_office.desk import utc_now
from mobile_office.joining import enrol, join
from mobile_office.store.keys import Slots
from mobile_office.workplace import open_workplace

_SETTINGS = 'stop = "Seniorenzentrum Misburg-Nord"\nplace = "Platz 1"\nshow_unreviewed_languages = true\n'


STREETS = resources.folder() / "streets" / "hannover-demo.csv"  # published by the demonstration's office


def make_home(
    home: Path, office: DemoOffice, letter: str, kind: str, people: Sequence[DemoPerson], codes: Sequence[str]
) -> None:
    """Enrol a device with its people; does nothing for a home that is enrolled already."""
    if (home / "device.json").exists():
        return
    first, *others = zip(people, codes, strict=True)
    enrol(home, office.url, office.enrol(letter, kind), first[1], first[0].passphrase)
    (home / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
    slots = Slots(home)
    person = slots.last_person()
    assert person is not None
    dbk = slots.unlock(person, first[0].passphrase, utc_now()).dbk
    place = open_workplace(home, dbk)
    try:
        for other, code in others:
            join(place, dbk, code, other.passphrase)
    finally:
        place.close()
