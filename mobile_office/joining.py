"""How a laptop and its people get in: enrolment, a slot for each person (Ersteinrichtung), and the way back in.

A laptop is enrolled together with its first person, because the database key exists nowhere in clear: somebody's slot
must hold it from the first moment. Further people are let in by one who is unlocked. Every step may be repeated: what
was begun is kept (`store/begun.py`), and the office answers the same claim with the same word.
"""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mobile_office.authoring import Author, new_id
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Actor, Certificate
from mobile_office.process import LOCK_FILE
from mobile_office.restoring import is_restored, settle
from mobile_office.rotation import key_for
from mobile_office.store import begun as keeping
from mobile_office.store import passphrase as policy
from mobile_office.store.begun import Begun, BegunPerson
from mobile_office.store.device import Device, read_device, write_device
from mobile_office.store.keys import ARGON, Argon, Slots, new_secrets, public_keys
from mobile_office.store.recovery import read_recovery_grant
from mobile_office.store.slot import Secrets
from mobile_office.sync import enrolment
from mobile_office.sync.code import Code
from mobile_office.sync.comparison import fingerprint_of
from mobile_office.sync.enrolment import DeviceKeys, Introduction
from mobile_office.sync.http import office_of
from mobile_office.workplace import Workplace, create_workplace, open_workplace

_STAYS = frozenset({"settings.toml", LOCK_FILE})


def enrol(home: Path, url: str, code: str, person_code: str, passphrase: str, argon: Argon = ARGON) -> Device:
    """Make this home a device of the office at `url`, with its first person.

    Raises what `begin` and `finish` raise.
    """
    policy.check(passphrase)
    begin(home, url, code)
    return finish(home, person_code, passphrase, argon)


def begin(home: Path, url: str, code: str) -> Begun:
    """Claim the laptop's code for keys made here; again with the same code asks again with the same keys.

    `url` may be empty where the code carries the address. Raises what `enrolment.enrol` raises,
    NotAllowed("already_enrolled") or ("address_missing").
    """
    if (home / "device.json").exists():
        raise NotAllowed("already_enrolled")
    read = Code.read(code)
    url = url.strip() or read.address
    if not url:
        raise NotAllowed("address_missing")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = keeping.read_begun(home)
    if begun is None or begun.code != read.text:
        _move_aside(home)
        keys = enrolment.new_device_keys()
        begun = Begun(url, read.text, keys.seed, keys.exchange)
    begun = replace(begun, url=url)
    keeping.write_begun(home, begun)  # before the code is used up: a lost answer is asked for again
    enrolled = enrolment.enrol(url, read.text, DeviceKeys(begun.seed, begun.exchange))
    begun = replace(begun, device=enrolled.device, waiting=enrolled.waiting)
    keeping.write_begun(home, begun)
    return begun


def fingerprint(begun: Begun) -> str:
    """What is compared at the laptop and at the office."""
    claim = enrolment.device_claim(DeviceKeys(begun.seed, begun.exchange))
    return fingerprint_of(claim["signing_key"], claim["exchange_key"])


def introduce(home: Path, person_code: str) -> Introduction | BegunPerson:
    """Whom the first person's code is for; asked of the office unless it was used here already. Raises as `finish`."""
    begun = _begun(home)
    if begun.person is not None and begun.person.code == Code.read(person_code).text:
        return begun.person
    return enrolment.introduce(begun.url, person_code)


def finish(home: Path, person_code: str, passphrase: str, argon: Argon = ARGON) -> Device:
    """Let the first person in, and the laptop is enrolled; again with the same code and passphrase goes on.

    Raises what `enrolment.introduce` and `enrolment.certify` raise, Trouble("weak_passphrase") or its kin, or WrongKey
    for another passphrase than the first time.
    """
    policy.check(passphrase)
    begun, slots = _begun(home), Slots(home, argon)
    device = begun.device
    assert device is not None
    if begun.person is None or begun.person.code != Code.read(person_code).text:
        begun = _first_slot(home, begun, slots, person_code, passphrase)
    person = begun.person
    assert person is not None
    dbk = slots.unlock(person.person, passphrase, datetime.now(UTC)).dbk
    certificate = enrolment.certify(begun.url, person.code, person.keys)
    place = create_workplace(home, device, DeviceKeys(begun.seed, begun.exchange), dbk)
    place.people.put_certificates([certificate])
    place.close()
    slots.write_recovery_grant(device.office_recovery, dbk, device.id)
    slots.remember_last(person.person)
    write_device(home, device)
    keeping.forget_begun(home)
    return device


def _begun(home: Path) -> Begun:
    begun = keeping.read_begun(home)
    if begun is None or begun.device is None:
        raise NotAllowed("enrolment_not_begun")
    return begun


def _first_slot(home: Path, begun: Begun, slots: Slots, person_code: str, passphrase: str) -> Begun:
    """The first person's slot over a fresh database key, and what repeats the claim for its keys."""
    introduced = enrolment.introduce(begun.url, person_code)
    assert begun.device is not None
    for person, _ in slots.people():  # of an earlier try with another code, which opens nothing
        slots.remove(person)
    keys = slots.add(introduced.person, introduced.name, passphrase, begun.device.id, os.urandom(32))
    code = Code.read(person_code).text
    begun = replace(begun, person=BegunPerson(code, introduced.person, introduced.name, keys))
    keeping.write_begun(home, begun)
    return begun


def _move_aside(home: Path) -> None:
    """Put a home's store, slots and device secret into a folder beside them; together they still open."""
    keeping.forget_begun(home)  # the keys of a laptop that never came to be
    found = [path for path in home.iterdir() if path.is_file() and path.name not in _STAYS]
    if found:
        aside = home / f"before-{new_id()}"
        aside.mkdir(mode=0o700)
        for path in found:
            path.rename(aside / path.name)


def join(place: Workplace, dbk: bytes, person_code: str, passphrase: str, argon: Argon = ARGON) -> str:
    """Let one more person in, helped by somebody unlocked; returns their name. Raises as `enrol`."""
    joiner = Joiner(place, dbk, person_code, argon)
    return joiner.join(passphrase)


class Joiner:
    """One more person at an enrolled laptop; `join` may be repeated while the program runs."""

    def __init__(self, place: Workplace, dbk: bytes, person_code: str, argon: Argon = ARGON) -> None:
        """Asks the office whom the code is for. Raises as `enrol`, or NotAllowed("already_joined")."""
        self._place, self._dbk, self._code, self._argon = place, dbk, person_code, argon
        self.introduced = enrolment.introduce(place.device.url, person_code)
        if self.introduced.person in dict(Slots(place.home, argon).people()):
            raise NotAllowed("already_joined")
        self._keys: Secrets | None = None

    @property
    def name(self) -> str:
        """Whom the code is for."""
        return self.introduced.name

    def join(self, passphrase: str) -> str:
        """Make the slot once the office has certified the keys; the name. Raises as `enrol`."""
        policy.check(passphrase, (self.name,))
        keys = self._keys = self._keys or new_secrets()
        introduced, place = self.introduced, self._place
        certificate = enrolment.certify(place.device.url, self._code, public_keys(keys))
        slots = Slots(place.home, self._argon)
        slots.put(introduced.person, introduced.name, passphrase, place.device.id, self._dbk, keys)
        place.people.put_certificates([certificate])
        return introduced.name


class Returner:
    """Somebody who forgot their passphrase comes back in, with a code for this laptop (Notschlüssel).

    Nobody needs to be unlocked. `come_back` may be repeated while the program runs: the keys stay the same.
    """

    def __init__(self, home: Path, url: str | None = None, argon: Argon = ARGON) -> None:
        self._home, self._argon = home, argon
        self._device = read_device(home)
        self._url = url or self._device.url
        self._keys = new_secrets()

    def come_back(self, code: str, passphrase: str) -> str:
        """New keys, a new slot in place of the old one, drafts as they were; the name.

        Raises what `enrolment.recover` raises, Trouble("weak_passphrase"), Damaged(what="recovery_grant"), and in a
        home put back from a backup what `restoring.settle` raises.
        """
        slots, device = Slots(self._home, self._argon), self._device
        policy.check(
            passphrase, [name for _, name in slots.people()]
        )  # whose code it is, only the office knows
        let_in = enrolment.recover(self._url, code, device, self._keys, read_recovery_grant(self._home))
        person, opened = let_in.certificate.certificate, key_for(self._home, let_in.opened)
        place = open_workplace(self._home, opened.dbk)  # before the old slot goes
        try:
            place.people.put_certificates([let_in.certificate])
            self._settle(place, person, slots)
        finally:
            place.close()
        slots.renew(person.person, person.name, passphrase, device.id, opened, self._keys)
        slots.remember_last(person.person)
        return person.name

    def _settle(self, place: Workplace, person: Certificate, slots: Slots) -> None:
        """In a home put back from a backup the office is asked first: nobody gets in before it has answered."""
        if not is_restored(self._home):
            return
        device, seed = place.device, self._keys.desk_seed
        actor = Actor(person.person, person.name, person.roles, device.id, device.stream, person.also)
        author = Author(actor, seed, place.journal, place.chain, place.people.certificate)
        with office_of(device, place.keys.seed, place.keys.exchange, self._url) as office:
            settle(place, author, office, slots, datetime.now(UTC))
