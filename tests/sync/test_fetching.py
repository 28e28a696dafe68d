"""Fetching with a real encrypted store: pieces, cuts, wrong bytes, and cases that go first."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mobile_office.domain.errors import CertificateInvalid, DiskFull, NotAllowed, Offline, Unknown
from mobile_office.publication import PIECE, Kind, Publication
from mobile_office.store.publications import Publications
from mobile_office.store.vault import close_store, open_store
from mobile_office.sync.fetching import fetch
from tests.backoffice.counter import NOW, STREAM

LARGE = bytes(range(256)) * 2500  # three pieces
KEY = bytes(range(32))


def announced(number: int, data: bytes, name: str = "streets") -> Publication:
    digest = hashlib.sha256(data).hexdigest()
    return Publication(STREAM, number, Kind.STREETS, name, 0, digest, len(data), "", NOW)


class Shelves:
    """A library that hands out what it holds, with a plot: what to raise instead, in order."""

    def __init__(self, *held: bytes, plot: tuple[Exception | None, ...] = ()) -> None:
        self.held = {hashlib.sha256(data).hexdigest(): data for data in held}
        self.plot = list(plot)
        self.asked: list[tuple[str, int]] = []

    def content(self, digest: str, at: int) -> bytes:
        """A piece."""
        self.asked.append((digest, at))
        if self.plot and (said := self.plot.pop(0)):
            raise said
        if digest not in self.held:
            raise NotAllowed("publication_unknown")
        return self.held[digest][at : at + PIECE]


class Written:
    """The one writer, counting."""

    count = 0

    def __call__(self, work: Callable[[], Any]) -> Any:
        self.count += 1
        return work()


@pytest.fixture
def publications(tmp_path: Path) -> Iterator[Publications]:
    engine = open_store(tmp_path / "store.db", KEY)
    yield Publications(engine)
    close_store(engine)


def test_a_large_one_comes_piece_by_piece_with_one_write_each(publications: Publications) -> None:
    item, write = announced(1, LARGE), Written()
    publications.announce([item])
    assert fetch(publications, Shelves(LARGE), write) == (item,)
    assert write.count == 3
    assert publications.content(item.digest) == LARGE
    assert fetch(publications, Shelves(LARGE), write) == ()


@pytest.mark.parametrize("cut", [Offline(), Unknown(reason="cut")])
def test_a_cut_link_repeats_at_most_one_piece(publications: Publications, cut: Exception) -> None:
    item = announced(1, LARGE)
    publications.announce([item])
    library = Shelves(LARGE, plot=(None, None, cut))
    assert fetch(publications, library, Written()) == ()
    assert fetch(publications, library, Written()) == (item,)
    assert [at for _, at in library.asked] == [0, PIECE, 2 * PIECE, 2 * PIECE]


def test_wrong_bytes_are_never_used_and_fetched_once_more_next_time(publications: Publications) -> None:
    item = announced(1, b"right")
    publications.announce([item])
    library = Shelves()
    library.held[item.digest] = b"wrong"
    assert fetch(publications, library, Written()) == ()
    assert len(library.asked) == 1
    assert publications.content(item.digest) is None
    assert fetch(publications, Shelves(b"right"), Written()) == (item,)


@pytest.mark.parametrize("lie", [b"", b"far too much", b"x" * (PIECE + 1)])
def test_what_does_not_fit_the_announcement_is_not_kept(publications: Publications, lie: bytes) -> None:
    item, write = announced(1, b"right"), Written()
    publications.announce([item])
    library = Shelves()
    library.held[item.digest] = lie
    assert fetch(publications, library, write) == ()
    assert write.count == 0


def test_what_the_office_no_longer_has_keeps_no_other_from_coming(publications: Publications) -> None:
    gone, there = announced(1, b"gone", "a"), announced(2, b"there", "b")
    publications.announce([gone, there])
    assert fetch(publications, Shelves(b"there"), Written()) == (there,)


def test_a_device_that_may_not_fetch_any_more_stops(publications: Publications) -> None:
    publications.announce([announced(1, b"a", "a"), announced(2, b"b", "b")])
    library = Shelves(b"a", b"b", plot=(CertificateInvalid("device_revoked"),))
    assert fetch(publications, library, Written()) == ()
    assert len(library.asked) == 1


def test_a_case_handed_in_meanwhile_goes_first(publications: Publications) -> None:
    item = announced(1, LARGE)
    publications.announce([item])
    library = Shelves(LARGE)
    assert fetch(publications, library, Written(), lambda: len(library.asked) == 1) == ()
    assert publications.lacking() == ((item, PIECE),)


def test_a_full_disk_ends_it_quietly(publications: Publications) -> None:
    publications.announce([announced(1, LARGE)])

    def full(_: object) -> None:
        raise DiskFull

    assert fetch(publications, Shelves(LARGE), full) == ()
