"""Fixtures for every floor: a town with a real office, a laptop with a real encrypted store, and desks."""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from mobile_office.desk import Desk
from tests import postgres
from tests.house import Laptop, Town
from tests.settled import SettledTown

# Python collects on whichever thread allocates: here also on pytest's own, while a window lies in a cycle, and Qt
# crashes when it ends there (docs/decisions/014). So only this thread collects, between two tests, and what outlives
# a test is looked through again only now and then: that took longer than the tests.
gc.disable()
_MUCH, _ANEW = 2_000, 500  # new objects; tests
_done = count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Collect when a test is over and has let go of everything."""
    result = yield
    is_time = next(_done) % _ANEW == 0
    if is_time:
        gc.unfreeze()
    if is_time or gc.get_count()[0] > _MUCH:
        gc.collect()
    gc.freeze()
    return result


@pytest.fixture
def settled() -> None:
    """Who asks for this finds a town whose first laptop is enrolled already."""


@pytest.fixture
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """An office, in this process."""
    town = SettledTown(tmp_path) if "settled" in request.fixturenames else Town(tmp_path)
    yield town
    town.close()


@pytest.fixture
def laptop(town: Town, settled: None) -> Laptop:
    """A bus laptop with everyone's slot."""
    assert isinstance(town, SettledTown)
    return town.first()


@pytest.fixture
def desk_of(town: Town, laptop: Laptop) -> Callable[[str], Desk]:
    """The desk of a person (Berger, Weber, Thiele, Albrecht) at the laptop."""
    return lambda name: laptop.desk(name, town.office)


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    """The clerk Berger's desk."""
    return desk_of("Berger")


@pytest.fixture(scope="session")
def database_server() -> Iterator[postgres.Server]:
    """A real PostgreSQL, one for the whole session."""
    if postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgresql(database_server: postgres.Server) -> Iterator[str]:
    """The URL of a fresh database with the office's tables."""
    name = database_server.migrated()
    yield database_server.url(name)
    database_server.drop(name)


@pytest.fixture
def empty_postgresql(database_server: postgres.Server) -> Iterator[str]:
    """The URL of a database in which nothing was ever made."""
    name = database_server.new()
    yield database_server.url(name)
    database_server.drop(name)
