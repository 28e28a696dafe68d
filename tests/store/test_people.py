"""What the office has certified of each person."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from mobile_office.certified import SignedCertificate
from mobile_office.domain.people import Certificate
from mobile_office.store.people import People
from tests.store.hand import BERGER, NOW, STREAM, THIELE


@pytest.fixture
def people(engine: Engine) -> People:
    return People(engine, STREAM)


def put(people: People, *certificates: Certificate) -> None:
    people.put_certificates(SignedCertificate(item, "ab" * 64) for item in certificates)


def test_a_certificate_is_found_by_its_person(people: People) -> None:
    put(people, BERGER.certificate)
    assert people.certificate("berger") == BERGER.certificate
    assert people.certificate("nobody") is None


def test_a_renewed_certificate_takes_the_place_of_the_old_and_not_the_other_way(people: People) -> None:
    old = BERGER.certificate
    renewed = replace(old, valid_from=NOW, valid_until=NOW + timedelta(days=35))
    put(people, old, renewed, old)
    assert people.certificate("berger") == renewed


def test_a_revocation_stays(people: People) -> None:
    revoked = replace(BERGER.certificate, revoked_at=NOW)
    put(people, BERGER.certificate, revoked, BERGER.certificate)
    assert people.certificate("berger") == revoked
    assert people.colleagues() == ()


def test_colleagues_come_by_name(people: People) -> None:
    put(people, THIELE.certificate, BERGER.certificate)
    assert [(item.person, item.name) for item in people.colleagues()] == [
        ("berger", "Berger"),
        ("thiele", "Thiele"),
    ]
    assert people.colleagues()[1].roles == THIELE.roles
