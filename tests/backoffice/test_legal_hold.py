"""Legal holds: who may set one, what it keeps, and that the record stays."""

from datetime import timedelta

import pytest

from mobile_office.backoffice import legal_hold
from mobile_office.backoffice.erasure import Erased, erase
from mobile_office.backoffice.tables import deeds
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Role
from mobile_office.store.transactions import reading
from tests.backoffice.counter import NOW, STREAM, Counter
from tests.backoffice.decided import Clock, submitted, taken_over


@pytest.fixture
def administrator(counter: Counter) -> str:
    return counter.office.add_person(STREAM, "Mustermann", frozenset({Role.ADMINISTRATOR}))[0].id


def test_a_held_case_stays_until_the_last_hold_is_lifted_and_then_goes(
    counter: Counter, clock: Clock, administrator: str
) -> None:
    office = counter.office
    number = taken_over(counter, submitted(counter))[0].header.subject
    other = taken_over(counter, submitted(counter))[0].header.subject
    assert legal_hold.hold(office, STREAM, number, "court", administrator)
    assert legal_hold.hold(office, STREAM, number, "complaint", administrator)
    assert not legal_hold.hold(office, STREAM, number, "complaint", administrator)
    clock.pass_days(400)
    assert erase(office) == Erased(1, 0, True, kept=1)
    assert all(each.entry.body for each in office.journal(STREAM).entries(number))
    assert not any(each.entry.body for each in office.journal(STREAM).entries(other))
    assert legal_hold.lift(office, STREAM, number, "court", administrator) == {"complaint"}
    assert erase(office) == Erased(0, 0, True, kept=1)
    assert legal_hold.lift(office, STREAM, number, "complaint", administrator) == frozenset()
    assert erase(office) == Erased(1, 0, True)


def test_the_hard_maximum_does_not_override_it_but_goes_on_being_told(
    counter: Counter, clock: Clock, administrator: str
) -> None:
    entry = submitted(counter)
    counter.office.exchange(counter.bus.request(entry))
    legal_hold.hold(counter.office, STREAM, entry.header.subject, "authority", administrator)
    clock.pass_days(80)
    erase(counter.office)
    clock.pass_days(100)
    assert erase(counter.office) == Erased(0, 1, True, told=1, kept=1)
    legal_hold.lift(counter.office, STREAM, entry.header.subject, "authority", administrator)
    assert erase(counter.office) == Erased(1, 0, True, undecided=1)


def test_the_record_says_who_when_and_why_and_so_do_the_deeds(
    counter: Counter, clock: Clock, administrator: str
) -> None:
    number = taken_over(counter, submitted(counter))[0].header.subject
    legal_hold.hold(counter.office, STREAM, number, "restriction", administrator)
    clock.pass_days(1)
    legal_hold.lift(counter.office, STREAM, number, "restriction", administrator)
    assert legal_hold.hold(counter.office, STREAM, number, "restriction", administrator)
    first, second = legal_hold.record(counter.office, STREAM)
    assert (first.number, first.reason, first.set_by, first.set_at) == (
        number,
        "restriction",
        administrator,
        NOW,
    )
    assert (first.lifted_by, first.lifted_at) == (administrator, NOW + timedelta(days=1))
    assert second.lifted_at is None
    with reading(counter.office.engine) as connection:
        noted = [(row.deed, row.subject) for row in connection.execute(deeds.select().order_by(deeds.c.id))]
    assert noted[-3:] == [("legal-hold", number), ("legal-hold lift", number), ("legal-hold", number)]


def test_only_an_administrator_of_the_office_may(counter: Counter, administrator: str) -> None:
    number = taken_over(counter, submitted(counter))[0].header.subject
    clerk = counter.id_of("Berger")
    for by in (clerk, "nobody"):
        with pytest.raises(NotAllowed, match="not_administrator"):
            legal_hold.hold(counter.office, STREAM, number, "court", by)
    with pytest.raises(NotAllowed, match="not_administrator"):
        legal_hold.hold(counter.office, "03241002", number, "court", administrator)
    legal_hold.hold(counter.office, STREAM, number, "court", administrator)
    with pytest.raises(NotAllowed, match="not_administrator"):
        legal_hold.lift(counter.office, STREAM, number, "court", clerk)
    counter.office.revoke_person(administrator)
    with pytest.raises(NotAllowed, match="not_administrator"):
        legal_hold.lift(counter.office, STREAM, number, "court", administrator)


def test_what_is_not_there_or_gone_cannot_be_held(counter: Counter, clock: Clock, administrator: str) -> None:
    number = taken_over(counter, submitted(counter))[0].header.subject
    with pytest.raises(NotAllowed, match="hold_case_unknown"):
        legal_hold.hold(counter.office, STREAM, "B-2026-99999-0", "court", administrator)
    with pytest.raises(NotAllowed, match="hold_none"):
        legal_hold.lift(counter.office, STREAM, number, "court", administrator)
    clock.pass_days(31)
    erase(counter.office)
    with pytest.raises(NotAllowed, match="hold_case_erased"):
        legal_hold.hold(counter.office, STREAM, number, "court", administrator)
