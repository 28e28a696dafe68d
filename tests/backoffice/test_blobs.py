"""Chunks at the office, where the contract (tests/contracts/test_blobs.py) cannot look."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mobile_office.backoffice.blobs import Piece
from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.tables import chunks
from mobile_office.domain.attachment import CHUNK, LARGEST
from mobile_office.store.transactions import reading
from tests.backoffice.counter import Counter, open_counter
from tests.ciphertexts import Scan, naming, scan


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def counter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Counter]:
    database = request.getfixturevalue("postgresql") if request.param == "PostgreSQL" else ""
    with open_counter(tmp_path, database) as counter:
        yield counter


def wanted(counter: Counter, one: Scan) -> Deposit:
    office, bus = counter.office, counter.bus
    office.exchange(bus.request(bus.submit("Berger", naming(one))))
    return Deposit(office, office.device(bus.device.id))


@pytest.mark.parametrize(
    ("size", "index", "length", "fits"),
    [
        (1, 0, 1, True),
        (CHUNK, 0, CHUNK, True),
        (CHUNK + 1, 1, 1, True),
        (LARGEST, 95, CHUNK, True),
        (CHUNK, 1, 0, False),
        (CHUNK + 1, 1, 2, False),
        (CHUNK + 1, -1, CHUNK, False),
        (LARGEST, 96, CHUNK, False),
    ],
)
def test_a_chunk_has_one_place_and_one_length(size: int, index: int, length: int, fits: bool) -> None:
    assert Piece("ab" * 32, size, index, bytes(length), "").has_its_place is fits


def test_of_all_who_bring_chunks_at_once_exactly_one_completes(counter: Counter) -> None:
    one = scan(8 * CHUNK)
    deposit = wanted(counter, one)
    with ThreadPoolExecutor(4) as hands:
        for _ in range(2):  # the second time while nothing is lacking
            list(hands.map(lambda part: deposit.put(one.digest, one.size, *part), one.chunks()))
    assert deposit.missing(one.digest) == ()
    reply = counter.office.exchange(counter.bus.request())
    assert (len(reply.completed), reply.cursor) == (1, 2)


def test_what_is_kept_is_what_came(counter: Counter) -> None:
    one = scan(2 * CHUNK + 1)
    deposit = wanted(counter, one)
    for index, chunk in reversed(list(one.chunks())):
        deposit.put(one.digest, one.size, index, chunk)
    with reading(counter.office.engine) as connection:
        rows = connection.execute(chunks.select().order_by(chunks.c.at)).all()
    assert hashlib.sha256(b"".join(bytes(row.data) for row in rows)).hexdigest() == one.digest
