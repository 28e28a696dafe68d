"""Key slots: a person's passphrase opens their keys, and their keys open the one database key.

Opening the slot is the passphrase check; right and wrong passphrases take the same path.
The unlock window loads this module before everything else: it knows no SQL and no services.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from mobile_office.canonical import canonical, write_time
from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.sealing import exchange_public, grant, new_exchange_key, open_grant
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store import durable_file, recovery, slot
from mobile_office.store.delay import Delay
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.passphrase import check as check_passphrase
from mobile_office.store.regranting import next_key
from mobile_office.store.slot import Secrets, Slot
from mobile_office.store.slots_file import Rotation, SlotsFile

LAST_PERSON = "last_person.json"

Opened = TypeVar("Opened")


@dataclass(frozen=True)
class Argon:
    """Cost of Argon2id (RFC 9106) for new slots: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


ARGON = Argon()


@dataclass(frozen=True)
class PublicKeys:
    """What the office certifies of a person; lower-case hex."""

    desk: str
    decision: str
    exchange: str


@dataclass(frozen=True)
class Unlocked:
    """A person whose slot is open. Holds secrets: its repr shows none."""

    person: str
    name: str
    desk_seed: bytes = field(repr=False)
    exchange_private: bytes = field(repr=False)
    dbk: bytes = field(repr=False)
    fresh: bytes | None = field(default=None, repr=False)  # the next database key, while it is being changed


def new_secrets() -> Secrets:
    """Fresh private keys for a person."""
    return Secrets(new_signing_key(), new_exchange_key(), new_signing_key())


def public_keys(keys: Secrets) -> PublicKeys:
    """The public halves of a person's keys."""
    exchange = exchange_public(keys.exchange_private)
    return PublicKeys(public_key(keys.desk_seed), public_key(keys.decision_seed), exchange)


class Slots:
    """The slots of one home: who may open it, and with what.

    Every try counts for the growing delay (`delay.py`) before it is made. All changes are durable
    when the call returns. Reading raises Damaged(what="slots", has_previous), Damaged(what=
    "device_secret") or TooNew; writing raises DiskFull or Damaged(what="home").
    """

    def __init__(self, home: Path, argon: Argon = ARGON) -> None:
        self._home = home
        self._argon = argon
        self._file = SlotsFile(home)
        self._secret = DeviceSecret(home)
        self._delay = Delay(home)

    def people(self) -> tuple[tuple[str, str], ...]:
        """(person, name) of everyone with a slot, in the order they were added."""
        return tuple((known.person, known.name) for known in self._file.read())

    def last_person(self) -> str | None:
        """Who was remembered last, if they still have a slot."""
        try:
            person = json.loads((self._home / LAST_PERSON).read_bytes())
        except (OSError, ValueError, RecursionError):  # a convenience: nothing is lost without it
            return None
        return next((known for known, _ in self.people() if known == person), None)

    def remember_last(self, person: str) -> None:
        """Offer this person first at the next start."""
        durable_file.write(self._home / LAST_PERSON, canonical(person))

    def add(self, person: str, name: str, passphrase: str, device: str, dbk: bytes) -> PublicKeys:
        """Make a person's keys and their slot; the private keys never leave it but by `unlock`.

        Raises Trouble("weak_passphrase") or ("guessable_passphrase"); ValueError when the person has a slot already.
        """
        keys = new_secrets()
        self.put(person, name, passphrase, device, dbk, keys)
        return public_keys(keys)

    def put(self, person: str, name: str, passphrase: str, device: str, dbk: bytes, keys: Secrets) -> None:
        """A slot for keys that were made before. Raises as `add`."""
        check_passphrase(passphrase, (name,))
        slots = self._file.read()
        if any(known.person == person for known in slots):
            raise ValueError("this person has a slot already")
        if not slots and not self._secret.is_there():
            self._secret.create()
        fresh = _new_slot(person, name, device, dbk, keys)
        self._file.write((*slots, self._close(fresh, keys, passphrase)))

    def renew(
        self, person: str, name: str, passphrase: str, device: str, opened: recovery.Recovered, keys: Secrets
    ) -> None:
        """Put a slot with new keys in place of a person's old one, or beside the others where they had none.

        The device secret is put back where it was lost. Raises Trouble as `add`.
        """
        check_passphrase(passphrase, (name,))
        if not self._secret.is_the(opened.device_secret):
            self._secret.write(opened.device_secret)
        fresh = _new_slot(person, name, device, opened.dbk, keys)
        others = tuple(known for known in self._file.read() if known.person != person)
        self._file.write((*others, self._close(fresh, keys, passphrase)))
        self._delay.succeed(person)

    def unlock(self, person: str, passphrase: str, now: datetime) -> Unlocked:
        """Open a person's slot and, with their key, the database key.

        Raises WrongKey(seconds until the next try), Delayed(seconds), or Damaged(what="slots")
        when the slot opens but its grant does not.
        """
        found = self._slot(person)
        desk_seed, exchange_private = self._try(found, passphrase, now, slot.open_desk)
        try:
            dbk = open_grant(bytes.fromhex(found.grant), exchange_private)
        except (WrongKey, ValueError):
            raise Damaged(what="slots") from None
        self._file.has_opened()
        return Unlocked(
            person, found.name, desk_seed, exchange_private, dbk, next_key(found, exchange_private)
        )

    def decision_seed(self, person: str, passphrase: str, now: datetime | None = None) -> bytes:
        """The Ed25519 seed for one decision or batch; the caller drops it afterwards.

        `now` None is the device's clock. Raises WrongKey(seconds) or Delayed(seconds), like `unlock`.
        """
        return self._try(self._slot(person), passphrase, now or datetime.now(UTC), slot.open_decision)

    def change(self, person: str, passphrase: str, fresh: str, now: datetime) -> None:
        """Give a person's slot a fresh passphrase; their keys stay.

        The old one opens nothing from then on, in the generation before neither. Raises Trouble("weak_passphrase") or
        ("guessable_passphrase"), WrongKey(seconds) or Delayed(seconds).
        """
        old = self._slot(person)
        check_passphrase(fresh, (old.name,))
        keys = self._try(old, passphrase, now, slot.open_all)
        closed = self._close(old, keys, fresh)
        slot.open_desk(closed, fresh, self._secret.read())  # proves the new generation, as an unlocking would
        slots = self._file.read()  # a grant may have been renewed meanwhile
        self._file.write(tuple(_with_locks_of(closed, known) for known in slots))
        self._file.stand_by()  # the generation before would still open with the old passphrase

    def remove(self, person: str, now: datetime | None = None) -> None:
        """Take a person's slot and grant away; nothing happens when they have none.

        They have still seen the database key: with `now` it is due to be changed in the same stroke (`regranting`).
        """
        rotation = self._file.rotation()
        if now is not None:
            rotation = rotation or Rotation(write_time(now))
        left = tuple(known for known in self._file.read() if known.person != person)
        self._file.write_rotating(left, rotation)

    def want_rotation(self, now: datetime) -> None:
        """The database key is to be changed when somebody is let in next."""
        self._file.write_rotating(self._file.read(), self._file.rotation() or Rotation(write_time(now)))

    def rotation(self) -> Rotation | None:
        """The change of the database key that is due or under way."""
        return self._file.rotation()

    def since(self) -> dict[str, str]:
        """When each person's slot was made, canonical text; "" where it is not known."""
        return {known.person: known.since for known in self._file.read()}

    def forget_previous(self) -> None:
        """Drop the generation before the last change: somebody in it may not come back."""
        self._file.has_opened()

    def move_secret_to_keyring(self) -> bool:
        """Let the keyring hold the device secret where there is one; True when it lies there (ADR 019).

        Not without the recovery grant: the keyring is never the only copy. Raises DiskFull or Damaged(what="home").
        """
        return (self._home / recovery.FILE).exists() and self._secret.move_to_keyring()

    def seconds_to_wait(self, person: str, now: datetime) -> int:
        """Seconds until this person may try again after wrong passphrases; 0 when at once."""
        return self._delay.seconds(person, now)

    def restore_previous(self) -> None:
        """Go back to the slots before the last change. Raises Damaged when there are none."""
        self._file.restore_previous()

    def write_recovery_grant(self, office_recovery_public: str, dbk: bytes, device: str) -> None:
        """Let the office open this home when every slot or the device secret is lost."""
        opened = recovery.Recovered(dbk, self._secret.read())
        recovery.write_recovery_grant(self._home, office_recovery_public, opened, device)

    def _slot(self, person: str) -> Slot:
        for known in self._file.read():
            if known.person == person:
                return known
        raise WrongKey(seconds=0)

    def _close(self, old: Slot, keys: Secrets, passphrase: str) -> Slot:
        return slot.close(old, keys, passphrase, self._secret.read(), asdict(self._argon))

    def _try(
        self, found: Slot, passphrase: str, now: datetime, how: Callable[[Slot, str, bytes], Opened]
    ) -> Opened:
        device_secret = self._secret.read()
        seconds = self._delay.begin(found.person, now)
        try:
            opened = how(found, passphrase, device_secret)
        except WrongKey:
            raise WrongKey(seconds=seconds) from None
        self._delay.succeed(found.person)
        return opened


def _new_slot(person: str, name: str, device: str, dbk: bytes, keys: Secrets) -> Slot:
    granted = grant(dbk, exchange_public(keys.exchange_private)).hex()
    return Slot(person, name, device, granted, since=write_time(datetime.now(UTC)))


def _with_locks_of(closed: Slot, known: Slot) -> Slot:
    """The slot of the same person with the locks just made; the slots of others as they are."""
    if known.person != closed.person:
        return known
    return replace(closed, grant=known.grant, fresh_grant=known.fresh_grant)
