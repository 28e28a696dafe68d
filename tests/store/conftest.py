"""Stores for the tests of this floor: a device's, encrypted, and an office's, plain; a hand and a stamp."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile_office.store.journal import Journal
from mobile_office.store.vault import close_store, open_store
from tests.fresh import fresh
from tests.store.hand import STREAM, Hand, Stamp

KEY = bytes(range(32))


@pytest.fixture
def key() -> bytes:
    """The key of the device's store."""
    return KEY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the device's store lies."""
    return tmp_path / "store.db"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    """A device's encrypted store."""
    fresh(path, KEY)
    engine = open_store(path, KEY)
    yield engine
    close_store(engine)


@pytest.fixture
def journal(engine: Engine) -> Journal:
    """The journal of the device."""
    return Journal(engine, STREAM)


@pytest.fixture
def hand(journal: Journal) -> Hand:
    """Writes into the device's chain."""
    return Hand(journal)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Stamp]:
    """An office with its own store."""
    fresh(tmp_path / "office.db", None, "office")
    engine = open_store(tmp_path / "office.db", None, "office")
    yield Stamp(Journal(engine, STREAM))
    close_store(engine)
