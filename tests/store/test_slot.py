"""A slot opens with its passphrase on its device, and only as it was written."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mobile_office.canonical import canonical
from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.store import slot
from mobile_office.store.slot import Lock, Secrets, Slot

CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1}
KEYS = Secrets(b"d" * 32, b"x" * 32, b"e" * 32)
DEVICE_SECRET = b"s" * 32
PHRASE = "vier Worte sind genug"


@pytest.fixture
def closed() -> Slot:
    return slot.close(Slot("p-1", "Jana Kroll", "d-1", "00"), KEYS, PHRASE, DEVICE_SECRET, CHEAP)


def test_each_lock_gives_its_own_keys(closed: Slot) -> None:
    assert slot.open_desk(closed, PHRASE, DEVICE_SECRET) == (b"d" * 32, b"x" * 32)
    assert slot.open_decision(closed, PHRASE, DEVICE_SECRET) == b"e" * 32
    assert slot.open_all(closed, PHRASE, DEVICE_SECRET) == KEYS


def test_the_key_is_derived_as_the_design_says(closed: Slot) -> None:
    for lock, expected in [("slot", b"d" * 32 + b"x" * 32), ("decision", b"e" * 32)]:
        argon = Argon2id(
            salt=bytes.fromhex(closed.salt), length=32, iterations=1, lanes=1, memory_cost=64
        ).derive(PHRASE.encode())
        info = f"{lock}|v1|d-1|p-1".encode()
        kek = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(argon + DEVICE_SECRET)
        data = bytes.fromhex(closed.locked[lock])
        aad = canonical(
            {"v": 1, "device": "d-1", "person": "p-1", "generation": 1, "parameters": dict(CHEAP)}
        )
        assert AESGCM(kek).decrypt(data[:12], data[12:], aad) == expected


@pytest.mark.parametrize("how", [slot.open_desk, slot.open_decision, slot.open_all])
def test_another_passphrase_device_or_binding_does_not_open_it(closed: Slot, how) -> None:  # type: ignore[no-untyped-def]
    swapped = {"slot": closed.locked["decision"], "decision": closed.locked["slot"]}
    for other, phrase, secret in [
        (closed, PHRASE + "!", DEVICE_SECRET),
        (closed, "", DEVICE_SECRET),
        (closed, PHRASE, b"t" * 32),
        (replace(closed, device="d-2"), PHRASE, DEVICE_SECRET),
        (replace(closed, person="p-2"), PHRASE, DEVICE_SECRET),
        (replace(closed, generation=2), PHRASE, DEVICE_SECRET),
        (replace(closed, parameters={**CHEAP, "passes": 2}), PHRASE, DEVICE_SECRET),
        (replace(closed, salt="00" * 16), PHRASE, DEVICE_SECRET),
        (replace(closed, locked=swapped), PHRASE, DEVICE_SECRET),
    ]:
        with pytest.raises(WrongKey):
            how(other, phrase, secret)


def test_locking_again_is_a_new_generation_with_a_new_salt(closed: Slot) -> None:
    again = slot.close(closed, KEYS, PHRASE, DEVICE_SECRET, CHEAP)
    assert again.generation == 2
    assert again.salt != closed.salt
    assert slot.open_all(again, PHRASE, DEVICE_SECRET) == KEYS


@pytest.mark.parametrize(
    "spoiled",
    [
        {"parameters": {}},
        {"parameters": {**CHEAP, "memory_kib": 10**9}},
        {"parameters": {**CHEAP, "passes": 0}},
        {"parameters": {**CHEAP, "lanes": 16}},
        {"parameters": {**CHEAP, "passes": 1.5}},
        {"salt": ""},
        {"salt": "no hex"},
        {"locked": {}},
        {"locked": {"slot": "ab", "decision": "ab"}},
    ],
)
def test_a_spoiled_slot_is_damaged_and_never_a_crash_or_a_greedy_one(
    closed: Slot, spoiled: dict[str, object]
) -> None:
    with pytest.raises(Damaged):
        slot.open_all(replace(closed, **spoiled), PHRASE, DEVICE_SECRET)  # type: ignore[arg-type]


def test_neither_slot_nor_secrets_show_a_secret(closed: Slot) -> None:
    assert "ddd" not in repr(KEYS)
    assert Lock.DESK.value == "slot"
    assert (b"d" * 32).hex() not in repr(closed)
