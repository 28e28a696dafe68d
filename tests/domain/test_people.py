"""A certificate's validity decides whether decisions count."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest

from mobile_office.domain.people import Role
from tests.domain.headers import NOW, actor, certificate

SUPERVISOR = certificate("max", Role.SUPERVISOR)


def test_a_certificate_is_valid_from_its_first_moment_to_just_before_its_last() -> None:
    assert SUPERVISOR.is_valid(SUPERVISOR.valid_from)
    assert SUPERVISOR.is_valid(SUPERVISOR.valid_until - timedelta(microseconds=1))
    assert not SUPERVISOR.is_valid(SUPERVISOR.valid_until)
    assert not SUPERVISOR.is_valid(SUPERVISOR.valid_from - timedelta(microseconds=1))


def test_a_revoked_certificate_is_invalid_from_the_moment_of_revocation() -> None:
    revoked = replace(SUPERVISOR, revoked_at=NOW)
    assert revoked.is_valid(NOW - timedelta(seconds=1))
    assert not revoked.is_valid(NOW)


def test_nobody_can_give_themselves_a_role() -> None:
    person = actor("erika", Role.CLERK)
    with pytest.raises(FrozenInstanceError):
        person.roles = frozenset({Role.SUPERVISOR})  # type: ignore[misc]


def test_a_person_is_known_by_each_of_their_hands() -> None:
    both = replace(SUPERVISOR, also=("pool-1",)), replace(actor("max", Role.SUPERVISOR), also=("pool-1",))
    for person in both:
        assert person.has_typed({"max"})
        assert person.has_typed(("erika", "pool-1"))
        assert not person.has_typed({"erika"})
