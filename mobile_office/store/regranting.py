"""Grants for a new database key (neue Freigaben): everyone who stays gets one, and need not be present for it.

Both grants stand in a slot until the new key has opened the store. The keys they are sealed for come from the office's
certificates, never from the slots' own file: whoever has been let go could have written there.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mobile_office.domain.errors import WrongKey
from mobile_office.sealing import grant, open_grant
from mobile_office.store.slot import Slot
from mobile_office.store.slots_file import Rotation, SlotsFile

_NONCE_BYTES = 12
_INFO = b"bridge|v1"


def begin(home: Path, current: bytes, fresh: bytes, exchange_keys: Mapping[str, str]) -> None:
    """Give everyone in `exchange_keys` (person: X25519 public key, hex) a grant for `fresh` beside their own.

    Whoever is not in it keeps what they have until `finish`. Where another try was begun before, its grants are
    forgotten, and everyone's present grant is written anew. On both copies of the file when this returns; raises
    DiskFull or Damaged.
    """
    file = SlotsFile(home)
    before = file.rotation()
    assert before is not None
    again = bool(before.bridge)
    bridge = _bridge(current, fresh)

    def granted(slot: Slot) -> Slot:
        key = exchange_keys.get(slot.person)
        if key is None:
            return replace(slot, fresh_grant="")
        present = grant(current, key).hex() if again else slot.grant
        return replace(slot, grant=present, fresh_grant=grant(fresh, key).hex())

    file.write_rotating(tuple(map(granted, file.read())), replace(before, bridge=bridge))
    file.stand_by()


def finish(home: Path, fresh: bytes, exchange_keys: Mapping[str, str]) -> tuple[str, ...]:
    """The store has the new key: the old grants go, and so do the slots of people not in `exchange_keys`; their names.

    The generation before stays until this one has opened; it too opens the store.
    """
    file = SlotsFile(home)
    slots = file.read()
    kept = tuple(
        replace(
            slot,
            # without one they have come in since the change began
            grant=slot.fresh_grant or grant(fresh, exchange_keys[slot.person]).hex(),
            fresh_grant="",
        )
        for slot in slots
        if slot.person in exchange_keys
    )
    file.write_rotating(kept, None)
    return tuple(slot.name for slot in slots if slot.person not in exchange_keys)


def across(home: Path, fresh: bytes) -> bytes | None:
    """The key before this one, while the change is under way; None where there is none, or `fresh` is another."""
    rotation = SlotsFile(home).rotation()
    if rotation is None or not rotation.bridge:
        return None
    try:
        data = bytes.fromhex(rotation.bridge)
        return _cipher(fresh).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _INFO)
    except (InvalidTag, ValueError):
        return None


def has_begun(rotation: Rotation | None) -> bool:
    """Whether there are two keys the store may have."""
    return rotation is not None and bool(rotation.bridge)


def next_key(slot: Slot, exchange_private: bytes) -> bytes | None:
    """The next database key; None where there is none, or where it was granted to keys this slot has not."""
    try:
        return open_grant(bytes.fromhex(slot.fresh_grant), exchange_private) if slot.fresh_grant else None
    except (WrongKey, ValueError):
        return None


def read_back(home: Path, person: str, exchange_private: bytes) -> bytes | None:
    """As `next_key`, of a person as their slot stands on the disk."""
    slots = (slot for slot in SlotsFile(home).read() if slot.person == person)
    return next((next_key(slot, exchange_private) for slot in slots), None)


def _bridge(current: bytes, fresh: bytes) -> str:
    nonce = token_bytes(_NONCE_BYTES)
    return (nonce + _cipher(fresh).encrypt(nonce, current, _INFO)).hex()


def _cipher(fresh: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(fresh))
