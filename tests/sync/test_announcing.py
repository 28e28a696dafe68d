"""Announcements with a real office's signature and a real store: kept, or nothing of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mobile_office.domain.errors import Unknown
from mobile_office.protocol import Reply
from mobile_office.publication import LARGEST, Kind, Publication
from mobile_office.signing import new_signing_key, sign_publication
from mobile_office.store.publications import Publications
from mobile_office.store.vault import close_store, open_store
from mobile_office.sync.announcing import announce
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter

MADE = Publication(STREAM, 1, Kind.SERVICE, "dog_tax", 1, "ab" * 32, 9, "", NOW)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def publications(tmp_path: Path) -> Iterator[Publications]:
    engine = open_store(tmp_path / "bus.db", bytes(range(32)))
    yield Publications(engine)
    close_store(engine)


def told(counter: Counter, publications: Publications, *items: Publication, known: int = 0) -> bool:
    """What comes of a reply with these announcements."""
    reply = Reply((), (), 0, "", (), None, publications=items)
    return announce(publications, counter.bus.device, known, reply, _at_once)


def _at_once(work: Callable[[], Any]) -> Any:
    return work()


def signed(counter: Counter, seed: bytes = b"", **other: Any) -> Publication:
    return sign_publication(replace(MADE, **other), seed or counter.office.keys.signing)


def test_what_the_office_has_signed_is_kept(counter: Counter, publications: Publications) -> None:
    one, two = signed(counter), signed(counter, number=2, digest="cd" * 32)
    assert told(counter, publications, one, two)
    assert publications.known() == 2
    assert {item for item, _ in publications.lacking()} == {one, two}


def test_nothing_told_and_a_number_after_a_gap_are_no_progress(
    counter: Counter, publications: Publications
) -> None:
    assert not told(counter, publications)
    assert not told(counter, publications, signed(counter, number=2))


@pytest.mark.parametrize(
    "lie",
    [{"seed": new_signing_key()}, {"stream": "03241099"}, {"number": 0}, {"size": LARGEST + 1}, {"size": -1}],
    ids=["another office", "another stream", "no news", "too large", "less than nothing"],
)
def test_one_forged_announcement_and_nothing_is_kept(
    counter: Counter, publications: Publications, lie: dict[str, Any]
) -> None:
    with pytest.raises(Unknown, match="publication"):
        told(counter, publications, signed(counter, number=2), signed(counter, **lie))
    assert publications.lacking() == ()


def test_what_is_known_is_no_news(counter: Counter, publications: Publications) -> None:
    with pytest.raises(Unknown, match="publication"):
        told(counter, publications, signed(counter), known=1)


def test_a_changed_announcement_is_not_the_offices(counter: Counter, publications: Publications) -> None:
    with pytest.raises(Unknown, match="publication"):
        told(counter, publications, replace(signed(counter), digest="ef" * 32))


def test_an_office_put_back_from_a_backup_is_asked_from_the_first_on(
    counter: Counter, publications: Publications
) -> None:
    told(counter, publications, signed(counter))
    again = Reply((), (), 0, "another", (), None)
    assert announce(publications, counter.bus.device, 1, again, _at_once, "one")
    assert publications.known() == 0
    assert told(counter, publications, signed(counter, digest="cd" * 32))
    assert not announce(publications, counter.bus.device, 1, again, _at_once, "another")
