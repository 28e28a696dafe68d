"""What never waits: the office releases it as it arrives, signed with its own key, and nobody else can."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office.backoffice import release
from mobile_office.canonical import digest
from mobile_office.domain.case import Action, ServiceRef, Status
from mobile_office.domain.errors import NotAllowed
from mobile_office.protocol import Entry, Numbered
from mobile_office.signing import new_body, sign_entry, verify_certificate, verify_entry
from mobile_office.store.officially import Place
from mobile_office.store.transactions import reading
from mobile_office.sync.wire import sha256
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter


def reference(id: str) -> ServiceRef:
    """A service of the program, as a device names it."""
    return ServiceRef(id, 1, sha256((resources.folder() / "services" / f"{id}.toml").read_bytes()))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """An office with a bus and a station."""
    with open_counter(tmp_path) as counter:
        yield counter


def asked_for(counter: Counter, service: ServiceRef) -> Entry:
    """A case of a service, as the bus writes it."""
    entry = counter.bus.submit("Berger")
    body = new_body({"answers": {}})
    header = replace(entry.header, service=service, digest=digest(body))
    return sign_entry(header, body, counter.bus.staff["Berger"].desk)


def delivered(counter: Counter, entry: Entry) -> tuple[Numbered, ...]:
    return counter.office.exchange(counter.bus.request(entry)).accepted


@pytest.mark.parametrize("service", ["information_block", "loss_report"])
def test_what_never_waits_is_released_with_the_receipt(counter: Counter, service: str) -> None:
    entry = asked_for(counter, reference(service))
    submitted, released = delivered(counter, entry)
    header = released.entry.header
    assert (submitted.receipt.seq, released.receipt.seq) == (1, 2)
    assert (header.action, header.person, header.decides) == (Action.RELEASE, "office", entry.header.digest)
    case = counter.office.journal(STREAM).case(entry.header.subject)
    assert case is not None
    assert case.status is Status.APPROVED


def test_a_device_can_check_it_with_what_the_office_says_of_itself(counter: Counter) -> None:
    reply = counter.office.exchange(counter.bus.request(asked_for(counter, reference("loss_report"))))
    known = [verify_certificate(one, counter.office.keys.public.signing) for one in reply.people]
    (office,) = [one for one in known if one.person == "office"]
    verify_entry(reply.accepted[1].entry, office)
    assert office.is_valid(NOW)


def test_the_same_again_is_released_once(counter: Counter) -> None:
    entry = asked_for(counter, reference("loss_report"))
    assert delivered(counter, entry) == delivered(counter, entry)


def test_released_cases_stand_in_one_chain(counter: Counter) -> None:
    first = delivered(counter, asked_for(counter, reference("loss_report")))[1].entry
    entry = counter.bus.submit("Berger")
    body = new_body({"answers": {}})
    header = replace(entry.header, service=reference("loss_report"), digest=digest(body))
    header = replace(header, chain="another", n=1, previous="0" * 64)
    second = delivered(counter, sign_entry(header, body, counter.bus.staff["Berger"].desk))
    (last,) = [item.entry for item in second if item.receipt.seq == 4]
    assert (last.header.n, last.header.previous) == (first.header.n + 1, first.hash)


@pytest.mark.parametrize(
    "service",
    [
        reference("registration"),
        replace(reference("loss_report"), hash="ab" * 32),  # a file nobody at the office knows
        replace(reference("loss_report"), id="registration"),  # freed under the digest of another service
        replace(reference("loss_report"), version=2),
    ],
)
def test_everything_else_waits_for_a_second_person(counter: Counter, service: ServiceRef) -> None:
    entry = asked_for(counter, service)
    assert len(delivered(counter, entry)) == 1
    case = counter.office.journal(STREAM).case(entry.header.subject)
    assert case is not None
    assert case.status is Status.SUBMITTED


def test_what_was_published_counts_by_its_bytes() -> None:
    file = b'id = "dog_tax"\nversion = 1\nreview = "after"'
    published = {sha256(file): file, "0" * 64: b"\xff"}

    def content(digest: str) -> bytes:
        if digest not in published:
            raise NotAllowed("publication_unknown")
        return published[digest]

    asked = [ServiceRef("dog_tax", 1, digest) for digest in (*published, "1" * 64)]
    assert [release.review_of(one, content).policy for one in asked] == ["after", "before", "before"]


def test_a_clerk_cannot_release(counter: Counter) -> None:
    submitted = counter.bus.submit("Thiele Berger")
    word = counter.bus.decide("Thiele Berger", Action.RELEASE, submitted)
    (refusal,) = counter.office.exchange(counter.bus.request(submitted, word)).refused
    assert refusal.code == "role_not_allowed"


def test_nobody_can_write_in_the_office_s_name(counter: Counter) -> None:
    submitted = counter.bus.submit("Berger")
    word = counter.bus.decide("Berger", Action.RELEASE, submitted)
    body = new_body({"reason": ""})
    for device, code in (("office", "chain_foreign"), (counter.bus.device.id, "signature_invalid")):
        header = replace(word.header, person="office", device=device, digest=digest(body))
        forged = sign_entry(header, body, counter.bus.staff["Berger"].decision)
        (refusal,) = counter.office.exchange(counter.bus.request(submitted, forged)).refused
        assert refusal.code == code


def test_its_word_is_never_older_than_what_it_is_about(counter: Counter) -> None:
    keys = counter.office.keys
    word = release.releasing(keys, lambda *_: "after", NOW - timedelta(hours=1))
    entry = asked_for(counter, reference("loss_report"))
    counter.office.exchange(counter.bus.request(entry))
    case = counter.office.journal(STREAM).case(entry.header.subject)
    assert case is not None
    with reading(counter.office.engine) as connection:
        place = Place("office.x", 0, "0" * 64)
        said = word(lambda: connection, entry, replace(case, status=Status.SUBMITTED), place)
    assert said is not None
    assert said.header.at == entry.header.at
