"""Sealed chunk by chunk: what went in comes out, and whatever is done to a chunk is noticed."""

import hashlib
import tracemalloc
from io import BytesIO
from typing import BinaryIO

import pytest

from mobile_office import chunks
from mobile_office.chunks import PLAIN, Sealed, opened, seal
from mobile_office.domain.attachment import CHUNK, LARGEST, chunks_of
from mobile_office.domain.errors import Damaged, NotAllowed

LONG = bytes(range(256)) * 3072  # 768 KiB: three chunks and a bit


def sealed(clear: bytes) -> tuple[Sealed, list[bytes]]:
    """What sealing gives, and the ciphertext cut into its chunks."""
    out = BytesIO()
    told = seal(BytesIO(clear), out)
    text = out.getvalue()
    assert (told.size, told.digest) == (len(text), hashlib.sha256(text).hexdigest())
    return told, [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)]


def clear_of(told: Sealed, pieces: list[bytes]) -> bytes:
    """What opens, for a ciphertext that says of itself how long it is."""
    text = b"".join(pieces)
    return b"".join(opened(told.key, len(text), lambda at: text[at * CHUNK : (at + 1) * CHUNK]))


@pytest.mark.parametrize("size", [0, 1, PLAIN - 1, PLAIN, PLAIN + 1, 2 * PLAIN, len(LONG)])
def test_what_was_sealed_opens(size: int) -> None:
    told, pieces = sealed(LONG[:size])
    assert clear_of(told, pieces) == LONG[:size]
    assert len(pieces) == chunks_of(told.size)
    assert {len(piece) for piece in pieces[:-1]} <= {CHUNK}


def test_each_attachment_has_a_key_of_its_own() -> None:
    one, two = sealed(b"the same")[0], sealed(b"the same")[0]
    assert one.key != two.key
    assert one.digest != two.digest


def changed(pieces: list[bytes]) -> list[bytes]:
    return [pieces[0][:-1] + bytes([pieces[0][-1] ^ 1]), *pieces[1:]]


def cut_at_a_chunk(pieces: list[bytes]) -> list[bytes]:
    return pieces[:-1]


def cut_inside(pieces: list[bytes]) -> list[bytes]:
    return [*pieces[:-1], pieces[-1][:-1]]


def swapped(pieces: list[bytes]) -> list[bytes]:
    return [pieces[1], pieces[0], *pieces[2:]]


def repeated(pieces: list[bytes]) -> list[bytes]:
    return [pieces[0], *pieces]


def appended(pieces: list[bytes]) -> list[bytes]:
    return [*pieces, pieces[-1]]


def emptied(pieces: list[bytes]) -> list[bytes]:
    return [pieces[0][:0]]


@pytest.mark.parametrize(
    "harm",
    [changed, cut_at_a_chunk, cut_inside, swapped, repeated, appended, emptied],
    ids=lambda f: f.__name__,
)
def test_whatever_is_done_to_a_chunk_is_noticed(harm) -> None:  # type: ignore[no-untyped-def]
    told, pieces = sealed(LONG)
    with pytest.raises(Damaged) as caught:
        clear_of(told, harm(pieces))
    assert caught.value.code == "attachment_damaged"


def test_another_key_opens_nothing() -> None:
    _, pieces = sealed(LONG)
    other, _ = sealed(LONG)
    with pytest.raises(Damaged):
        clear_of(other, pieces)


class Endless(BytesIO):
    """A file that never ends."""

    def read(self, size: int | None = -1, /) -> bytes:
        return bytes(size or 0)


class Nowhere(BytesIO):
    """Counts what is written and keeps nothing."""

    total = 0

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.total += len(data)
        return len(data)


def test_what_is_too_large_is_refused_before_it_is_read_to_its_end_and_takes_no_memory() -> None:
    sink: BinaryIO = Nowhere()
    tracemalloc.start()
    with pytest.raises(NotAllowed) as caught:
        seal(Endless(), sink)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code == "attachment_too_large"
    assert LARGEST - CHUNK <= sink.total <= LARGEST  # type: ignore[attr-defined]
    assert peak < 8 * CHUNK


def test_a_chunk_is_sealed_in_what_travels_as_one() -> None:
    assert chunks.PLAIN + 16 == CHUNK
