"""Where a contract is tested: an office, and the doors through which its bus and its station reach it.

In this process, over HTTP, on a stick, as two processes over one PostgreSQL; or somebody else's, by its URL.
"""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count, cycle
from pathlib import Path
from typing import NoReturn, Protocol, cast

import pytest

from mobile_office.backoffice.embedded import in_process, in_thread
from mobile_office.backoffice.office import Office, utc_now
from mobile_office.canonical import read_time, write_time
from mobile_office.protocol import BackOffice, Reply, Request
from mobile_office.publication import Library
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store.keys import PublicKeys
from mobile_office.sync.enrolment import Enrolled, certify, enrol, introduce
from tests.backoffice.bystick import ByStick
from tests.backoffice.counter import Counter, Person, Place, keys_in, open_counter

HERE = ("in-process", "real HTTP", "bundle", "two processes")
ELSEWHERE = "at the URL"
PROCESSES = 2


class Door(BackOffice, Library, Protocol):
    """Both at once, as a device has them."""


@dataclass(frozen=True)
class Site:
    """An office, and how its bus and its station see it."""

    counter: Counter
    door: Door
    station: BackOffice


@dataclass(frozen=True)
class InProcess:
    """The office in this process, as a device of it sees it."""

    office: Office
    place: Place

    def exchange(self, request: Request) -> Reply:
        """Ask it."""
        return self.office.exchange(request)

    def content(self, digest: str, at: int) -> bytes:
        """Ask it."""
        return self.office.library(self.place.device.id).content(digest, at)


class InTurn:
    """Several doors of one office; each request goes through the next one."""

    def __init__(self, *doors: Door) -> None:
        self._doors = cycle(doors)

    def turn(self) -> Door:
        """The door whose turn it is."""
        return next(self._doors)

    def exchange(self, request: Request) -> Reply:
        """Ask the next one."""
        return next(self._doors).exchange(request)

    def content(self, digest: str, at: int) -> bytes:
        """Ask the next one."""
        return next(self._doors).content(digest, at)


def to_the_millisecond() -> datetime:
    """The time now, as our JSON can say it."""
    return read_time(write_time(utc_now()))


@contextmanager
def site_here(name: str, folder: Path) -> Iterator[Site]:
    """An office of this test alone."""
    with open_counter(folder) as counter:
        station = InProcess(counter.office, counter.station)
        if name == "in-process":
            yield Site(counter, InProcess(counter.office, counter.bus), station)
        elif name == "bundle":
            yield Site(
                counter, cast(Door, ByStick(counter, folder)), station
            )  # publications come over HTTP only
        else:
            with in_thread(counter.office) as url, counter.bus.over_http(url) as door:
                yield Site(counter, door, station)


@dataclass(frozen=True)
class Processes:
    """Processes that serve one database, which several tests share: each has a municipality of its own."""

    folder: Path
    database: str
    urls: tuple[str, ...]
    _streams: Iterator[int] = field(default_factory=lambda: count(10_000_000))

    @contextmanager
    def site(self) -> Iterator[Site]:
        """People and devices of a new municipality; requests go to each process in turn."""
        stream = str(next(self._streams))
        with (
            open_counter(self.folder, self.database, stream, to_the_millisecond) as counter,
            ExitStack() as open_doors,
        ):
            doors = [
                [open_doors.enter_context(place.over_http(url)) for url in self.urls]
                for place in (counter.bus, counter.station)
            ]
            yield Site(counter, InTurn(*doors[0]), InTurn(*doors[1]))


@contextmanager
def processes(folder: Path, database: str) -> Iterator[Processes]:
    """The program itself, twice, over one database and one file of keys."""
    with ExitStack() as running:
        urls = [
            running.enter_context(in_process(database, keys=keys_in(folder)))[0] for _ in range(PROCESSES)
        ]
        yield Processes(folder, database, tuple(urls))


class _NotOurs:
    """Somebody else's office, into which no test reaches."""

    def __getattr__(self, name: str) -> NoReturn:
        pytest.skip(f"reaches into the office (`{name}`), which somebody else's does not let us do")


@dataclass
class Elsewhere:
    """An office at a URL: a bus and a station enrolled with its codes, once; each test begins a chain of its own."""

    url: str
    bus: Enrolled
    station: Enrolled
    staff: dict[str, Person]
    read: int = 0
    tests: Iterator[int] = field(default_factory=count)

    @contextmanager
    def site(self) -> Iterator[Site]:
        """What is there already counts as read."""
        taken = 100 * next(self.tests)
        bus, station = (
            Place(one.device, one.keys, self.staff, clock=to_the_millisecond, taken=taken)
            for one in (self.bus, self.station)
        )
        with bus.over_http(self.url) as door, station.over_http(self.url) as station_door:
            self.read = _end_of(station_door.exchange, station, self.read)
            bus, station = replace(bus, start=self.read), replace(station, start=self.read)
            yield Site(Counter(cast(Office, _NotOurs()), self.staff, bus, station), door, station_door)


def joined(url: str, codes: Path) -> Elsewhere:
    """Join an office with the codes of a file, as `mobile-office-backoffice contract-codes` prints it."""
    said = tomllib.loads(codes.read_text(encoding="utf-8"))
    bus, station = (enrol(url, said["devices"][kind]) for kind in ("bus", "station"))
    return Elsewhere(url, bus, station, {name: _join(url, code) for name, code in said["people"].items()})


def _join(url: str, code: str) -> Person:
    person = Person(introduce(url, code).person, new_signing_key(), new_signing_key())
    exchange = exchange_public(new_exchange_key())
    certify(url, code, PublicKeys(public_key(person.desk), public_key(person.decision), exchange))
    return person


def _end_of(exchange: Callable[[Request], Reply], station: Place, read: int) -> int:
    """How far the stream goes by now."""
    more = True
    while more:
        reply = exchange(station.request(cursor=read))
        read, more = reply.cursor, reply.more
    return read
