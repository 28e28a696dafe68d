"""Pool slots on a laptop's disk: durable, opened by their code alone, worth nothing without it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.canonical import digest
from mobile_office.desk import utc_now
from mobile_office.domain.errors import WrongKey
from mobile_office.domain.people import Certificate, Role
from mobile_office.domain.spoken import spoken
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, sign_certificate
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.pool import FILE, Pool, PoolSlot, open_code
from tests.house import CHEAP, STREAM

RECOVERY = new_exchange_key()
DBK, NEXT = bytes(range(32)), bytes(32)


@pytest.fixture
def pool(tmp_path: Path) -> Pool:
    DeviceSecret(tmp_path).create()
    return Pool(tmp_path, CHEAP)


def prepared(pool: Pool, person: str = "p1", by: str = "berger", *, certified: bool = True) -> bytes:
    """One more slot; its secret, as the office would open it."""
    pool.prepare(person, "bus-1", exchange_public(RECOVERY), by, DBK)
    (made,) = (each for each in pool.pending() if each.slot.person == person)
    secret = open_code(bytes.fromhex(made.sealed), RECOVERY, "bus-1", person)
    if certified:
        pool.certify([sign_certificate(_certificate(made), new_signing_key())])
    return secret


def _certificate(made: PoolSlot) -> Certificate:
    keys = made.keys.desk, made.keys.decision, made.keys.exchange
    now = utc_now()
    known = Certificate(made.slot.person, "Vertretung", frozenset({Role.CLERK}), STREAM, *keys, now, now)
    return replace(known, also=(made.made_by,))


def test_a_code_opens_its_slot_and_the_database_key(pool: Pool) -> None:
    prepared(pool)
    secret = prepared(pool, "p2")
    stepped = pool.step_in(secret, utc_now())
    assert stepped.slot.slot.person == "p2"
    assert stepped.dbks == (DBK,)
    assert exchange_public(stepped.keys.exchange_private) == stepped.slot.keys.exchange
    pool.used("p2")
    assert [each.slot.person for each in pool.ready()] == ["p1"]
    assert pool.opened() == ("p2",)
    with pytest.raises(WrongKey):
        pool.step_in(secret, utc_now())


def test_what_the_office_has_not_certified_opens_nothing(pool: Pool) -> None:
    secret = prepared(pool, certified=False)
    with pytest.raises(WrongKey):
        pool.step_in(secret, utc_now())


def test_the_disk_holds_no_code_and_once_certified_no_sealed_one(pool: Pool, tmp_path: Path) -> None:
    secret = prepared(pool)
    kept = (tmp_path / FILE).read_text(encoding="ascii")
    assert secret.hex() not in kept
    assert spoken(secret)[:20] not in kept
    assert pool.ready()[0].sealed == ""


def test_a_sealed_code_belongs_to_its_laptop_and_slot(pool: Pool) -> None:
    pool.prepare("p1", "bus-1", exchange_public(RECOVERY), "berger", DBK)
    sealed = bytes.fromhex(pool.pending()[0].sealed)
    for device, person in (("bus-2", "p1"), ("bus-1", "p2")):
        with pytest.raises(WrongKey):
            open_code(sealed, RECOVERY, device, person)


@pytest.mark.parametrize("spoil", [b"", b"{}", b"null", b'{"content": {}, "sum": 1}', b"[" * 10**5])
def test_a_spoiled_file_is_worth_as_much_as_none(pool: Pool, tmp_path: Path, spoil: bytes) -> None:
    prepared(pool)
    (tmp_path / FILE).write_bytes(spoil)
    assert (pool.ready(), pool.pending(), pool.opened()) == ((), (), ())
    prepared(pool, "p9")
    assert len(pool.ready()) == 1


def test_both_keys_open_until_the_new_one_has_proved_itself(pool: Pool) -> None:
    secret = prepared(pool)
    pool.regrant(NEXT)
    pool.regrant(NEXT)
    assert set(pool.step_in(secret, utc_now()).dbks) == {NEXT}
    pool.regrant(DBK)
    assert pool.step_in(secret, utc_now()).dbks == (DBK, NEXT)
    pool.settle()
    assert pool.step_in(secret, utc_now()).dbks == (DBK,)


def test_who_prepared_a_slot_is_as_the_office_signed_it(pool: Pool, tmp_path: Path) -> None:
    """Somebody let go cannot keep their slot by writing another name into the file."""
    prepared(pool)
    value = json.loads((tmp_path / FILE).read_bytes())
    value["content"]["slots"][0]["made_by"] = "weber"
    value["sum"] = digest(value["content"])
    (tmp_path / FILE).write_text(json.dumps(value), encoding="ascii")
    pool.drop_made_by("weber")
    assert len(pool.ready()) == 1
    pool.drop_made_by("berger")
    assert pool.ready() == ()
