"""Announcements and bytes in the real encrypted store: pieces, restarts, wrong bytes, what is replaced."""

import hashlib
from pathlib import Path

from sqlalchemy import Engine

from mobile_office.publication import Kind, Publication
from mobile_office.store.publications import Publications
from mobile_office.store.vault import close_store, open_store
from tests.store.hand import NOW, STREAM

WHOLE = b"id = 'dog_tax'\n" * 100


def announced(
    number: int, data: bytes = WHOLE, kind: Kind = Kind.SERVICE, name: str = "dog_tax", version: int = 1
) -> Publication:
    digest = hashlib.sha256(data).hexdigest()
    return Publication(STREAM, number, kind, name, version, digest, len(data), "", NOW, "ab")


def kept(publications: Publications, item: Publication, data: bytes, step: int = 400) -> None:
    for at in range(0, max(len(data), 1), step):
        publications.keep_piece(item.digest, at, data[at : at + step])


def test_announcements_are_known_up_to_the_first_gap(engine: Engine) -> None:
    publications = Publications(engine)
    assert publications.known() == 0
    publications.announce([announced(1), announced(2, b"two")])
    publications.announce([announced(2, b"another"), announced(4, b"four")])
    assert publications.known() == 2
    publications.announce([announced(3, b"three")])
    assert publications.known() == 4
    assert hashlib.sha256(b"another").hexdigest() not in {item.digest for item, _ in publications.lacking()}


def test_pieces_go_on_where_they_ended_also_after_a_restart(engine: Engine, path: Path, key: bytes) -> None:
    publications, item = Publications(engine), announced(1)
    publications.announce([item])
    publications.keep_piece(item.digest, 0, WHOLE[:400])
    publications.keep_piece(item.digest, 0, WHOLE[:400])
    publications.keep_piece(item.digest, 900, WHOLE[900:])
    close_store(engine)
    again = open_store(path, key)
    try:
        publications = Publications(again)
        assert publications.lacking() == ((item, 400),)
        assert publications.content(item.digest) is None
        assert publications.latest(Kind.SERVICE) == ()
        publications.keep_piece(item.digest, 400, WHOLE[400:])
        assert publications.lacking() == ()
        assert publications.content(item.digest) == WHOLE
        assert publications.latest(Kind.SERVICE) == (item,)
    finally:
        close_store(again)


def test_bytes_of_another_digest_are_thrown_away_and_lacking_again(engine: Engine) -> None:
    publications, item = Publications(engine), announced(1)
    publications.announce([item])
    kept(publications, item, WHOLE[:-1] + b"!")
    assert publications.content(item.digest) is None
    assert publications.lacking() == ((item, 0),)
    kept(publications, item, WHOLE)
    assert publications.content(item.digest) == WHOLE


def test_bytes_nobody_announced_are_not_kept(engine: Engine) -> None:
    publications = Publications(engine)
    publications.keep_piece(announced(1).digest, 0, WHOLE)
    assert publications.content(announced(1).digest) is None


def test_an_empty_file_is_whole_with_its_empty_piece(engine: Engine) -> None:
    publications, item = Publications(engine), announced(1, b"", Kind.STREETS, "streets", 0)
    publications.announce([item])
    assert publications.lacking() == ((item, 0),)
    publications.keep_piece(item.digest, 0, b"")
    assert (publications.lacking(), publications.latest(Kind.STREETS)) == ((), (item,))


def test_small_ones_are_fetched_first(engine: Engine) -> None:
    publications = Publications(engine)
    streets, service = announced(1, WHOLE * 9, Kind.STREETS, "streets", 0), announced(2)
    publications.announce([streets, service])
    assert [item for item, _ in publications.lacking()] == [service, streets]


def test_every_version_of_a_service_stays_and_of_a_list_the_newest(engine: Engine) -> None:
    publications = Publications(engine)
    first, second = announced(1), announced(2, WHOLE + b"2", version=2)
    old = announced(3, b"old", Kind.CODELIST, "sex", 0)
    publications.announce([first, second, old])
    for item, data in ((first, WHOLE), (second, WHOLE + b"2"), (old, b"old")):
        kept(publications, item, data)
    new = announced(4, b"new", Kind.CODELIST, "sex", 0)
    publications.announce([new])
    assert publications.latest(Kind.CODELIST) == (old,), "the new one is not whole yet"
    kept(publications, new, b"new")
    assert publications.latest(Kind.SERVICE) == (first, second)
    assert publications.latest(Kind.CODELIST) == (new,)
    assert publications.content(old.digest) is None, "nobody needs it any more"


def test_what_was_replaced_before_it_came_is_not_fetched(engine: Engine) -> None:
    publications = Publications(engine)
    old, new = (announced(n, bytes([n]), Kind.STREETS, "streets", 0) for n in (1, 2))
    publications.announce([old, new])
    assert publications.lacking() == ((new, 0),)
