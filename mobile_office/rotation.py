"""Changing the database key (Schlüsselwechsel): for everyone who stays, because somebody left who has seen it.

It happens when somebody is let in next, before anything else has the store open (ADR 018). Killed at any moment, the
next unlocking finds out which of two keys the store has and goes on from there, forward or once more from the start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from os import urandom
from pathlib import Path

from mobile_office.certified import SignedCertificate
from mobile_office.domain.errors import CertificateInvalid, Damaged, MobileOfficeError, Trouble
from mobile_office.domain.people import Certificate
from mobile_office.sealing import exchange_public
from mobile_office.signing import verify_certificate
from mobile_office.store import durable_file, regranting, rekeying
from mobile_office.store.device import Device, read_device
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.pool import Pool, PoolSlot
from mobile_office.store.recovery import Recovered
from mobile_office.store.slots_file import SET_ASIDE
from mobile_office.store.vault import close_store, expect_keys, open_store
from mobile_office.streets import FILE as STREETS
from mobile_office.workplace import STORE


@dataclass(frozen=True)
class Settled:
    """Somebody let in, with the key the store has now. `changed`: it is a new one.

    `left_out` are the names of those whose slots went because the office does not certify their keys;
    `trouble` is why the change, or clearing up after it, waits until the next time; nothing is lost by it.
    """

    unlocked: Unlocked
    changed: bool = False
    left_out: tuple[str, ...] = ()
    trouble: MobileOfficeError | None = None


def change_if_due(home: Path, slots: Slots, unlocked: Unlocked, now: datetime) -> Settled:
    """Change the key if that is due or was begun, and say which one opens the store. Seconds for a large store.

    Nobody may have the store open. Where the person who was let in is not certified themselves, the change waits for
    a colleague. Raises Trouble("slot_outdated") for a slot that the change has left out; what `open_store` raises.
    """
    rotation, path = slots.rotation(), home / STORE
    if rotation is None:
        return Settled(unlocked)
    current = _current(path, unlocked.fresh, unlocked.dbk)
    if current is None:
        if regranting.has_begun(rotation) and unlocked.fresh is None:
            raise Trouble("slot_outdated")
        return Settled(unlocked)  # opening says what is wrong
    expect_keys(path, current)
    device = read_device(home)
    is_forward = current == unlocked.fresh
    unlocked = replace(unlocked, dbk=current, fresh=None)
    exchange_keys = _certified(path, current, device, now)
    if exchange_keys.get(unlocked.person) != exchange_public(unlocked.exchange_private):
        return Settled(unlocked)
    try:
        if is_forward:
            return _finish(home, unlocked, exchange_keys)
        return _change(home, slots, unlocked, device, exchange_keys)
    except MobileOfficeError as trouble:
        return Settled(unlocked, changed=is_forward, trouble=trouble)


def key_for(home: Path, opened: Recovered) -> Recovered:
    """What recovery has opened, with the key the store has: while it is being changed that may be the one before."""
    before = regranting.across(home, opened.dbk)
    current = _current(home / STORE, opened.dbk, before) if before else None
    return replace(opened, dbk=current or opened.dbk)


def progress(home: Path) -> float:
    """How far a change under way is, 0 to 1."""
    return rekeying.progress(home / STORE)


def _change(
    home: Path, slots: Slots, unlocked: Unlocked, device: Device, exchange_keys: Mapping[str, str]
) -> Settled:
    path, current, fresh = home / STORE, unlocked.dbk, urandom(32)
    if regranting.has_begun(slots.rotation()):
        # another try ended early: back to where it began, or its key in the recovery grant would lead nowhere
        slots.write_recovery_grant(device.office_recovery, current, device.id)
    regranting.begin(home, current, fresh, exchange_keys)
    if regranting.read_back(home, unlocked.person, unlocked.exchange_private) != fresh:
        raise Damaged(what="slots")
    _regrant_pool(Pool(home), current, fresh, device)
    slots.write_recovery_grant(device.office_recovery, fresh, device.id)  # and through the bridge the old one
    expect_keys(path, current, fresh)
    try:
        rekeying.rekey(path, current, fresh)
    except MobileOfficeError as trouble:
        if not rekeying.opens(path, fresh):
            raise
        return Settled(replace(unlocked, dbk=fresh), changed=True, trouble=trouble)
    fresh_unlocked = replace(unlocked, dbk=fresh)
    try:
        return _finish(home, fresh_unlocked, exchange_keys)
    except MobileOfficeError as trouble:
        return Settled(fresh_unlocked, changed=True, trouble=trouble)


def _finish(home: Path, unlocked: Unlocked, exchange_keys: Mapping[str, str]) -> Settled:
    """The store has the new key: all that is of the old one goes. The slots come last, so that it can be repeated."""
    expect_keys(home / STORE, unlocked.dbk)
    rekeying.forget_old_copies(home / STORE)
    durable_file.remove(home / STREETS)  # made anew of what the office has published
    durable_file.remove(home / SET_ASIDE)
    Pool(home).settle()
    left_out = regranting.finish(home, unlocked.dbk, exchange_keys)
    return Settled(unlocked, changed=True, left_out=left_out)


def _current(path: Path, *keys: bytes | None) -> bytes | None:
    return next((key for key in keys if key and rekeying.opens(path, key)), None)


def _certified(path: Path, key: bytes, device: Device, now: datetime) -> Mapping[str, str]:
    """The X25519 keys (hex) of everyone the office stands by, also where their certificate has to be renewed."""
    engine = open_store(path, key)
    try:
        signed = rekeying.certificates(engine, device.stream)
    finally:
        close_store(engine)
    return {each.person: each.exchange_key for each in _ours(signed, device) if not _is_gone(each, now)}


def _ours(signed: Iterable[SignedCertificate], device: Device) -> Iterable[Certificate]:
    for each in signed:
        try:
            yield verify_certificate(each, device.office_signing)
        except CertificateInvalid:
            continue


def _is_gone(certificate: Certificate, now: datetime) -> bool:
    return certificate.revoked_at is not None and certificate.revoked_at <= now


def _regrant_pool(pool: Pool, current: bytes, fresh: bytes, device: Device) -> None:
    """Pool slots whose keys the office has certified get the new key too; the others go, and are prepared anew."""
    pool.drop([each.slot.person for each in (*pool.pending(), *pool.ready()) if not _is_ours(each, device)])
    for key in (current, fresh):  # another try may have left a key of its own in place of the present one
        pool.regrant(key)


def _is_ours(prepared: PoolSlot, device: Device) -> bool:
    try:
        certificate = verify_certificate(
            SignedCertificate.from_json(prepared.certificate), device.office_signing
        )
    except (CertificateInvalid, KeyError, TypeError, ValueError):
        return False
    return (certificate.person, certificate.exchange_key) == (prepared.slot.person, prepared.keys.exchange)
