"""Nonces: remembered once for each device, forgotten when they would be too old to be believed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice.nonces import is_new
from mobile_office.backoffice.tables import Connection, nonces
from mobile_office.store.transactions import writing
from tests.backoffice.counter import NOW, STREAM, open_counter


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_counter(tmp_path) as counter, writing(counter.office.engine) as connection:
        yield connection


def test_a_nonce_is_new_once_for_each_device(connection: Connection) -> None:
    assert is_new(connection, STREAM, "d1", "ab", NOW, NOW)
    assert not is_new(connection, STREAM, "d1", "ab", NOW, NOW)
    assert is_new(connection, STREAM, "d2", "ab", NOW, NOW)
    assert is_new(connection, "10000000", "d1", "ab", NOW, NOW)


def test_one_in_256_sweeps_what_nobody_would_believe_any_more(connection: Connection) -> None:
    for nonce, minutes in (("a1", 30), ("a2", 21), ("a3", 19)):
        is_new(connection, STREAM, "d1", nonce, NOW - timedelta(minutes=minutes), NOW)
    assert len(connection.execute(nonces.select()).all()) == 3
    is_new(connection, STREAM, "d1", "00", NOW, NOW)
    assert {row.nonce for row in connection.execute(nonces.select())} == {"a3", "00"}
