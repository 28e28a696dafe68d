"""Attachments for tests: ciphertext of any size, what a body says of it, and the pieces it travels in."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

from mobile_office.attached import KEY, to_json
from mobile_office.canonical import Body
from mobile_office.domain.attachment import CHUNK, Attachment, Format, chunks_of
from tests.backoffice.counter import NOW


@dataclass(frozen=True)
class Scan:
    """Bytes that stand for a ciphertext: it looks as random, and nobody at the office can open it anyway."""

    data: bytes

    @property
    def digest(self) -> str:
        """Its name."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)

    @property
    def attachment(self) -> Attachment:
        """As a body names it."""
        return Attachment(self.digest, self.size, "cd" * 32, Format.JPEG, "landlord", 1, NOW)

    def chunk(self, index: int) -> bytes:
        """One of its chunks."""
        return self.data[index * CHUNK : (index + 1) * CHUNK]

    def chunks(self) -> Iterator[tuple[int, bytes]]:
        """Every chunk with its index."""
        return ((index, self.chunk(index)) for index in range(chunks_of(self.size)))


def scan(size: int = 1000, seed: int = 0) -> Scan:
    """A scan of so many bytes; another `seed` is another one."""
    return Scan(random.Random(f"{seed} {size}").randbytes(size))


def naming(*scans: Scan) -> Body:
    """What a body says of them."""
    return {KEY: to_json(each.attachment for each in scans)}
