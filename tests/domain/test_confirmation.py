"""A confirmation holds for what was read, and for nothing else."""

from datetime import UTC, datetime

from mobile_office.domain.confirmation import (
    CONFIRMED,
    SIGNED_SCREEN,
    Confirmation,
    confirmation,
    evidence_of,
    screen_signature,
    signature_of,
)
from mobile_office.domain.overview import Evidence

NOW = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
READ = evidence_of("tr", "E-7K3Q-9F2M", "person-1", NOW)


def test_what_is_declared_as_it_was_read_is_confirmed_in_its_language_at_its_time() -> None:
    assert confirmation([READ], "E-7K3Q-9F2M") == Confirmation("tr", NOW, "E-7K3Q-9F2M", stands=True)


def test_something_else_declared_is_not_confirmed() -> None:
    found = confirmation([READ], "E-0000-0000")
    assert found is not None
    assert not found.stands


def test_other_evidence_is_no_confirmation() -> None:
    seen = Evidence("identity", "seen", "4711", "", "person-1", NOW)
    assert confirmation([seen], "E-7K3Q-9F2M") is None
    assert confirmation([seen, READ], "E-7K3Q-9F2M") is not None
    assert seen.kind != CONFIRMED


def test_a_signature_on_the_screen_holds_the_same_way_and_is_no_confirmation() -> None:
    drawn = signature_of("tr", "E-7K3Q-9F2M", "person-1", NOW)
    assert drawn.kind == SIGNED_SCREEN
    assert screen_signature([READ, drawn], "E-7K3Q-9F2M") == Confirmation(
        "tr", NOW, "E-7K3Q-9F2M", stands=True
    )
    void = screen_signature([drawn], "E-0000-0000")
    assert void is not None
    assert not void.stands
    assert confirmation([drawn], "E-7K3Q-9F2M") is None
    assert screen_signature([READ], "E-7K3Q-9F2M") is None
