"""Pool slots (Vertretungsplätze): slots prepared in advance, each opened once with a code that the office keeps sealed.

`pool.json` is {"content": {"v", "slots", "opened"}, "sum"}. Nobody here knows a code: it is sealed for the office's
recovery key as soon as it is made. A file that cannot be read is worth as much as none: the pool is filled again.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from threading import Lock

from mobile_office.canonical import Json, canonical, digest
from mobile_office.certified import SignedCertificate
from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.domain.spoken import BYTES, spoken
from mobile_office.sealing import decrypt, encrypt, exchange_public, grant, open_grant
from mobile_office.store import durable_file, slot
from mobile_office.store.delay import Delay
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.keys import ARGON, Argon, PublicKeys, new_secrets, public_keys
from mobile_office.store.slot import Secrets, Slot

VERSION = 1
FILE = "pool.json"
SIZE = 3  # slots a laptop keeps ready
_LARGEST = 1 << 16  # bytes; a handful of slots has a few thousand
TRIES = "pool"  # whose delay grows with wrong codes
_CHANGING = Lock()  # who is let go is dropped on one thread while another fills


@dataclass(frozen=True)
class PoolSlot:
    """A slot for somebody nobody knows yet; binary values in hex.

    `grants` are the database key, the newest first; an older one stays until the change of the key has proved itself.
    `sealed` is the code for the office, until the office has certified the keys: then there is a `certificate`.
    """

    slot: Slot
    keys: PublicKeys
    grants: tuple[str, ...]
    made_by: str
    sealed: str = ""
    certificate: Json = None

    @property
    def maker(self) -> str:
        """Who prepared it: in the office's signed word once there is one, whatever this file says."""
        also = SignedCertificate.from_json(self.certificate).certificate.also if self.certificate else ()
        return also[0] if also else self.made_by


@dataclass(frozen=True)
class Stepped:
    """What a code has opened: the slot, its keys, and the database key (the newest first)."""

    slot: PoolSlot
    keys: Secrets = field(repr=False)
    dbks: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True)
class _Content:
    slots: tuple[PoolSlot, ...] = ()
    opened: tuple[str, ...] = ()


def seal_code(secret: bytes, office_recovery_public: str, device: str, person: str) -> bytes:
    """The code for the office's recovery key, bound to its laptop and slot."""
    return encrypt(secret, office_recovery_public, _info(device, person))


def open_code(sealed: bytes, recovery_private: bytes, device: str, person: str) -> bytes:
    """The secret of a sealed code. Raises WrongKey."""
    secret = decrypt(sealed, recovery_private, _info(device, person))
    if len(secret) != BYTES:
        raise WrongKey(reason="length")
    return secret


class Pool:
    """The pool slots of one home. All changes are durable when the call returns; writing raises DiskFull or Damaged."""

    def __init__(self, home: Path, argon: Argon = ARGON) -> None:
        self._home, self._argon = home, argon
        self._path = home / FILE
        self._secret = DeviceSecret(home)
        self._delay = Delay(home)

    def ready(self) -> tuple[PoolSlot, ...]:
        """The slots a code of the office may open."""
        return tuple(each for each in self._read().slots if each.certificate is not None)

    def pending(self) -> tuple[PoolSlot, ...]:
        """The slots the office has not answered for yet."""
        return tuple(each for each in self._read().slots if each.certificate is None)

    def opened(self) -> tuple[str, ...]:
        """The people who came in by a slot of this pool, oldest first."""
        return self._read().opened

    def prepare(
        self, person: str, device: str, office_recovery_public: str, made_by: str, dbk: bytes
    ) -> None:
        """Make one more slot for a new identity, with fresh keys and a fresh code that leaves only sealed."""
        secret, secrets = token_bytes(BYTES), new_secrets()
        keys = public_keys(secrets)
        fresh = Slot(person, "", device, "")
        closed = slot.close(fresh, secrets, spoken(secret), self._secret.read(), asdict(self._argon))
        sealed = seal_code(secret, office_recovery_public, device, person).hex()
        made = PoolSlot(closed, keys, (grant(dbk, keys.exchange).hex(),), made_by, sealed)
        self._change(lambda kept: replace(kept, slots=(*kept.slots, made)))

    def certify(self, certificates: Iterable[SignedCertificate]) -> None:
        """The office knows these slots; their certificates are verified. The sealed codes lie with the office now."""
        by_person = {each.certificate.person: each.to_json() for each in certificates}

        def known(each: PoolSlot) -> PoolSlot:
            certificate = by_person.get(each.slot.person)
            return replace(each, certificate=certificate, sealed="") if certificate else each

        self._change(lambda kept: replace(kept, slots=tuple(map(known, kept.slots))))

    def drop(self, people: Iterable[str]) -> None:
        """Take slots away that the office does not stand by."""
        gone = frozenset(people)
        self._keep(lambda each: each.slot.person not in gone)

    def drop_made_by(self, person: str) -> None:
        """Take away what somebody has prepared who was let go: with another program they could have kept its keys."""
        self._keep(lambda each: each.maker != person)

    def step_in(self, secret: bytes, now: datetime) -> Stepped:
        """Open the slot of a code. Raises WrongKey(seconds until the next try) or Delayed(seconds).

        The slot stays until `used`, so that a power cut between the two costs nobody their code.
        """
        device_secret = self._secret.read()
        seconds = self._delay.begin(TRIES, now)
        for each in self.ready():
            try:
                keys = slot.open_all(each.slot, spoken(secret), device_secret)
            except WrongKey:
                continue
            self._delay.succeed(TRIES)
            return Stepped(each, keys, tuple(_granted(each, keys)))
        raise WrongKey(seconds=seconds)

    def used(self, person: str) -> None:
        """Somebody has come in: their slot goes for good, and it is remembered who it was."""

        def gone(kept: _Content) -> _Content:
            slots = tuple(each for each in kept.slots if each.slot.person != person)
            opened = kept.opened if person in kept.opened else (*kept.opened, person)
            return _Content(slots, opened)

        self._change(gone)

    def regrant(self, dbk: bytes) -> None:
        """The database gets another key: every slot has both until `settle`; nobody need be present."""

        def both(each: PoolSlot) -> PoolSlot:
            return replace(each, grants=(grant(dbk, each.keys.exchange).hex(), *each.grants[:1]))

        self._change(lambda kept: replace(kept, slots=tuple(map(both, kept.slots))))

    def settle(self) -> None:
        """The new key has opened the database: forget the old grants."""

        def newest(each: PoolSlot) -> PoolSlot:
            return replace(each, grants=each.grants[:1])

        self._change(lambda kept: replace(kept, slots=tuple(map(newest, kept.slots))))

    def _keep(self, which: Callable[[PoolSlot], bool]) -> None:
        self._change(lambda kept: replace(kept, slots=tuple(filter(which, kept.slots))))

    def _change(self, change: Callable[[_Content], _Content]) -> None:
        with _CHANGING:
            kept = self._read()
            if (changed := change(kept)) != kept:
                self._write(changed)

    def _read(self) -> _Content:
        try:
            data = self._path.read_bytes()
            if len(data) > _LARGEST:
                return _Content()
            value: Json = json.loads(data)
            content = value["content"]
            if value["sum"] != digest(content) or content["v"] != VERSION:
                return _Content()
            return _Content(tuple(map(_slot, content["slots"])), tuple(content["opened"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return _Content()

    def _write(self, content: _Content) -> None:
        value = {"v": VERSION, **asdict(content)}
        durable_file.write(self._path, canonical({"content": value, "sum": digest(value)}))


def _slot(value: Json) -> PoolSlot:
    fields = dict(value)
    fields["slot"] = Slot(**fields["slot"])
    fields["keys"] = PublicKeys(**fields["keys"])
    fields["grants"] = tuple(fields["grants"])
    if fields["certificate"] is not None:
        SignedCertificate.from_json(fields["certificate"])  # what cannot be read is found here, once
    return PoolSlot(**fields)


def _granted(found: PoolSlot, keys: Secrets) -> Iterable[bytes]:
    if exchange_public(keys.exchange_private) != found.keys.exchange:
        raise Damaged(what="slots")
    for each in found.grants:
        try:
            yield open_grant(bytes.fromhex(each), keys.exchange_private)
        except (WrongKey, ValueError):
            raise Damaged(what="slots") from None


def _info(device: str, person: str) -> bytes:
    return canonical(["pool", 1, device, person])
