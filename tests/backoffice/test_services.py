"""A case may name a service file the office does not know: it is taken in, and the office asks for the file."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice import services
from mobile_office.domain.case import ServiceRef, Status
from mobile_office.domain.errors import NotAllowed
from mobile_office.protocol import Entry
from mobile_office.signing import sign_entry
from mobile_office.store.transactions import reading
from mobile_office.sync.services import LARGEST
from mobile_office.sync.wire import sha256
from tests.backoffice.counter import STREAM, Counter, open_counter

FILE = b'id = "registration"\nversion = 1\nreview = "after"\n'
DIGEST = sha256(FILE)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def naming(counter: Counter, digest: str = DIGEST) -> Entry:
    entry = counter.bus.submit("Berger")
    header = replace(entry.header, service=ServiceRef("registration", 1, digest))
    return sign_entry(header, entry.body or {}, counter.bus.staff["Berger"].desk)


def kept(counter: Counter, digest: str = DIGEST) -> bytes:
    with reading(counter.office.engine) as connection:
        return services.content(connection, STREAM, digest)


def test_the_entry_is_taken_and_the_file_asked_for_until_it_comes(counter: Counter) -> None:
    reply = counter.office.exchange(counter.bus.request(naming(counter)))
    assert (len(reply.accepted), reply.services) == (1, (DIGEST,))
    assert counter.office.exchange(counter.bus.request()).services == (DIGEST,)
    with pytest.raises(NotAllowed):
        kept(counter)
    handed = replace(counter.bus.request(), services={DIGEST: b64encode(FILE).decode()})
    assert counter.office.exchange(handed).services == ()
    assert kept(counter) == FILE


def test_only_the_bytes_of_the_digest_asked_for_are_kept(counter: Counter) -> None:
    large = b"#" * (LARGEST + 1)
    counter.office.exchange(counter.bus.request(naming(counter)))
    for digest, written in (
        (DIGEST, b64encode(b"another").decode()),
        (DIGEST, "no base64"),
        (DIGEST, 7),
        (DIGEST, None),
        (sha256(b"x"), b64encode(b"x").decode()),
        (sha256(large), b64encode(large).decode()),
    ):
        request = replace(counter.bus.request(), services={digest: written})  # type: ignore[dict-item]
        assert counter.office.exchange(request).services == (DIGEST,)
        with pytest.raises(NotAllowed):
            kept(counter, digest)


def test_what_is_no_digest_is_not_asked_for(counter: Counter) -> None:
    reply = counter.office.exchange(counter.bus.request(naming(counter, "AB" * 32)))
    assert (len(reply.accepted), reply.services) == (1, ())


def test_nobody_frees_a_case_with_a_file_of_his_own(counter: Counter) -> None:
    first = naming(counter)
    counter.office.exchange(counter.bus.request(first))
    counter.office.exchange(replace(counter.bus.request(), services={DIGEST: b64encode(FILE).decode()}))
    counter.bus.previous = first.hash
    again = naming(counter)
    counter.office.exchange(counter.bus.request(again))
    case = counter.office.journal(STREAM).case(again.header.subject)
    assert case is not None
    assert case.status is Status.SUBMITTED
