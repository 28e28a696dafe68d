"""Publications in the office's tables: numbered without gaps, all or none, bytes kept once."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice import publishing
from mobile_office.backoffice.publishing import Offer
from mobile_office.backoffice.tables import published
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.inspection import Identity
from mobile_office.publication import Kind
from mobile_office.store.transactions import reading, writing
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter

ZONES, FEES = Identity("codelist", "zones"), Identity("fees", "2027-01-01", 2)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def test_what_was_published_says_which_file_it_was(counter: Counter) -> None:
    offers = [Offer(ZONES, b"1"), Offer(FEES, b"2"), Offer(Identity("service", "parking", 3), b"3")]
    made = counter.office.publish(STREAM, tuple(offers), 0)
    assert [(each.kind, each.name, each.version) for each in made] == [
        (Kind.CODELIST, "zones", 0),
        (Kind.FEES, "2027-01-01.2", 0),
        (Kind.SERVICE, "parking", 3),
    ]
    assert [publishing.identity_of(each) for each in made] == [offer.identity for offer in offers]
    assert counter.office.published(STREAM) == made


def test_the_shared_fields_go_first_and_the_services_after_them_name_them(counter: Counter) -> None:
    offers = (Offer(Identity("service", "parking", 1), b"1"), Offer(Identity("fields", "fields"), b"2"))
    fields, service = counter.office.publish(STREAM, offers, 0)
    assert (fields.kind, fields.number, service.fields) == (Kind.FIELDS, 1, fields.digest)


def test_the_same_bytes_are_kept_once_and_announced_again(counter: Counter) -> None:
    counter.office.publish(STREAM, (Offer(ZONES, b"old"), Offer(Identity("tours", "may"), b"old")), 0)
    counter.office.publish(STREAM, (Offer(ZONES, b"new"),), 2)
    counter.office.publish(STREAM, (Offer(ZONES, b"old"),), 3)
    assert [each.number for each in counter.office.published(STREAM)] == [1, 2, 3, 4]
    with reading(counter.office.engine) as connection:
        assert len(connection.execute(published.select()).all()) == 2


def test_who_checked_against_less_than_there_is_publishes_nothing(counter: Counter) -> None:
    counter.office.publish(STREAM, (Offer(ZONES, b"1"),), 0)
    with pytest.raises(NotAllowed, match="published_meanwhile"):
        counter.office.publish(STREAM, (Offer(ZONES, b"2"),), 0)
    assert len(counter.office.published(STREAM)) == 1


def test_an_error_in_the_middle_leaves_nothing_behind(counter: Counter) -> None:
    with suppress(ZeroDivisionError), writing(counter.office.engine) as connection:
        publishing.add(connection, STREAM, [Offer(ZONES, b"1")], 0, NOW)
        raise ZeroDivisionError
    assert counter.office.published(STREAM) == ()
    (made,) = counter.office.publish(STREAM, (Offer(ZONES, b"2"),), 0)
    assert made.number == 1


def test_numbers_are_of_one_stream(counter: Counter) -> None:
    (ours,) = counter.office.publish(STREAM, (Offer(ZONES, b"1"),), 0)
    (theirs,) = counter.office.publish("03241002", (Offer(ZONES, b"2"),), 0)
    assert replace(theirs, stream=STREAM, digest=ours.digest) == ours


def test_bytes_are_counted_from_zero(counter: Counter) -> None:
    (made,) = counter.office.publish(STREAM, (Offer(ZONES, b""),), 0)
    with reading(counter.office.engine) as connection:
        assert publishing.content(connection, STREAM, made.digest, 0) == b""
        with pytest.raises(ValueError, match="from 0"):
            publishing.content(connection, STREAM, made.digest, -1)
