"""Attachments: how many chunks they travel in."""

import pytest

from mobile_office.domain.attachment import CHUNK, chunks_of


@pytest.mark.parametrize(
    ("size", "chunks"), [(0, 1), (1, 1), (CHUNK - 1, 1), (CHUNK, 1), (CHUNK + 1, 2), (10 * CHUNK, 10)]
)
def test_a_ciphertext_travels_in_as_few_chunks_as_hold_it(size: int, chunks: int) -> None:
    assert chunks_of(size) == chunks
