"""What any back office promises about what it publishes: in this process, over HTTP, and as two processes."""

import hashlib
from dataclasses import replace

import pytest

from mobile_office.backoffice.publishing import Offer
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, SignatureInvalid
from mobile_office.domain.inspection import Identity
from mobile_office.protocol import Reply
from mobile_office.publication import PIECE, Kind, Publication
from mobile_office.signing import verify_publication
from mobile_office.sync.wire import ANNOUNCED
from tests.backoffice.counter import Counter
from tests.contracts.sites import Door

ELSEWHERE = "03241002"
SITES = ("in-process", "real HTTP", "two processes")


def publish(counter: Counter, *named: tuple[Kind, str, bytes], stream: str = "") -> tuple[Publication, ...]:
    offers = tuple(
        Offer(Identity(kind, name, int(kind in (Kind.SERVICE, Kind.FEES))), held)
        for kind, name, held in named
    )
    to = stream or counter.bus.device.stream
    return counter.office.publish(to, offers, len(counter.office.published(to)))


def news(counter: Counter, door: Door, published: int = 0) -> Reply:
    return door.exchange(replace(counter.bus.request(), published=published))


def test_what_is_published_is_announced_in_order_and_signed(counter: Counter, door: Door) -> None:
    publish(counter, (Kind.CODELIST, "zones", b"zones"), (Kind.TOURS, "december", b"tours"))
    (last,) = publish(counter, (Kind.CODELIST, "zones", b"more zones"))
    reply = news(counter, door)
    assert [(each.number, each.kind, each.name) for each in reply.publications] == [
        (1, Kind.CODELIST, "zones"),
        (2, Kind.TOURS, "december"),
        (3, Kind.CODELIST, "zones"),
    ]
    assert reply.more is False
    for each in reply.publications:
        verify_publication(each, counter.bus.device.office_signing)
        with pytest.raises(SignatureInvalid):
            verify_publication(replace(each, size=each.size + 1), counter.bus.device.office_signing)
    assert reply.publications[2].digest == hashlib.sha256(b"more zones").hexdigest()
    assert (reply.publications[2].size, reply.publications[2].at) == (10, last.at)


def test_nothing_is_announced_twice_and_the_rest_comes_in_pages(counter: Counter, door: Door) -> None:
    offers = [(Kind.TOURS, f"plan-{number}", bytes([number])) for number in range(ANNOUNCED + 3)]
    publish(counter, *offers)
    first = news(counter, door)
    assert ([each.number for each in first.publications], first.more) == ([*range(1, ANNOUNCED + 1)], True)
    rest = news(counter, door, ANNOUNCED)
    assert (len(rest.publications), rest.more) == (3, False)
    assert news(counter, door, ANNOUNCED + 3).publications == ()


def test_exactly_one_page_is_the_last(counter: Counter, door: Door) -> None:
    publish(counter, *[(Kind.TOURS, f"plan-{number}", b"x") for number in range(ANNOUNCED)])
    assert (len(news(counter, door).publications), news(counter, door).more) == (ANNOUNCED, False)


def test_a_service_names_the_fields_it_was_published_with(counter: Counter, door: Door) -> None:
    publish(counter, (Kind.SERVICE, "early", b"1"))
    publish(counter, (Kind.SERVICE, "parking", b"2"), (Kind.FIELDS, "fields", b"shared"))
    publish(counter, (Kind.SERVICE, "later", b"3"), (Kind.FEES, "2027-01-01", b"4"))
    fields = {each.name: each.fields for each in news(counter, door).publications}
    shared = hashlib.sha256(b"shared").hexdigest()
    assert fields == {"early": "", "fields": "", "parking": shared, "later": shared, "2027-01-01.1": ""}


def test_the_pieces_make_up_the_digest(counter: Counter, door: Door) -> None:
    held = bytes(number % 251 for number in range(2 * PIECE + 17))
    (made,) = publish(counter, (Kind.STREETS, "streets", held))
    got = b""
    while len(got) < made.size:
        piece = door.content(made.digest, len(got))
        assert 0 < len(piece) <= PIECE
        got += piece
    assert hashlib.sha256(got).hexdigest() == made.digest


@pytest.mark.parametrize("at", [0, 1, PIECE - 1, PIECE, PIECE + 4])
def test_fetching_goes_on_from_any_byte(counter: Counter, door: Door, at: int) -> None:
    held = bytes(number % 251 for number in range(PIECE + 5))
    (made,) = publish(counter, (Kind.STREETS, "streets", held))
    assert door.content(made.digest, at) == held[at : at + PIECE]


@pytest.mark.parametrize("at", [5, 6, 2**40])
def test_beyond_the_end_there_are_no_bytes(counter: Counter, door: Door, at: int) -> None:
    (made,) = publish(counter, (Kind.TOURS, "december", b"tours"))
    assert door.content(made.digest, at) == b""


def test_what_was_never_published_is_refused(counter: Counter, door: Door) -> None:
    with pytest.raises(NotAllowed, match="publication_unknown"):
        door.content("ab" * 32, 0)


def test_another_city_s_publications_are_neither_announced_nor_handed_out(
    counter: Counter, door: Door
) -> None:
    (theirs,) = publish(counter, (Kind.TOURS, "december", b"theirs"), stream=ELSEWHERE)
    (ours,) = publish(counter, (Kind.TOURS, "december", b"ours"))
    assert (theirs.number, ours.number) == (1, 1)
    assert [each.digest for each in news(counter, door).publications] == [ours.digest]
    with pytest.raises(NotAllowed, match="publication_unknown"):
        door.content(theirs.digest, 0)


def test_a_revoked_device_gets_nothing(counter: Counter, door: Door) -> None:
    (made,) = publish(counter, (Kind.TOURS, "december", b"tours"))
    counter.office.revoke_device(counter.bus.device.id)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        door.content(made.digest, 0)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        news(counter, door)
