"""Ed25519 signatures: who wrote an entry, whom the office certifies, what it has receipted.

A signature covers the canonical JSON `[label, value]`; the label names what is signed, so that a
signature made for one purpose is worth nothing for another. All keys and signatures are lower-case hex.
"""

import secrets
from collections.abc import Iterator
from dataclasses import replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mobile_office.canonical import Body, Json, canonical, digest
from mobile_office.certified import SignedCertificate, certificate_to_json
from mobile_office.domain.case import Header, transition
from mobile_office.domain.errors import CertificateInvalid, SignatureInvalid
from mobile_office.domain.people import Certificate
from mobile_office.headers import header_hash
from mobile_office.protocol import Checkpoint, Entry, Receipt
from mobile_office.publication import Publication

ENTRY = "entry"
CERTIFICATE = "certificate"
RECEIPT = "receipt"
COMPLETION = "completion"
CHECKPOINT = "checkpoint"
PUBLICATION = "publication"

_SALT_BYTES = 32

# y of the points of small order (RFC 8032 5.1; order 4, 1, 2, 8, 8): under such a key anybody's
# signature holds, and OpenSSL takes it
_PRIME = 2**255 - 19
_ORDER_8 = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL = frozenset({0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8})


def new_signing_key() -> bytes:
    """A fresh Ed25519 seed, 32 bytes."""
    return secrets.token_bytes(32)


def public_key(seed: bytes) -> str:
    """The public key of a seed: 32 bytes in hex."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def sign(seed: bytes, label: str, value: Json) -> str:
    """Sign canonical `[label, value]`: 64 bytes in hex. Raises ValueError for what JSON cannot hold."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(canonical([label, value])).hex()


def verify(public: str, label: str, value: Json, signature: str) -> None:
    """Check a signature made by `sign`. Raises SignatureInvalid, also for malformed keys and values."""
    try:
        verifying_key(public).verify(_from_hex(signature), canonical([label, value]))
    except (InvalidSignature, ValueError, TypeError, RecursionError):
        # `from None`: the message of a foreign error may quote the value
        raise SignatureInvalid(label=label) from None


def new_body(values: Body) -> Body:
    """A body with 32 random bytes as `salt`, so that its digest cannot be guessed from its content."""
    return {**values, "salt": secrets.token_hex(_SALT_BYTES)}


def sign_entry(header: Header, body: Body, seed: bytes) -> Entry:
    """An entry of a header and its body, signed by its author over the header's hash.

    Raises ValueError when the header does not name this body's digest, or the body has no salt.
    """
    if not _is_salted(body):
        raise ValueError("the body has no salt: make it with new_body")
    if header.digest != digest(body):
        raise ValueError("the header's digest is not the body's")
    hash_ = header_hash(header)
    return Entry(header, hash_, sign(seed, ENTRY, hash_), body)


def verify_entry(entry: Entry, certificate: Certificate, *, at_the_door: bool = False) -> None:
    """Check that the certified person wrote this entry and that nothing in it was changed.

    Decisions need the decision key, everything else the desk key. An erased body (None) is fine.
    `at_the_door`, where a number is given, no former key decides: whoever found it could date a decision back.
    Raises SignatureInvalid; `reason` says person, hash, body, salt or signature.
    """
    header = entry.header
    if certificate.person != header.person:
        raise SignatureInvalid(entry=header.id, reason="person")
    try:
        actual_hash = header_hash(header)
        actual_digest = digest(entry.body) if entry.body is not None else header.digest
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise SignatureInvalid(reason="hash") from None
    if entry.hash != actual_hash:
        raise SignatureInvalid(entry=header.id, reason="hash")
    if header.digest != actual_digest:
        raise SignatureInvalid(entry=header.id, reason="body")
    if entry.body is not None and not _is_salted(entry.body):
        raise SignatureInvalid(entry=header.id, reason="salt")
    for key in _keys_for(header, certificate, at_the_door=at_the_door):
        try:
            return verify(key, ENTRY, entry.hash, entry.signature)
        except SignatureInvalid:
            continue
    raise SignatureInvalid(entry=header.id, reason="signature")


def sign_certificate(certificate: Certificate, office_seed: bytes) -> SignedCertificate:
    """The office's word about a person."""
    return SignedCertificate(certificate, sign(office_seed, CERTIFICATE, certificate_to_json(certificate)))


def verify_certificate(signed: SignedCertificate, office_public: str) -> Certificate:
    """The certificate, once it is our office's word. Raises CertificateInvalid. Dates are not checked."""
    certificate = signed.certificate
    try:
        verify(office_public, CERTIFICATE, certificate_to_json(certificate), signed.signature)
    except SignatureInvalid:
        raise CertificateInvalid("certificate_not_ours") from None
    return certificate


def sign_receipt(receipt: Receipt, office_seed: bytes) -> Receipt:
    """The receipt with the office's signature in it."""
    return replace(receipt, signature=sign(office_seed, RECEIPT, receipt.signed_part()))


def verify_receipt(receipt: Receipt, office_public: str) -> None:
    """Check that the office has signed this receipt. Raises SignatureInvalid."""
    verify(office_public, RECEIPT, receipt.signed_part(), receipt.signature)


def sign_completion(receipt: Receipt, office_seed: bytes) -> Receipt:
    """The second receipt: the office holds the entry with all its attachments."""
    return replace(receipt, signature=sign(office_seed, COMPLETION, receipt.signed_part()))


def verify_completion(receipt: Receipt, office_public: str) -> None:
    """Check that the office has signed this second receipt. Raises SignatureInvalid."""
    verify(office_public, COMPLETION, receipt.signed_part(), receipt.signature)


def sign_checkpoint(checkpoint: Checkpoint, seed: bytes) -> Checkpoint:
    """A chain's head signed by the device's person, or countersigned by the office."""
    return replace(checkpoint, signature=sign(seed, CHECKPOINT, _checkpoint_part(checkpoint)))


def verify_checkpoint(checkpoint: Checkpoint, public: str) -> None:
    """Check a checkpoint's signature. Raises SignatureInvalid."""
    verify(public, CHECKPOINT, _checkpoint_part(checkpoint), checkpoint.signature)


def _checkpoint_part(checkpoint: Checkpoint) -> Json:
    return [checkpoint.chain, checkpoint.n, checkpoint.head]


def _keys_for(header: Header, certificate: Certificate, *, at_the_door: bool) -> Iterator[str]:
    """The keys that may have signed this: the person's, and those they had at that time."""
    row = transition(header)
    is_decision = bool(row and row.decision)
    yield certificate.decision_key if is_decision else certificate.desk_key
    if is_decision and at_the_door:
        return
    for keys in certificate.former:
        if header.at <= keys.until:
            yield keys.decision_key if is_decision else keys.desk_key


def _is_salted(body: Body) -> bool:
    try:
        return len(_from_hex(body["salt"])) == _SALT_BYTES
    except (KeyError, ValueError, TypeError, AttributeError):
        return False


def verifying_key(public: str) -> Ed25519PublicKey:
    """The key that checks signatures, from hex. Raises ValueError, also for a key under which anybody's holds."""
    data = _from_hex(public)
    if int.from_bytes(data, "little") % 2**255 % _PRIME in _SMALL:
        raise ValueError("a key of small order")
    return Ed25519PublicKey.from_public_bytes(data)


def _from_hex(text: str) -> bytes:
    """Bytes of strict lower-case hex; a second spelling of one signature would be a second entry."""
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("not lower-case hex")
    return data


def sign_publication(publication: Publication, office_seed: bytes) -> Publication:
    """The announcement with the office's signature."""
    return replace(publication, signature=sign(office_seed, PUBLICATION, publication.signed_part()))


def verify_publication(publication: Publication, office_public: str) -> None:
    """Raise SignatureInvalid unless the office announced exactly this."""
    verify(office_public, PUBLICATION, publication.signed_part(), publication.signature)
