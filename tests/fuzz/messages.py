"""What comes over the line or from a stick: strict JSON, the messages in it, envelopes, parcels, manifests.

What a sum or a signature protects is signed anew after it was changed: whoever holds a key can sign anything.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from mobile_office import blobs
from mobile_office.canonical import canonical, digest
from mobile_office.certified import SignedCertificate
from mobile_office.domain import appointments
from mobile_office.domain.errors import SignatureInvalid, TooOld, Trouble, Unknown, WrongKey
from mobile_office.headers import header_from_json, header_hash, header_to_json
from mobile_office.protocol import Checkpoint, Entry, Receipt, Reply, Request
from mobile_office.publication import Publication
from mobile_office.sealing import decrypt, encrypt, exchange_public, open_grant, open_sealed, seal
from mobile_office.signing import public_key, sign, verify_entry
from mobile_office.sync import manifest, wire
from tests import test_protocol as said
from tests.fuzz.target import SIGNED, Target
from tests.sync import test_manifest as stick

_SEED, _EXCHANGE = bytes(range(32)), bytes(range(1, 33))
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)  # what everybody who reads a message awaits
_WIDE = 8 * 1024 * 1024  # `wire.LARGEST`
_NAMES: Mapping[str, str] = {"recipient": wire.OFFICE, "sender": "d1", "purpose": wire.REQUEST}
_PUBLICATION = Publication("03241001", 1, "service", "residence", 1, "ab" * 32, 7, "", said.AT, "cd" * 64)
_KEYS = wire.OfficeKeyList(1, "aa" * 32, "bb" * 32, "cc" * 32, "dd" * 32, "ee" * 64, ("MIIB",))
_DAY = {"day": "2026-11-22", "appointments": [{"time": "09:30", "name": "Mustermann", "stop": "", "service": "",
        "note": "", "bus": "B"}]}  # fmt: skip
_PAYLOAD = canonical(said.REQUEST.to_json())


def _read(read: Callable[[Any], object]) -> Callable[[bytes], object]:
    return lambda data: read(wire.read_json(data))


def _again(from_json: Callable[[Any], Any]) -> Callable[[bytes], object]:
    """What was read can be written again, and checked against a signature: nothing half-read gets any further."""

    def run(data: bytes) -> object:
        return canonical(from_json(wire.read_json(data)).to_json())

    return run


def _entry(data: bytes) -> None:
    with suppress(SignatureInvalid):
        verify_entry(Entry.from_json(wire.read_json(data)), said.CERTIFICATE)


def _sealed(data: bytes) -> bytes:
    return open_sealed(data, recipient_private=_EXCHANGE, sender_public=public_key(_SEED), **_NAMES)


def _inside(data: bytes) -> bytes:
    """What a device with an altered program seals: anything."""
    info = canonical([1, _NAMES["recipient"], _NAMES["sender"], _NAMES["purpose"]])
    return _sealed(encrypt(data, exchange_public(_EXCHANGE), info))


def _envelope() -> bytes:
    return seal(_PAYLOAD, sender_seed=_SEED, recipient_public=exchange_public(_EXCHANGE), **_NAMES)


def _opened_envelope() -> tuple[bytes, ...]:
    info = canonical([1, _NAMES["recipient"], _NAMES["sender"], _NAMES["purpose"]])
    return (decrypt(_envelope(), _EXCHANGE, info),)


def _signed(part: str, label: str, read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        try:
            value: Any = json.loads(data) if len(data) <= SIGNED else None
            value["signature"] = sign(_SEED, label, value[part])
            data = canonical(value)
        except (KeyError, TypeError, ValueError, RecursionError, AttributeError):
            pass  # as it is, then
        return read(data)

    return run


def _parcel() -> tuple[bytes, ...]:
    return (blobs.pack({digest(n): bytes([n]) * 40 * n for n in (1, 2, 3)}),)


def _parcels(data: bytes) -> None:
    for is_cut in (True, False):
        blobs.damaged(blobs.unpack(data, is_cut=is_cut))


def _full_parcel() -> tuple[bytes, ...]:
    whole = bytes(32) + (65536).to_bytes(4) + bytes(65536)
    return whole * 64, (bytes(32) + (1).to_bytes(4) + b"x") * (blobs.HEAVIEST // 37), b"\xff" * blobs.HEAVIEST


def wide(size: int = wire.LARGEST) -> tuple[bytes, ...]:
    """JSON of the largest size taken in, of the kinds that cost most."""
    lists, numbers = b"[" + b"[]," * (size // 3 - 2) + b"0]", b"[" + b"1," * (size // 2 - 2) + b"0]"
    return b"[" * size, lists, numbers, b'["' + b"\\u00e4" * (size // 6 - 2) + b'"]', b"9" * size


def _json(*values: Any) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(map(canonical, values))


def _manifest(data: bytes) -> None:
    made, signature = manifest.read_manifest(data)
    made.check(signature, public_key(_SEED))


_MESSAGES: tuple[tuple[str, Callable[[Any], Any], tuple[Any, ...]], ...] = (
    ("request", Request.from_json, (said.REQUEST.to_json(),)),
    ("reply", Reply.from_json, (said.REPLY.to_json(),)),
    ("receipt", Receipt.from_json, (said.RECEIPT.to_json(),)),
    ("checkpoint", Checkpoint.from_json, (Checkpoint("c1", 1, "ab" * 32).to_json(),)),
    ("certificate", SignedCertificate.from_json, (SignedCertificate(said.CERTIFICATE, "01").to_json(),)),
    ("publication", Publication.from_json, (_PUBLICATION.to_json(),)),
    ("office_keys", wire.OfficeKeyList.from_json, (_KEYS.to_json(),)),
)

TARGETS = (
    Target(
        "json", wire.read_json, (ValueError,), _json(said.REQUEST.to_json(), [1.5, None, "ä"]), 4096, wide
    ),
    *(
        Target(name, _again(read), _UNREADABLE, _json(*values), is_json=True)
        for name, read, values in _MESSAGES
    ),
    Target("entry", _entry, _UNREADABLE, _json(said.ENTRY.to_json()), is_json=True),
    Target(
        "header",
        lambda data: header_hash(header_from_json(wire.read_json(data))),
        _UNREADABLE,
        _json(header_to_json(said.HEADER)),
        is_json=True,
    ),
    Target(
        "answer",
        _signed("answer", wire.ANSWER, lambda data: wire.read_answer(data, public_key(_SEED))),
        (SignatureInvalid, Unknown),
        lambda: (wire.sign_answer(_SEED, {"code": "stale", "details": {}}),),
        is_json=True,
    ),
    Target("appointments", appointments.read, (ValueError,), _json(_DAY), is_json=True, heavy=wide),
    Target(
        "envelope",
        _sealed,
        (SignatureInvalid, Unknown),
        lambda: (_envelope(),),
        heavy=lambda: (bytes(_WIDE),),
    ),
    Target(
        "envelope_inside", _inside, (SignatureInvalid, Unknown), _opened_envelope, is_json=True, heavy=wide
    ),
    Target("grant", lambda data: open_grant(data, _EXCHANGE), (WrongKey,), lambda: (b"\1" + bytes(96),), 200),
    Target("parcel", _parcels, (ValueError,), _parcel, heavy=_full_parcel),
    Target(
        "stick_manifest",
        _signed("manifest", manifest.LABEL, _manifest),
        (Trouble, TooOld),
        lambda: (stick.SAID.signed(_SEED),),
        is_json=True,
        heavy=wide,
    ),
    Target(
        "stick_receipt",
        _signed(
            "receipt", manifest.RECEIPT_LABEL, lambda data: manifest.read_receipt(data, public_key(_SEED))
        ),
        (Trouble, TooOld),
        lambda: (
            manifest.Receipt(
                "ef" * 32, said.AT, (manifest.Listed("replies/0001.sealed", "ab" * 32, 7),)
            ).signed(_SEED),
        ),
        is_json=True,
    ),
)
