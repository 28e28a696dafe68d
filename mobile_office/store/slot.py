"""One person's key slot, and the two locks on it: one for every day, one for decisions.

KEK = HKDF-SHA256(Argon2id(passphrase) || device secret, info "slot|v1|device|person"); the lock for
decisions has its own label. Both are AES-256-GCM and bound to person, device, generation and cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from secrets import token_bytes, token_hex

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mobile_office.canonical import canonical
from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.store.passphrase import stretch

VERSION = 1
_NONCE_BYTES = 12
_SALT_BYTES = 16
# a spoiled slots file must not make us ask for all the memory there is
_HIGHEST = {"memory_kib": 1024 * 1024, "passes": 16, "lanes": 16}


class Lock(StrEnum):
    """The two locks of a slot; the value is the HKDF label."""

    DESK = "slot"  # desk seed and exchange key, 64 bytes
    DECISION = "decision"  # decision seed, 32 bytes


@dataclass(frozen=True)
class Slot:
    """What the disk knows of one person; binary values in hex, no secret in clear.

    `parameters` are Argon2id's memory_kib, passes and lanes. `locked` holds a 12-byte nonce and a
    ciphertext for each lock. `generation` counts the passphrases this slot has had.

    `grant` is the database key for this person; `fresh_grant` is the next one's while the key is being changed
    (`regranting`), else "". `since` is when the slot was made, canonical text; "" for those of before version 2.
    """

    person: str
    name: str
    device: str
    grant: str
    generation: int = 0
    parameters: Mapping[str, int] = field(default_factory=dict)
    salt: str = ""
    locked: Mapping[str, str] = field(default_factory=dict)
    fresh_grant: str = ""
    since: str = ""


@dataclass(frozen=True)
class Secrets:
    """What a slot locks: 32 bytes each."""

    desk_seed: bytes = field(repr=False)
    exchange_private: bytes = field(repr=False)
    decision_seed: bytes = field(repr=False)


def close(
    slot: Slot, keys: Secrets, passphrase: str, device_secret: bytes, parameters: Mapping[str, int]
) -> Slot:
    """The next generation of the slot, locked with a passphrase."""
    slot = replace(
        slot, generation=slot.generation + 1, parameters=dict(parameters), salt=token_hex(_SALT_BYTES)
    )
    material = _material(slot, passphrase, device_secret)
    desk = _lock(slot, Lock.DESK, material, keys.desk_seed + keys.exchange_private)
    decision = _lock(slot, Lock.DECISION, material, keys.decision_seed)
    return replace(slot, locked={Lock.DESK.value: desk, Lock.DECISION.value: decision})


def open_desk(slot: Slot, passphrase: str, device_secret: bytes) -> tuple[bytes, bytes]:
    """Desk seed and exchange key. Raises WrongKey, or Damaged(what="slots")."""
    keys = _unlock(slot, Lock.DESK, _material(slot, passphrase, device_secret))
    return keys[:32], keys[32:]


def open_decision(slot: Slot, passphrase: str, device_secret: bytes) -> bytes:
    """The decision seed. Raises WrongKey, or Damaged(what="slots")."""
    return _unlock(slot, Lock.DECISION, _material(slot, passphrase, device_secret))


def open_all(slot: Slot, passphrase: str, device_secret: bytes) -> Secrets:
    """Everything, to lock it anew. Raises WrongKey, or Damaged(what="slots")."""
    material = _material(slot, passphrase, device_secret)
    desk = _unlock(slot, Lock.DESK, material)
    return Secrets(desk[:32], desk[32:], _unlock(slot, Lock.DECISION, material))


def _material(slot: Slot, passphrase: str, device_secret: bytes) -> bytes:
    cost = dict(slot.parameters)
    if cost.keys() != _HIGHEST.keys() or not all(0 < cost[name] <= _HIGHEST[name] for name in cost):
        raise Damaged(what="slots")
    try:
        return stretch(passphrase, bytes.fromhex(slot.salt), **cost) + device_secret
    except (ValueError, TypeError):
        raise Damaged(what="slots") from None


def _lock(slot: Slot, lock: Lock, material: bytes, plain: bytes) -> str:
    nonce = token_bytes(_NONCE_BYTES)
    return (nonce + _cipher(slot, lock, material).encrypt(nonce, plain, _bound_to(slot))).hex()


def _unlock(slot: Slot, lock: Lock, material: bytes) -> bytes:
    cipher = _cipher(slot, lock, material)
    try:
        data = bytes.fromhex(slot.locked[lock.value])
        return cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _bound_to(slot))
    except InvalidTag:
        raise WrongKey from None
    except (ValueError, KeyError):
        raise Damaged(what="slots") from None


def _cipher(slot: Slot, lock: Lock, material: bytes) -> AESGCM:
    info = f"{lock.value}|v{VERSION}|{slot.device}|{slot.person}".encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(material))


def _bound_to(slot: Slot) -> bytes:
    value = {
        "v": VERSION,
        "device": slot.device,
        "person": slot.person,
        "generation": slot.generation,
        "parameters": dict(slot.parameters),
    }
    return canonical(value)
