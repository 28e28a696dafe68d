"""Signed requests at the office: who has sent this, just now, and not for the second time.

Nothing is opened before. A read may come twice (what it brings is sealed or ciphertext) and so may a PUT, which puts
the same bytes in the same place and is repeated by proxies on their own; only a POST costs a nonce.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from http_message_signatures import HTTPMessageSignaturesException, HTTPMessageVerifier, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from mobile_office.backoffice import nonces
from mobile_office.domain.errors import ClockWrong, SignatureInvalid, Unknown
from mobile_office.protocol import VERSION
from mobile_office.signing import verifying_key
from mobile_office.store.transactions import writing
from mobile_office.sync import signature_base
from mobile_office.sync.requests import COVERED, NONCE, TAG, WINDOW, Message
from mobile_office.sync.signature_base import Signature
from mobile_office.sync.wire import DEVICE_HEADER, PROTOCOL_HEADER, sha256

if TYPE_CHECKING:
    from mobile_office.backoffice.devices import KnownDevice
    from mobile_office.backoffice.office import Office

_ONCE = frozenset({"POST"})  # methods whose requests are taken in only once


class Proof(Enum):
    """What proves who is asking: a route says which."""

    SIGNED = "signed"  # the device's signature over the request
    SEALED = "sealed"  # that too; version 1 had only the signature in its envelope
    CODE = "code"  # a one-time code: there is no device yet
    PARTS = "parts"  # the device's signature; of a body that was cut what proves itself counts


@dataclass(frozen=True)
class Sender:
    """A device whose signature held, the nonce it signed, and how far its clock is ahead of ours."""

    device: "KnownDevice"
    nonce: str
    ahead: timedelta = timedelta()


class _Verifier(HTTPMessageVerifier):
    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:
        """The office's own clock decides, and tells a wrong clock from a wrong signature (`_created`)."""


@dataclass(frozen=True)
class Content:
    """A request's body. It may be long, so it is hashed once for all who ask."""

    body: bytes

    @cached_property
    def digest(self) -> str:
        """SHA-256, lower-case hex."""
        return sha256(self.body)


def sender(office: "Office", message: Message, content: Content | None, proof: Proof) -> Sender | None:
    """Who has sent a request; None where the route allows that nobody has signed it.

    `content` None: it was cut, so its digest cannot be right; the signature covers what it should have been.

    Raises CertificateInvalid, SignatureInvalid, ClockWrong, or Unknown("replayed").
    """
    if proof is Proof.CODE:
        return None
    headers = message.headers
    is_older = headers.get(PROTOCOL_HEADER.lower()) == str(VERSION - 1)
    if proof is Proof.SEALED and is_older and "signature" not in headers:
        return None
    device = office.device(headers.get(DEVICE_HEADER.lower(), ""))
    signed = _verified(device, message, content)
    now, created, nonce = office.clock(), _created(signed), _nonce(signed)
    if abs(now - created) > WINDOW:
        raise ClockWrong(seconds=round((created - now).total_seconds()))
    if message.method in _ONCE:
        with writing(office.engine) as connection:
            if not nonces.is_new(connection, device.stream, device.id, nonce, created, now):
                raise Unknown("replayed")
    return Sender(device, nonce, created - now)


def _verified(device: "KnownDevice", message: Message, content: Content | None) -> dict[str, int | str]:
    """What the signature says beside the parts it covers."""
    if plain := signature_base.read(message.method, message.target, message.headers):
        return _by_template(device, plain, message, content)
    if content is None:
        raise SignatureInvalid(reason="request")
    return _by_library(device, message, content.body)


def _by_template(
    device: "KnownDevice", signature: Signature, message: Message, content: Content | None
) -> dict[str, int | str]:
    """As our own devices write it."""
    named = message.headers["content-digest"]
    is_it = content is None or named == signature_base.content_digest(content.digest)
    if signature.key != device.id or not is_it:
        raise SignatureInvalid(reason="request")
    try:
        verifying_key(device.signing_key).verify(signature.value, signature.base)
    except (InvalidSignature, ValueError):
        raise SignatureInvalid(reason="request") from None
    return {"created": signature.created, "nonce": signature.nonce}


def _by_library(device: "KnownDevice", message: Message, body: bytes) -> dict[str, int | str]:
    """As anybody may write it who knows RFC 9421."""
    try:
        keys = MappingKeyResolver(public_keys={device.id: verifying_key(device.signing_key)}, private_keys={})
        verifier = _Verifier(signature_algorithm=ED25519, key_resolver=keys)
        results = verifier.verify(
            message, max_age=None, expect_tag=TAG, require_components=COVERED, body=body
        )
    except (HTTPMessageSignaturesException, ValueError):
        raise SignatureInvalid(reason="request") from None  # its text quotes headers
    if len(results) != 1:
        raise SignatureInvalid(reason="request")
    return results[0].parameters


def _created(signed: dict[str, int | str]) -> datetime:
    try:
        return datetime.fromtimestamp(int(signed["created"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        raise SignatureInvalid(reason="created") from None


def _nonce(signed: dict[str, int | str]) -> str:
    nonce = str(signed.get("nonce", ""))
    if len(nonce) != 2 * NONCE or set(nonce) - set("0123456789abcdef"):
        raise SignatureInvalid(reason="nonce")
    return nonce
