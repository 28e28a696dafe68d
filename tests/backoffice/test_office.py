"""The office in this process: what the contracts do not say, about its own life and its people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice.office import Office, open_office
from mobile_office.domain.case import Action
from mobile_office.domain.errors import CertificateInvalid, Damaged
from mobile_office.domain.people import Role
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def test_an_office_opened_again_is_the_same(counter: Counter, tmp_path: Path) -> None:
    request = counter.bus.request(counter.bus.submit("Berger"))
    first = counter.office.exchange(request)
    again = open_office(f"sqlite:///{tmp_path / 'office.db'}", clock=lambda: NOW)
    try:
        assert again.exchange(request) == first
    finally:
        again.close()


def test_two_offices_over_one_database_number_without_gap(counter: Counter, tmp_path: Path) -> None:
    other = open_office(f"sqlite:///{tmp_path / 'office.db'}", clock=lambda: NOW)
    try:
        offices: list[Office] = [counter.office, other] * 3
        seqs = [
            office.exchange(counter.bus.request(counter.bus.submit("Berger"), cursor=99))
            .accepted[0]
            .receipt.seq
            for office in offices
        ]
    finally:
        other.close()
    assert seqs == [1, 2, 3, 4, 5, 6]


def test_the_keys_may_lie_elsewhere(tmp_path: Path) -> None:
    office = open_office(f"sqlite:///{tmp_path / 'office.db'}", tmp_path / "safe.keys")
    office.close()
    assert (tmp_path / "safe.keys").exists()
    assert not (tmp_path / "office.db.keys").exists()


def test_a_living_office_without_its_keys_does_not_open(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        open_office(f"sqlite:///{tmp_path / 'office.db'}", tmp_path / "lost.keys")


def test_a_device_of_another_stream_is_not_served(counter: Counter) -> None:
    with pytest.raises(CertificateInvalid):
        counter.office.exchange(replace(counter.bus.request(), stream="03241002"))


def test_a_revoked_supervisor_decides_nothing_more(counter: Counter) -> None:
    submitted = counter.bus.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, submitted)
    counter.office.revoke_person(counter.id_of("Thiele"))
    reply = counter.office.exchange(counter.bus.request(submitted, approved))
    assert [refusal.code for refusal in reply.refused] == ["certificate_revoked"]
    assert len(reply.accepted) == 1


def test_roles_are_those_the_office_knows(counter: Counter) -> None:
    submitted = counter.bus.submit("Berger")
    approved = counter.bus.decide("Weber", Action.APPROVE, submitted)
    reply = counter.office.exchange(counter.bus.request(submitted, approved))
    assert [refusal.code for refusal in reply.refused] == ["role_not_allowed"]


def test_a_person_without_keys_has_no_certificate_yet(counter: Counter) -> None:
    before = len(counter.office.certificates(STREAM))
    counter.office.add_person(STREAM, "Erika Mustermann", frozenset({Role.CLERK}))
    assert len(counter.office.certificates(STREAM)) == before


def test_certificates_are_renewed_each_day(tmp_path: Path) -> None:
    now = NOW
    with open_counter(tmp_path) as counter:
        counter.office.clock = lambda: now
        first = counter.office.certificates(STREAM)
        now += timedelta(days=60)
        assert all(item.is_valid(now) for item in counter.office.certificates(STREAM))
        assert not any(item.is_valid(now) for item in first)
