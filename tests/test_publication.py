"""A publication: comes back from JSON as it went; what is none is refused; only the office announces."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mobile_office.domain.errors import SignatureInvalid
from mobile_office.publication import Kind, Publication
from mobile_office.signing import new_signing_key, public_key, sign_publication, verify_publication

PUBLICATION = Publication(
    "03241001", 7, Kind.SERVICE, "dog_tax", 2, "ab" * 32, 4711, "", datetime(2026, 11, 22, 8, tzinfo=UTC)
)


def test_an_announcement_comes_back_as_it_went() -> None:
    assert Publication.from_json(PUBLICATION.to_json()) == PUBLICATION


@pytest.mark.parametrize(
    "changed", [{"kind": 7}, {"number": "7"}, {"digest": None}, {"at": "yesterday"}, {"size": 1.5}]
)
def test_what_is_no_announcement_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Publication.from_json({**PUBLICATION.to_json(), **changed})


def test_a_kind_of_tomorrow_is_kept_as_it_is() -> None:
    assert Publication.from_json({**PUBLICATION.to_json(), "kind": "poem"}).kind == "poem"


@pytest.mark.parametrize("changed", [{"digest": "cd" * 32}, {"fields": "cd" * 32}, {"number": 8}])
def test_only_what_the_office_signed_counts(changed: dict[str, Any]) -> None:
    seed = new_signing_key()
    signed = sign_publication(PUBLICATION, seed)
    verify_publication(signed, public_key(seed))
    with pytest.raises(SignatureInvalid):
        verify_publication(replace(signed, **changed), public_key(seed))
