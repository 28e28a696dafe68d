"""What a thief with the key would see: every page of a store and of its log, deleted rows included.

SQLCipher 4: AES-256-CBC for each page, its IV and HMAC in the last 80 bytes, a salt in the first 16 of
page 1. Reading the file through the database instead would show only what the tables still say.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_PAGE, _RESERVED, _IV, _SALT = 4096, 80, 16, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def decrypted(path: Path, key: bytes | None) -> bytes:
    """The bytes of a store and of its write-ahead log, in lower case; `key` None for a plain one."""
    return b"".join(_plain(page, first, key) for page, first in (*_pages(path), *_log(path))).lower()


def plain_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """The pages of a store as SQLite would have written them, so that its own tools can look at a copy in clear."""
    for page, is_first in _pages(path):
        start = b"SQLite format 3\0" if is_first else b""
        yield start + _plain(page, is_first, key) + bytes(_RESERVED)


def _pages(path: Path) -> Iterator[tuple[bytes, bool]]:
    data = path.read_bytes()
    for at in range(0, len(data), _PAGE):
        yield data[at : at + _PAGE], at == 0


def _log(path: Path) -> Iterator[tuple[bytes, bool]]:
    log = path.with_name(f"{path.name}-wal")
    data = log.read_bytes() if log.exists() else b""
    for at in range(_LOG_HEADER, len(data), _FRAME_HEADER + _PAGE):
        frame = data[at : at + _FRAME_HEADER + _PAGE]
        yield frame[_FRAME_HEADER:], int.from_bytes(frame[:4], "big") == 1


def _plain(page: bytes, is_first: bool, key: bytes | None) -> bytes:
    if key is None:
        return page
    initial = page[-_RESERVED:][:_IV]
    reader = Cipher(AES(key), CBC(initial)).decryptor()
    return reader.update(page[_SALT if is_first else 0 : -_RESERVED]) + reader.finalize()
