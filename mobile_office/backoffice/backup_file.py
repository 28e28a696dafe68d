"""A backup as a file: a line that says what it is, then the whole office, encrypted for one key in chunks.

The key of the chunks is sealed (HPKE) for whoever may restore. A chunk's nonce is its place and whether it is the last
(STREAM), and the first line is bound to each: what was changed, cut or put together is noticed.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from mobile_office.canonical import canonical, read_time, write_time
from mobile_office.domain.errors import Damaged, DiskFull, NotAllowed, WrongKey
from mobile_office.sealing import decrypt, encrypt
from mobile_office.store import durable_file

ENDING = ".office-backup"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
_FORM = "mobile-office-backup-1"
_CHUNK = 1024 * 1024
_TAG = 16
_INFO = canonical([_FORM, "key"])
_LONGEST_LINE = 4096


@dataclass(frozen=True)
class Backup:
    """A backup's file: when it was begun, of which kind of database, its SHA-256 and its size in bytes."""

    path: Path
    at: datetime
    kind: str
    digest: str
    size: int


def write(folder: Path, at: datetime, kind: str, public: str, content: Iterable[bytes]) -> Backup:
    """Encrypt `content` into a new file of a folder for a public key (X25519, hex); whole and durable, or not there.

    Raises DiskFull, or NotAllowed("backup_unwritable").
    """
    name = f"office-{write_time(at)[:19].replace(':', '').replace('-', '')}Z{ENDING}"
    key = secrets.token_bytes(32)
    line = canonical(
        {"form": _FORM, "at": write_time(at), "kind": kind, "key": encrypt(key, public, _INFO).hex()}
    )
    digest, size = hashlib.sha256(), 0
    with _new(folder / name) as file:
        for piece in (line + b"\n", *()):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        for piece in _sealed(AESGCM(key), line, content):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return Backup(folder / name, at, kind, digest.hexdigest(), size)


def read(path: Path) -> Backup:
    """What a file says of itself, with its digest. Raises Damaged(what="backup")."""
    try:
        with path.open("rb") as file:
            _, value = _first_line(file)
            at, kind = read_time(value["at"]), value["kind"]
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Backup(path, at, str(kind), digest, path.stat().st_size)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise Damaged(what="backup") from error


def opened(path: Path, private: bytes) -> Iterator[bytes]:
    """The content, piece by piece. Raises WrongKey, or Damaged(what="backup") at the first piece that is not genuine.

    Nothing of it may be used before the last piece has come.
    """
    try:
        with path.open("rb") as file:
            line, value = _first_line(file)
            cipher = AESGCM(decrypt(bytes.fromhex(value["key"]), private, _INFO))
            index, piece = 0, file.read(_CHUNK + _TAG)
            while piece:
                following = file.read(_CHUNK + _TAG)
                yield cipher.decrypt(_nonce(index, is_last=not following), piece, line)
                index, piece = index + 1, following
            if not index:
                raise Damaged(what="backup")
    except (InvalidTag, OSError, KeyError, TypeError, ValueError) as error:
        raise Damaged(what="backup") from error


def private_key(path: Path) -> bytes:
    """An X25519 private key from a file: 64 hex digits, or PEM. Raises WrongKey."""
    try:
        content = path.read_bytes().strip()
        if not content.startswith(b"-----"):
            return X25519PrivateKey.from_private_bytes(bytes.fromhex(content.decode())).private_bytes_raw()
        key = load_pem_private_key(content, None)
    except (OSError, ValueError, TypeError) as error:
        raise WrongKey(reason="backup") from error
    if not isinstance(key, X25519PrivateKey):
        raise WrongKey(reason="backup")
    return key.private_bytes_raw()


def public_key(path: Path) -> str:
    """An X25519 public key (hex) from a file: 64 hex digits, or PEM. Raises WrongKey."""
    try:
        content = path.read_bytes().strip()
        if not content.startswith(b"-----"):
            raw = bytes.fromhex(content.decode())
            return X25519PublicKey.from_public_bytes(raw).public_bytes_raw().hex()
        key = load_pem_public_key(content)
    except (OSError, ValueError) as error:
        raise WrongKey(reason="backup") from error
    if not isinstance(key, X25519PublicKey):
        raise WrongKey(reason="backup")
    return key.public_bytes_raw().hex()


def _sealed(cipher: AESGCM, line: bytes, content: Iterable[bytes]) -> Iterator[bytes]:
    index, waiting = 0, bytearray()
    for piece in content:
        waiting += piece
        while len(waiting) > _CHUNK:  # one is always kept back: it may be the last
            yield cipher.encrypt(_nonce(index, is_last=False), bytes(waiting[:_CHUNK]), line)
            index += 1
            del waiting[:_CHUNK]
    yield cipher.encrypt(_nonce(index, is_last=True), bytes(waiting), line)


def _nonce(index: int, *, is_last: bool) -> bytes:
    return index.to_bytes(11) + bytes([is_last])


def _first_line(file: BinaryIO) -> tuple[bytes, dict[str, str]]:
    line = file.readline(_LONGEST_LINE).removesuffix(b"\n")
    value = json.loads(line)
    if value["form"] != _FORM:
        raise ValueError("another form")
    return line, value


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        durable_file.sync_folder(path.parent)
    except OSError as error:
        if isinstance(trouble := durable_file.trouble_of(error), DiskFull):
            raise trouble from None
        raise NotAllowed("backup_unwritable") from error
