"""Signed requests (RFC 9421): what a device's signature covers, and how the device makes it.

The target is the path and the query as the office knows them, never scheme and authority: behind a load balancer
the office sees others than the device did. The content's SHA-256 (RFC 9530) is covered, also that of no content.
"""

import secrets
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from mobile_office.sync import signature_base
from mobile_office.sync.signature_base import COVERED, LABEL, TAG
from mobile_office.sync.wire import DEVICE_HEADER

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["COVERED", "LABEL", "NONCE", "TAG", "WINDOW", "Message", "Signer"]

WINDOW = timedelta(minutes=10)  # how far `created` may lie from the office's clock, either way (sync.md 10)
NONCE = 16  # bytes, in hex
_SOMEWHERE = "https://office"  # not covered; the library wants a whole address


@dataclass
class Message:
    """A request as it is signed: `target` is the path with its query, from `/v1/` on."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The target with a scheme and a host that mean nothing."""
        return _SOMEWHERE + self.target


@dataclass(frozen=True)
class Signer:
    """Signs what one device asks, with the device's Ed25519 seed (raw). The key's name is the device's id."""

    device: str
    seed: bytes
    clock: Callable[[], datetime]

    def sign(self, message: Message, digest: str) -> str:
        """Add the device's name, the body's digest (SHA-256, hex) and the signature to the headers; the nonce it signed."""
        nonce, headers = secrets.token_hex(NONCE), message.headers
        named = signature_base.parameters(self.device, int(self.clock().timestamp()), nonce)
        headers |= {DEVICE_HEADER: self.device, "Content-Digest": signature_base.content_digest(digest)}
        lowered = {name.lower(): value for name, value in headers.items()}
        signed = signature_base.base(message.method, message.target, lowered, named)
        headers["Signature-Input"] = f"{LABEL}={named}"
        headers["Signature"] = f"{LABEL}=:{b64encode(self._key.sign(signed)).decode()}:"
        return nonce

    @cached_property
    def _key(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)
