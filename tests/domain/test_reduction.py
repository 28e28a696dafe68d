"""A reduction as it is chosen: kept as evidence, applied while it fits, proposed by whoever may not grant it."""

from datetime import UTC, datetime

from mobile_office import resources
from mobile_office.domain.fee_tables import FeeTable
from mobile_office.domain.fees import fees
from mobile_office.domain.overview import Evidence
from mobile_office.domain.people import Role
from mobile_office.domain.reduction import FEE_REDUCTION, Chosen, applied, chosen, offered
from mobile_office.store import catalog
from tests.domain.shelf import DAY, lists, service

TABLES, _ = catalog.load_fees(resources.folder())
WHAT = Chosen("passport_need", ("benefits",), "Bescheid gesehen", 1000, "anna")


def table() -> FeeTable:
    found = TABLES.on(DAY)
    assert found is not None
    return found


def kept(state: str, note: str = "") -> list[Evidence]:
    return [Evidence(FEE_REDUCTION, state, "", note, "anna", datetime(2026, 11, 22, tzinfo=UTC))]


def test_what_is_chosen_comes_back_from_its_evidence() -> None:
    assert WHAT.state == "passport_need:benefits:1000"
    assert chosen(kept(WHAT.state, WHAT.reason)) == WHAT


def test_what_cannot_be_read_is_nothing() -> None:
    assert chosen([]) is None
    for state in ("", "x", "passport_need:benefits:", "passport_need:benefits:-1", "a:b:c:d"):
        assert chosen(kept(state)) is None


def test_only_what_is_due_is_offered() -> None:
    passport = fees(service("passport"), service("passport").sample, DAY, TABLES, lists())
    free = fees(service("registration"), service("registration").sample, DAY, TABLES, lists())
    assert [rule.key for rule in offered(passport, table())] == ["passport_need"]
    assert offered(free, table()) == ()
    assert offered(passport, None) == ()


def test_a_clerk_proposes_and_a_supervisor_grants() -> None:
    passport = fees(service("passport"), service("passport").sample, DAY, TABLES, lists())
    proposed = applied(passport, WHAT, table(), {Role.CLERK})
    line = proposed.lines[-1]
    assert (proposed.total, line.proposed, line.reason) == (1000, True, "Bescheid gesehen")
    assert line.grounds == (table().reductions["passport_need"].grounds["benefits"].label,)
    assert not applied(passport, WHAT, table(), {Role.SUPERVISOR}).lines[-1].proposed


def test_what_no_longer_fits_reduces_nothing() -> None:
    free = fees(service("registration"), service("registration").sample, DAY, TABLES, lists())
    assert applied(free, WHAT, table(), {Role.CLERK}) == free
    assert applied(free, None, table(), ()) == free
    assert applied(free, WHAT, None, ()) == free
