"""Blobs: where attachments go and come from, chunk by chunk, and several small ones at once in a parcel.

A parcel (Paket) is what one request carries: for each attachment its SHA-256 (32 bytes), its length (4, big-endian) and
its ciphertext. Each is one chunk and proves itself by its digest, so of a parcel that was cut what has arrived whole counts.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Protocol

from mobile_office.domain.attachment import CHUNK

Parcel = Mapping[str, bytes]  # the ciphertext by its digest (hex)
MOST = 64  # attachments in a parcel
HEAVIEST = 4 * 1024 * 1024  # bytes of ciphertext in a parcel
_DIGEST, _LENGTH = 32, 4


class Blobs(Protocol):
    """Where attachments go and come from; ciphertext only. Raises as `BackOffice`.

    Safe to repeat: a chunk that is there already is there once.
    """

    def missing(self, digest: str) -> tuple[int, ...] | None:
        """Which chunks the office lacks, in order; empty when it holds the whole; None when nobody wants it yet."""
        ...

    def put(self, digest: str, size: int, index: int, chunk: bytes) -> None:
        """Hand over chunk `index` (from 0) of an attachment of `size` bytes. Raises Refused("blob_damaged")."""
        ...

    def put_parcel(self, parcel: Parcel) -> Mapping[str, str]:
        """Hand over attachments of one chunk each; the code for each that was not taken, by its digest.

        The codes are those of `put`: "blob_damaged", "blob_unknown".
        """
        ...

    def fetch(self, digest: str, index: int) -> bytes:
        """A chunk of an attachment in this device's scope. Raises NotAllowed("blob_unknown")."""
        ...


def pack(parcel: Parcel) -> bytes:
    """The bytes of a parcel, in its order."""
    return b"".join(
        part
        for digest, data in parcel.items()
        for part in (bytes.fromhex(digest), len(data).to_bytes(_LENGTH), data)
    )


def unpack(body: bytes, *, is_cut: bool = False) -> dict[str, bytes]:
    """The attachments in a body; where it `is_cut`, those that have arrived whole. Raises ValueError for no parcel."""
    found = dict(_pieces(body, is_cut=is_cut))
    if len(found) > MOST:
        raise ValueError("too many")
    return found


def damaged(parcel: Parcel) -> frozenset[str]:
    """The digests under which there is something else."""
    return frozenset(name for name, data in parcel.items() if hashlib.sha256(data).hexdigest() != name)


def _pieces(body: bytes, *, is_cut: bool) -> Iterator[tuple[str, bytes]]:
    at, view = 0, memoryview(body)
    while at < len(body):
        start = at + _DIGEST + _LENGTH
        length = int.from_bytes(view[at + _DIGEST : start])
        end = start + length
        if start > len(body) or end > len(body):
            if is_cut:
                return
            raise ValueError("cut")
        if not 0 < length <= CHUNK:
            raise ValueError("not one chunk")
        yield view[at : at + _DIGEST].hex(), bytes(view[start:end])
        at = end
