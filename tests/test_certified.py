"""A certificate as it travels: comes back as it went, and what is none is refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mobile_office.canonical import write_time
from mobile_office.certified import SignedCertificate, certificate_from_json, certificate_to_json
from mobile_office.domain.people import Certificate, Role

AT = datetime(2026, 11, 22, 10, 42, 7, 123_000, tzinfo=UTC)
CERTIFICATE = Certificate(
    "p1", "Erika Mustermann", frozenset({Role.CLERK}), "03241001", "a", "b", "c", AT, AT, None
)


@pytest.mark.parametrize("revoked", [None, AT])
def test_a_certificate_comes_back_as_it_went(revoked: datetime | None) -> None:
    signed = SignedCertificate(CERTIFICATE, "01")
    assert SignedCertificate.from_json(signed.to_json()) == signed
    value = {**certificate_to_json(CERTIFICATE), "revoked_at": write_time(AT) if revoked else None}
    assert bool(certificate_from_json(value).revoked_at) == bool(revoked)


@pytest.mark.parametrize("key", list(certificate_to_json(CERTIFICATE)))
def test_a_certificate_with_a_missing_part_is_none(key: str) -> None:
    value = certificate_to_json(CERTIFICATE)
    del value[key]
    with pytest.raises((KeyError, TypeError)):
        certificate_from_json(value)


def test_further_identities_travel_and_are_signed_for() -> None:
    known = replace(CERTIFICATE, also=("pool-1", "pool-2"))
    value = certificate_to_json(known)
    assert value["also"] == ["pool-1", "pool-2"]
    assert certificate_from_json(value) == known
    assert "also" not in certificate_to_json(CERTIFICATE)  # as it was before there were any
