"""What a revoked person wrote and nobody had heard of waits for the administrator, and no work is lost over it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import held
from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.overview import Delivery
from mobile_office.protocol import Checkpoint, Entry
from mobile_office.store.drafts import Drafts
from mobile_office.store.vault import close_store
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter
from tests.sync.bus import Bus

LATER = NOW + timedelta(hours=1)


class Clock:
    """The office's clock, turned by hand."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def counter(tmp_path: Path, clock: Clock) -> Iterator[Counter]:
    with open_counter(tmp_path, clock=clock) as counter:
        counter.bus.clock = counter.station.clock = lambda: NOW  # by the devices' clocks it is always before
        yield counter


@pytest.fixture
def bus(counter: Counter, tmp_path: Path) -> Iterator[Bus]:
    bus = Bus(counter, tmp_path / "bus.db")
    yield bus
    close_store(bus.engine)


def revoke(counter: Counter, clock: Clock, name: str = "Berger") -> None:
    clock.now = LATER
    counter.office.revoke_person(counter.id_of(name))


def status_of(counter: Counter, entry: Entry) -> Status | None:
    case = counter.office.journal(STREAM).case(entry.header.subject)
    return case.status if case else None


def test_what_comes_after_the_revocation_is_held_and_changes_no_case(counter: Counter, clock: Clock) -> None:
    entry = counter.bus.submit("Berger")
    revoke(counter, clock)
    for _ in range(2):
        reply = counter.office.exchange(counter.bus.request(entry))
        assert (reply.accepted, reply.refused, reply.held) == ((), (), (entry.header.id,))
    assert status_of(counter, entry) is None
    (waiting,) = held.waiting(counter.office, STREAM)
    assert (waiting.id, waiting.person, waiting.device) == (
        entry.header.id,
        counter.id_of("Berger"),
        counter.bus.device.id,
    )
    assert (waiting.written, waiting.arrived) == (NOW, LATER)


def test_others_go_on_in_the_same_chain(counter: Counter, clock: Clock) -> None:
    entry, other = counter.bus.submit("Berger"), counter.bus.submit("Weber")
    revoke(counter, clock)
    reply = counter.office.exchange(counter.bus.request(entry, other))
    assert [item.entry for item in reply.accepted] == [other]
    assert reply.held == (entry.header.id,)


def test_what_lies_under_a_head_countersigned_before_is_believed(counter: Counter, clock: Clock) -> None:
    first, second = counter.bus.submit("Berger"), counter.bus.submit("Berger")
    counter.office.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 1, first.hash)))
    revoke(counter, clock)
    counter.office.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 2, second.hash)))
    reply = counter.office.exchange(counter.bus.request(first, second))
    assert [item.entry for item in reply.accepted] == [first]
    assert reply.held == (second.header.id,)


def test_nothing_is_believed_under_a_head_that_was_claimed_too_high(counter: Counter, clock: Clock) -> None:
    first = counter.bus.submit("Berger")
    inflated = Checkpoint(counter.bus.chain, 10**6, "ab" * 32)
    counter.office.exchange(counter.bus.request(first, checkpoint=inflated))
    revoke(counter, clock)
    late = counter.bus.submit("Berger")
    assert counter.office.exchange(counter.bus.request(late)).held == (late.header.id,)


def test_what_is_held_with_its_base_is_covered_by_what_came_behind_it(counter: Counter, clock: Clock) -> None:
    submitted = counter.station.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, submitted)
    head = counter.bus.submit("Weber")
    counter.office.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 2, head.hash)))
    revoke(counter, clock)
    counter.office.revoke_person(counter.id_of("Thiele"))
    counter.office.exchange(counter.station.request(submitted))
    reply = counter.office.exchange(counter.bus.request(approved, head))
    assert reply.held == (approved.header.id,)
    taken = held.release(counter.office, STREAM, [submitted.header.id])
    assert [item.receipt.entry for item in taken.numbered] == [submitted.header.id, approved.header.id]


def test_a_decision_told_of_before_the_revocation_counts(counter: Counter, clock: Clock) -> None:
    submitted = counter.bus.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, submitted)
    counter.office.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 2, approved.hash)))
    revoke(counter, clock, "Thiele")
    assert len(counter.office.exchange(counter.bus.request(submitted, approved)).accepted) == 2
    assert status_of(counter, submitted) is Status.APPROVED


def test_what_says_itself_that_it_was_written_later_is_refused(counter: Counter, clock: Clock) -> None:
    revoke(counter, clock)
    counter.bus.clock = lambda: LATER
    (refusal,) = counter.office.exchange(counter.bus.request(counter.bus.submit("Berger"))).refused
    assert refusal.code == "certificate_revoked"


def test_what_follows_it_is_held_with_it_whoever_wrote_that(counter: Counter, clock: Clock) -> None:
    submitted = counter.bus.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, submitted)
    revoke(counter, clock)
    reply = counter.office.exchange(counter.bus.request(submitted, approved))
    assert reply.held == (submitted.header.id, approved.header.id)
    taken = held.release(counter.office, STREAM, [submitted.header.id])
    assert [item.receipt.entry for item in taken.numbered] == [submitted.header.id, approved.header.id]
    assert status_of(counter, submitted) is Status.APPROVED
    assert held.waiting(counter.office, STREAM) == ()


def test_a_second_revocation_believes_nothing_more(counter: Counter, clock: Clock) -> None:
    revoke(counter, clock)
    entry = counter.bus.submit("Berger")
    counter.office.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 1, entry.hash)))
    counter.office.revoke_person(counter.id_of("Berger"))
    assert counter.office.exchange(counter.bus.request(entry)).held == (entry.header.id,)


def test_a_release_comes_to_the_device_by_the_ordinary_page(counter: Counter, clock: Clock, bus: Bus) -> None:
    (entry,) = bus.submit()
    revoke(counter, clock)
    assert bus.deliver(counter.office).exchanges == 1
    (stored,) = bus.journal.entries(entry.header.subject)
    assert (stored.delivery, bus.journal.unsent(), bus.journal.unsent_numbers()) == (Delivery.HELD, (), set())
    held.release(counter.office, STREAM, [entry.header.id])
    bus.deliver(counter.office)
    (stored,) = bus.journal.entries(entry.header.subject)
    assert (stored.delivery, stored.seq) == (Delivery.RECEIPTED, 1)


def test_a_refusal_is_numbered_told_once_and_loses_no_work(counter: Counter, clock: Clock, bus: Bus) -> None:
    (entry,) = bus.submit()
    revoke(counter, clock)
    bus.deliver(counter.office)
    (refusal,) = held.refuse(counter.office, STREAM, [entry.header.id]).refused
    assert refusal.code == "held_refused"
    assert bus.deliver(counter.office).refused == (entry.header.id,)
    assert Drafts(bus.engine).get(entry.header.id).answers == {"family_name": "Mustermann"}
    assert bus.journal.case(entry.header.subject) is None
    assert (bus.journal.cursor(), bus.deliver(counter.office).refused) == (1, ())
    assert counter.office.exchange(counter.bus.request(entry)).refused == (refusal,)


def test_what_follows_a_refused_one_is_refused_with_it(counter: Counter, clock: Clock, bus: Bus) -> None:
    (entry,) = bus.submit()
    approved = counter.bus.decide("Thiele", Action.APPROVE, entry)
    bus.journal.append(approved)
    revoke(counter, clock)
    bus.deliver(counter.office)
    taken = held.refuse(counter.office, STREAM, [entry.header.id, approved.header.id])
    assert [refusal.code for refusal in taken.refused] == ["held_refused", "follows_refused"]
    bus.deliver(counter.office)
    codes = {stored.entry.header.id: stored.refused for stored in bus.journal.entries(entry.header.subject)}
    assert codes == {entry.header.id: "held_refused", approved.header.id: "follows_refused"}
    assert bus.journal.unsent() == ()


def test_a_new_epoch_offers_it_again(counter: Counter, clock: Clock, bus: Bus) -> None:
    (entry,) = bus.submit()
    revoke(counter, clock)
    bus.deliver(counter.office)
    reply = replace(counter.office.exchange(counter.bus.request()), epoch="another")
    bus.journal.absorb(reply, lambda item: None)
    assert [each.header.id for each in bus.journal.unsent()] == [entry.header.id]


def test_a_wrong_id_or_a_follower_alone_changes_nothing(counter: Counter, clock: Clock) -> None:
    submitted = counter.bus.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, submitted)
    revoke(counter, clock)
    counter.office.exchange(counter.bus.request(submitted, approved))
    with pytest.raises(NotAllowed, match="held_base"):
        held.release(counter.office, STREAM, [approved.header.id])
    with pytest.raises(NotAllowed, match="held_unknown"):
        held.refuse(counter.office, STREAM, [submitted.header.id, "another"])
    assert len(held.waiting(counter.office, STREAM)) == 2
