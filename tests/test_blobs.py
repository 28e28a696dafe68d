"""A parcel: what is packed comes out again, of what was cut what is whole, and nothing else is a parcel."""

import pytest

from mobile_office.blobs import MOST, damaged, pack, unpack
from mobile_office.domain.attachment import CHUNK
from tests.ciphertexts import scan

ONE, TWO = scan(900), scan(CHUNK, 1)
PARCEL = {ONE.digest: ONE.data, TWO.digest: TWO.data}


def test_what_is_packed_comes_out_again_in_its_order() -> None:
    assert list(unpack(pack(PARCEL)).items()) == list(PARCEL.items())
    assert pack({}) == b""
    assert unpack(b"") == {}


def test_the_bytes_are_those_of_the_page() -> None:
    """docs/protocol.md 9: 32 bytes of digest, 4 of length, the ciphertext."""
    assert pack({ONE.digest: ONE.data}) == bytes.fromhex(ONE.digest) + b"\x00\x00\x03\x84" + ONE.data


@pytest.mark.parametrize("length", [0, 1, 35, 36, 900 + 35, 900 + 36, 900 + 36 + 20, 900 + 36 + 40])
def test_of_a_cut_parcel_what_is_whole_counts(length: int) -> None:
    body = pack(PARCEL)[:length]
    assert unpack(body, is_cut=True) == ({ONE.digest: ONE.data} if length >= 936 else {})
    if length not in (0, 936):
        with pytest.raises(ValueError, match="cut"):
            unpack(body)


@pytest.mark.parametrize("size", [0, CHUNK + 1])
def test_each_is_one_chunk(size: int) -> None:
    with pytest.raises(ValueError, match="chunk"):
        unpack(bytes(32) + size.to_bytes(4) + bytes(size))


def test_there_is_a_limit() -> None:
    full = {scan(10, n).digest: b"0123456789" for n in range(MOST + 1)}
    with pytest.raises(ValueError, match="many"):
        unpack(pack(full))


def test_what_is_not_what_its_name_says_is_found() -> None:
    assert damaged(PARCEL) == frozenset()
    assert damaged({**PARCEL, ONE.digest: b"x"}) == {ONE.digest}
