"""Attachments sealed at capture: AES-256-GCM, chunk by chunk, under a key of their own; in constant memory.

Each chunk's nonce is its place and whether it is the last (the STREAM construction), so that a chunk changed, cut off,
moved, repeated or appended is noticed. A key seals one attachment and never another.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mobile_office.domain.attachment import CHUNK, LARGEST, chunks_of
from mobile_office.domain.errors import Damaged, NotAllowed

KEY_BYTES = 32
_TAG_BYTES = 16
PLAIN = CHUNK - _TAG_BYTES  # bytes of clear text in one chunk
_PURPOSE = b"mobile-office|attachment|v1"


@dataclass(frozen=True)
class Sealed:
    """What sealing gave: the key and the ciphertext's SHA-256 (both hex), and its size in bytes."""

    key: str
    digest: str
    size: int


def seal(clear: BinaryIO, sealed: BinaryIO) -> Sealed:
    """Seal a stream into another under a fresh key; what is written is its ciphertext and nothing else.

    Raises NotAllowed("attachment_too_large") beyond `LARGEST`; then `sealed` holds nothing of use.
    """
    key = secrets.token_bytes(KEY_BYTES)
    cipher, digest, size, index = AESGCM(key), hashlib.sha256(), 0, 0
    piece = clear.read(PLAIN)
    while True:
        following = clear.read(PLAIN)
        chunk = cipher.encrypt(_nonce(index, is_last=not following), piece, _PURPOSE)
        size += len(chunk)
        if size > LARGEST:
            raise NotAllowed("attachment_too_large", megabytes=LARGEST // 2**20)
        sealed.write(chunk)
        digest.update(chunk)
        if not following:
            return Sealed(key.hex(), digest.hexdigest(), size)
        piece, index = following, index + 1


def opened(key: str, size: int, chunk: Callable[[int], bytes]) -> Iterator[bytes]:
    """The clear text, piece by piece; `chunk` gives a chunk of the ciphertext by its place.

    Raises Damaged("attachment_damaged") at the first chunk that is not what was sealed: what came before
    it is genuine, but not the whole. ValueError for what is no key.
    """
    cipher, count = AESGCM(bytes.fromhex(key)), chunks_of(size)
    for index in range(count):
        try:
            yield cipher.decrypt(_nonce(index, is_last=index == count - 1), chunk(index), _PURPOSE)
        except InvalidTag:
            raise Damaged("attachment_damaged", what="attachment") from None


def _nonce(index: int, *, is_last: bool) -> bytes:
    return index.to_bytes(11) + bytes([is_last])
