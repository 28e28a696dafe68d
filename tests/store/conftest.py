"""Stores for the tests of this floor: a device's, encrypted, and an office's, plain; a hand and a stamp."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile_office.store.journal import Journal
from mobile_office.store.vault import close_store, open_store
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


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with fresh stores to copy: making one takes Alembic a third of a second."""
    folder = tmp_path_factory.mktemp("fresh")
    close_store(open_store(folder / "store.db", KEY))
    close_store(open_store(folder / "office.db", None, "office"))
    return folder


@pytest.fixture
def engine(path: Path, fresh: Path) -> Iterator[Engine]:
    """A device's encrypted store."""
    for name in ("store.db", "store.db.check"):
        shutil.copyfile(fresh / name, path.with_name(name))
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
def office(tmp_path: Path, fresh: Path) -> Iterator[Stamp]:
    """An office with its own store."""
    shutil.copyfile(fresh / "office.db", tmp_path / "office.db")
    engine = open_store(tmp_path / "office.db", None, "office")
    yield Stamp(Journal(engine, STREAM))
    close_store(engine)
