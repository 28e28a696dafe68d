"""What a clerk with the database, the source and their own keys tries at the office's door, and what comes of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice import intake, release
from mobile_office.backoffice.publishing import Offer
from mobile_office.canonical import digest
from mobile_office.domain.case import Action, ServiceRef
from mobile_office.domain.errors import CertificateInvalid
from mobile_office.domain.inspection import Identity
from mobile_office.protocol import Entry
from mobile_office.signing import new_body, sign_entry
from mobile_office.store.transactions import reading
from mobile_office.sync.wire import sha256
from tests.backoffice.counter import STREAM, Counter, open_counter
from tests.ciphertexts import naming, scan


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def asked_with(counter: Counter, entry: Entry, service: ServiceRef) -> Entry:
    """The entry, about another service."""
    body = new_body({"answers": {}})
    header = replace(entry.header, service=service, digest=digest(body))
    made = sign_entry(header, body, counter.staff["Berger"].desk)
    counter.bus.previous = made.hash
    return made


def program_s(policy: str) -> ServiceRef:
    """A service of the program with this review policy."""
    return next(
        ServiceRef(data["id"], data["version"], hash_)
        for hash_, data in release.ours().items()
        if data.get("review", "before") == policy
    )


def actions(counter: Counter, *entries: Entry) -> list[object]:
    reply = counter.office.exchange(counter.bus.request(*entries))
    assert not reply.refused
    return [item.entry.header.action for item in reply.accepted]


def test_an_older_version_is_reviewed_no_less_than_the_latest(counter: Counter) -> None:
    one, two = (f'id = "demo"\nversion = {n}\nreview = "{how}"\n' for n, how in ((1, "after"), (2, "before")))
    for number, text in enumerate((one, two)):
        offer = Offer(Identity("service", "demo", number + 1), text.encode())
        counter.office.publish(STREAM, (offer,), number)
    old = ServiceRef("demo", 1, sha256(one.encode()))
    assert actions(counter, asked_with(counter, counter.bus.submit("Berger"), old)) == [Action.SUBMIT]


def test_a_correction_that_names_another_service_is_looked_at(counter: Counter) -> None:
    first = asked_with(counter, counter.bus.submit("Berger"), program_s("before"))
    approved = counter.bus.decide("Thiele", Action.APPROVE, first)
    asked = counter.bus.decide("Albrecht", Action.QUERY, first, approved)
    actions(counter, first, approved, asked)
    correction = counter.bus.about("Berger", Action.CORRECT, first, asked)
    said = actions(counter, asked_with(counter, correction, program_s("after")))
    assert Action.RELEASE not in said


def test_a_note_whose_scan_never_comes_keeps_no_case_from_the_register(counter: Counter) -> None:
    first = counter.bus.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, first)
    actions(counter, first, approved)
    colleague = counter.another("C", "bus")
    note = colleague.about("Weber", Action.NOTE, first, approved, naming(scan()))
    assert not counter.office.exchange(colleague.request(note)).refused
    with reading(counter.office.engine) as connection:
        assert intake.read(connection, STREAM, 0, 9).cases


def test_a_gateway_takes_over_and_does_nothing_else(counter: Counter) -> None:
    gateway = counter.another("G", "gateway")
    with pytest.raises(CertificateInvalid, match="device_unknown"):
        counter.office.exchange(gateway.request())
