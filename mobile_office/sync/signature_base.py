"""The signature base (RFC 9421, 2.5) of our own requests, written and read without a parser of structured fields.

Our devices always name the same components and parameters in the same order, so a line is a template. What is written
in another way is not wrong: the office gives it to a library that reads all of RFC 9421 (`signed_requests`).
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from mobile_office.sync.wire import DEVICE_HEADER, PROTOCOL_HEADER

COVERED = (
    "@method",
    "@path",
    "@query",
    "content-digest",
    DEVICE_HEADER.lower(),
    PROTOCOL_HEADER.lower(),
)
TAG = "mobile-office"  # signed: what the signature is for
LABEL = "device"  # names the signature in its headers
_COMPONENTS = "(" + " ".join(f'"{name}"' for name in COVERED) + ")"
_NAME = "[0-9A-Za-z_.:-]{1,64}"
_PARAMETERS = re.compile(
    re.escape(_COMPONENTS)
    + f';created=([0-9]{{1,12}});keyid="({_NAME})";alg="ed25519";nonce="([0-9a-f]+)";tag="{TAG}"'
)
_SIGNATURE = re.compile(f"{LABEL}=:([A-Za-z0-9+/]{{86}}==):")
_TARGET = re.compile(r"/[0-9A-Za-z/_.~-]*(\?[0-9A-Za-z/_.~=&-]*)?")  # nothing that two could read in two ways
_PLAIN = re.compile("[ -~]*")


@dataclass(frozen=True)
class Signature:
    """A signature as it came: whose key, over what (`base`), when (seconds since 1970) and which one-time word."""

    key: str
    created: int
    nonce: str
    base: bytes
    value: bytes


def content_digest(digest: str) -> str:
    """The value of `Content-Digest` (RFC 9530) for a body with this SHA-256 (hex)."""
    return f"sha-256=:{b64encode(bytes.fromhex(digest)).decode()}:"


def parameters(key: str, created: int, nonce: str) -> str:
    """The components and parameters a signature names. Raises ValueError for a key's name that would need escapes."""
    if not re.fullmatch(_NAME, key):
        raise ValueError("not a plain name")
    return f'{_COMPONENTS};created={created};keyid="{key}";alg="ed25519";nonce="{nonce}";tag="{TAG}"'


def base(method: str, target: str, headers: Mapping[str, str], named: str) -> bytes:
    """What is signed; `headers` by names in lower case, `named` as `parameters` writes it."""
    path, _, query = target.partition("?")
    values = (method, path, f"?{query}", *(headers[name] for name in COVERED[3:]))
    lines = [f'"{name}": {value}' for name, value in zip(COVERED, values, strict=True)]
    return "\n".join([*lines, f'"@signature-params": {named}']).encode()


def read(method: str, target: str, headers: Mapping[str, str]) -> Signature | None:
    """The signature of a request as our own devices write it; None for anything written otherwise."""
    named = headers.get("signature-input", "").removeprefix(f"{LABEL}=")
    found, value = _PARAMETERS.fullmatch(named), _SIGNATURE.fullmatch(headers.get("signature", ""))
    if not found or not value or not _TARGET.fullmatch(target):
        return None
    if not all(_PLAIN.fullmatch(headers.get(name, "\0")) for name in COVERED[3:]):
        return None
    created, key, nonce = found.groups()
    signed = base(method, target, headers, named)
    return Signature(key, int(created), nonce, signed, b64decode(value[1]))
