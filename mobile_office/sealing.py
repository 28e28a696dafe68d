"""Envelopes: signed by the sender, sealed for one recipient (HPKE, RFC 9180); and grants of keys.

An envelope is a suite byte and an HPKE ciphertext of canonical JSON {manifest, signature, payload}.
Nobody but the recipient reads it, and the recipient cannot pass it on as if it were for somebody else.
"""

import base64
import json

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from mobile_office.canonical import Json, canonical
from mobile_office.domain.errors import SignatureInvalid, Unknown, WrongKey
from mobile_office.signing import sign, verify

ENVELOPE = "envelope"
SUITE_X25519 = 1  # X25519, HKDF-SHA256, AES-256-GCM; 2 is kept for MLKEM768-X25519

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_GRANT = "grant"
_BRACKETS = 16  # an envelope has two; millions would be read for seconds before it is none


def new_exchange_key() -> bytes:
    """A fresh X25519 private key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def exchange_public(private: bytes) -> str:
    """The public key of an X25519 private key: 32 bytes in lower-case hex."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def seal(
    payload: bytes,
    *,
    sender_seed: bytes,
    sender: str,
    recipient_public: str,
    recipient: str,
    purpose: str,
) -> bytes:
    """Sign a payload as `sender` and seal it for one recipient and purpose.

    `recipient` is the id of the recipient's key. The size grows by a third and about 600 bytes.
    Raises ValueError when `recipient_public` is not a key.
    """
    manifest = _manifest(sender, recipient, recipient_public, purpose)
    encoded = base64.b64encode(payload).decode("ascii")
    signature = sign(sender_seed, ENVELOPE, {"manifest": manifest, "payload": encoded})
    inside = canonical({"manifest": manifest, "signature": signature, "payload": encoded})
    return encrypt(inside, recipient_public, _info(recipient, sender, purpose))


def open_sealed(
    data: bytes,
    *,
    recipient_private: bytes,
    recipient: str,
    sender: str,
    sender_public: str,
    purpose: str,
) -> bytes:
    """The payload of an envelope made by `seal` with the same names.

    Raises Unknown when it is damaged, cut, or not for this recipient, sender and purpose;
    SignatureInvalid when it opens but the sender did not sign it for this recipient's key.
    """
    try:
        plain = decrypt(data, recipient_private, _info(recipient, sender, purpose))
        if plain.count(b"[") + plain.count(b"{") > _BRACKETS:
            raise ValueError("no envelope")
        inside: Json = json.loads(plain)
        manifest, encoded, signature = inside["manifest"], inside["payload"], inside["signature"]
        payload = base64.b64decode(encoded, validate=True)
    except WrongKey:
        raise Unknown("unknown", what="envelope") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unknown("unknown", what="envelope") from None
    if manifest != _manifest(sender, recipient, exchange_public(recipient_private), purpose):
        raise SignatureInvalid(label=ENVELOPE, reason="manifest")
    verify(sender_public, ENVELOPE, {"manifest": manifest, "payload": encoded}, signature)
    return payload


def grant(dbk: bytes, person_exchange_public: str) -> bytes:
    """The database key, sealed for one person's exchange key (hex). Needs no presence of the person."""
    return encrypt(dbk, person_exchange_public, _purpose(_GRANT))


def open_grant(data: bytes, exchange_private: bytes) -> bytes:
    """The database key of a grant. Raises WrongKey."""
    return decrypt(data, exchange_private, _purpose(_GRANT))


def encrypt(plain: bytes, public: str, info: bytes) -> bytes:
    """A suite byte and the HPKE ciphertext for a public key (hex). Raises ValueError for a bad key."""
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return bytes([SUITE_X25519]) + _SUITE.encrypt(plain, key, info=info)


def decrypt(data: bytes, private: bytes, info: bytes) -> bytes:
    """The inverse of `encrypt`. Raises WrongKey for another key, another info or a changed byte."""
    if data[:1] != bytes([SUITE_X25519]):
        raise WrongKey(reason="suite")
    try:
        return _SUITE.decrypt(data[1:], X25519PrivateKey.from_private_bytes(private), info=info)
    except (InvalidTag, ValueError):
        raise WrongKey(reason="hpke") from None


def _manifest(sender: str, recipient: str, recipient_public: str, purpose: str) -> Json:
    # the recipient's key is in the signed part: a recipient cannot seal it anew for somebody else
    return {"sender": sender, "recipient": recipient, "recipient_key": recipient_public, "purpose": purpose}


def _info(recipient: str, sender: str, purpose: str) -> bytes:
    return canonical([SUITE_X25519, recipient, sender, purpose])


def _purpose(purpose: str) -> bytes:
    return canonical([SUITE_X25519, purpose])
