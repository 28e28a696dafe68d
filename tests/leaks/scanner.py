"""Looks through what was written: as it stands, across the borders of writes, and unpacked.

A leak is named by its kind, the word and the form; what stands around it is never told.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.leaks.canary import LONGEST, found

_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_GZIP, _ZIP = b"\x1f\x8b\x08", b"PK\x03\x04"
_MOST = 64 * 1024 * 1024  # bytes unpacked at most
# Letters in a picture cannot be searched, so a picture or a paper is a leak wherever it does not belong.
_PICTURES = (b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"%!PS", b"RIFF")


@dataclass(frozen=True)
class Leak:
    """One word in one form in one kind of place; `step` is what the day was doing."""

    kind: str
    word: str
    form: str
    step: str


def packed(data: bytes) -> Iterator[bytes]:
    """What unpacks from somewhere in the data: zlib (as in PDF streams), gzip, the entries of a ZIP."""
    for mark, wbits in (*((mark, 15) for mark in _ZLIB), (_GZIP, 31)):
        for at in _places(data, mark):
            yield _inflated(data[at:], wbits)
    for at in _places(data, _ZIP):
        names = int.from_bytes(data[at + 26 : at + 28], "little")
        more = int.from_bytes(data[at + 28 : at + 30], "little")
        yield _inflated(data[at + 30 + names + more :], -15)


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _inflated(data: bytes, wbits: int) -> bytes:
    """As much as unpacks before it ends or turns out to be something else."""
    machine, made = zlib.decompressobj(wbits), bytearray()
    try:
        for at in range(0, len(data), 512):
            made += machine.decompress(data[at : at + 512], _MOST)
            if machine.eof or len(made) > _MOST:
                break
    except zlib.error:
        pass  # so it is no packed data, or is up to here
    return bytes(made)


def whole(data: bytes) -> set[tuple[str, str]]:
    """The words in a whole file, packed or not."""
    told = found(data)
    for text in packed(data):
        told |= {(word, f"{form}, packed") for word, form in found(text)}
    return told


def is_picture(data: bytes) -> bool:
    """Whether data begins as a picture or a printed paper does."""
    return data.startswith(_PICTURES)


@dataclass
class Stream:
    """What went one way, in order: a file, a pipe, a socket."""

    parts: list[bytes] = field(default_factory=list)
    step: int = 0

    def add(self, data: bytes, step: int) -> set[tuple[str, str]]:
        """The words in this part, or that end in it."""
        before = b"".join(self.parts[-8:])[-LONGEST:]
        self.parts.append(data)
        self.step = step
        return found(before + data)

    def unpacked(self) -> set[tuple[str, str]]:
        """The words that show only when the whole is unpacked."""
        data = b"".join(self.parts)
        return {told for text in packed(data) for told in found(text)}
