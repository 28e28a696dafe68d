"""How a laptop and its people get in: enrolment, and a slot for each person (Ersteinrichtung).

A laptop is enrolled together with its first person, because the database key exists nowhere in clear:
somebody's slot must hold it from the first moment. Further people are let in by one who is unlocked.
An interrupted enrolment leaves a home without `device.json`; starting again begins anew and moves what
lies there aside, whole: it may be the store of a laptop that has only lost its `device.json`.
"""

import os
from pathlib import Path

from mobile_office.authoring import new_id
from mobile_office.domain.errors import MobileOfficeError, NotAllowed
from mobile_office.process import LOCK_FILE
from mobile_office.store import passphrase as policy
from mobile_office.store.device import Device, write_device
from mobile_office.store.keys import ARGON, Argon, Slots
from mobile_office.sync import enrolment
from mobile_office.workplace import Workplace, create_workplace

_STAYS = frozenset({"settings.toml", LOCK_FILE})


def enrol(home: Path, url: str, code: str, person_code: str, passphrase: str, argon: Argon = ARGON) -> Device:
    """Make this home a device of the office at `url`, with its first person.

    Raises what `enrolment.enrol` and `enrolment.certify` raise, NotAllowed("already_enrolled"), or
    Trouble("weak_passphrase").
    """
    if (home / "device.json").exists():
        raise NotAllowed("already_enrolled")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    policy.check(passphrase)
    introduced = enrolment.introduce(url, person_code)
    enrolled = enrolment.enrol(url, code)
    _move_aside(home)
    device, dbk = enrolled.device, os.urandom(32)
    slots = Slots(home, argon)
    keys = slots.add(introduced.person, introduced.name, passphrase, device.id, dbk)
    certificate = enrolment.certify(url, person_code, keys)
    place = create_workplace(home, device, enrolled.keys, dbk)
    place.people.put_certificates([certificate])
    place.close()
    slots.write_recovery_grant(device.office_recovery, dbk)
    slots.remember_last(introduced.person)
    write_device(home, device)
    return device


def _move_aside(home: Path) -> None:
    """Put a home's store, slots and device secret into a folder beside them; together they still open."""
    found = [path for path in home.iterdir() if path.is_file() and path.name not in _STAYS]
    if found:
        aside = home / f"before-{new_id()}"
        aside.mkdir(mode=0o700)
        for path in found:
            path.rename(aside / path.name)


def join(place: Workplace, dbk: bytes, person_code: str, passphrase: str, argon: Argon = ARGON) -> str:
    """Let one more person in, helped by somebody unlocked; returns their name. Raises as `enrol`."""
    slots, url = Slots(place.home, argon), place.device.url
    introduced = enrolment.introduce(url, person_code)
    if introduced.person in dict(slots.people()):
        raise NotAllowed("already_joined")
    keys = slots.add(introduced.person, introduced.name, passphrase, place.device.id, dbk)
    try:
        place.people.put_certificates([enrolment.certify(url, person_code, keys)])
    except MobileOfficeError:
        slots.remove(introduced.person)
        raise
    return introduced.name
