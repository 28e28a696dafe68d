"""Delivery with real stores on both sides: batches, cuts, refusals, and an office that lies."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mobile_office.domain.errors import Offline, Unknown
from mobile_office.protocol import Checkpoint, Reply, Request
from mobile_office.publication import Kind, Publication
from mobile_office.signing import (
    new_signing_key,
    sign_checkpoint,
    sign_publication,
    sign_receipt,
    verify_checkpoint,
)
from mobile_office.store.vault import close_store
from mobile_office.sync.delivery import Delivered, ask_heads
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter
from tests.sync.bus import Bus


class Plot:
    """The office, with something happening to its replies."""

    def __init__(self, counter: Counter, turn: Callable[[Reply], Reply]) -> None:
        self._office = counter.office
        self._turn = turn
        self.requests: list[Request] = []

    def exchange(self, request: Request) -> Reply:
        self.requests.append(request)
        return self._turn(self._office.exchange(request))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def bus(counter: Counter, tmp_path: Path) -> Iterator[Bus]:
    bus = Bus(counter, tmp_path / "bus.db")
    yield bus
    close_store(bus.engine)


def lose(reply: Reply) -> Reply:
    raise Unknown


def test_everything_is_delivered_in_batches(bus: Bus, counter: Counter) -> None:
    bus.submit(60)
    done = bus.deliver(counter.office)
    assert (done.sent, len(done.changed), done.refused) == (60, 60, ())
    assert done.exchanges >= 2
    assert not bus.journal.unsent(1)
    assert bus.journal.cursor() == 60


def test_nothing_to_deliver_is_one_exchange(bus: Bus, counter: Counter) -> None:
    assert bus.deliver(counter.office) == Delivered(exchanges=1)
    assert bus.people.certificate(counter.id_of("Thiele")) is not None


def test_a_lost_reply_sends_nothing_twice(bus: Bus, counter: Counter) -> None:
    (entry,) = bus.submit()
    with pytest.raises(Unknown):
        bus.deliver(Plot(counter, lose))
    (waiting,) = bus.journal.entries(entry.header.subject)
    assert (waiting.seq, waiting.handed_over_at) == (None, NOW)
    bus.deliver(counter.office)
    (receipted,) = bus.journal.entries(entry.header.subject)
    assert receipted.seq == 1
    assert counter.office.journal(STREAM).cursor() == 1


def test_what_never_left_this_laptop_is_not_called_handed_over(bus: Bus) -> None:
    (entry,) = bus.submit()

    class Tunnel:
        def exchange(self, request: Request) -> Reply:
            raise Offline

    with pytest.raises(Offline):
        bus.deliver(Tunnel())
    (waiting,) = bus.journal.entries(entry.header.subject)
    assert (waiting.seq, waiting.handed_over_at) == (None, None)


def test_every_write_goes_through_the_one_writer(bus: Bus, counter: Counter) -> None:
    bus.submit(2)
    bus.deliver(counter.office)
    assert bus.writes == 2  # certificates, absorbed


def test_a_refusal_is_told_and_the_rest_goes_on(bus: Bus, counter: Counter) -> None:
    (first,) = bus.submit()
    (again,) = [
        counter.bus.signed_anew(replace(first.header, id="other", n=2, previous=first.hash), "Berger")
    ]
    bus.journal.append(again)
    counter.bus.n, counter.bus.previous = 2, again.hash
    (last,) = bus.submit()
    done = bus.deliver(counter.office)
    assert done.refused == ("other",)
    (stored,) = bus.journal.entries(last.header.subject)
    assert stored.seq == 2


@pytest.mark.parametrize(
    "lie",
    [
        lambda reply: replace(reply, accepted=tuple(_signed_by_another(item) for item in reply.accepted)),
        lambda reply: replace(reply, accepted=tuple(_for_another(item) for item in reply.accepted)),
        lambda reply: replace(
            reply, people=tuple(replace(item, signature="00" * 64) for item in reply.people)
        ),
        lambda reply: replace(reply, people=()),
        lambda reply: replace(reply, checkpoint=replace(reply.checkpoint, signature="00" * 64)),
    ],
    ids=["receipt of another office", "receipt of another entry", "certificate", "no people", "checkpoint"],
)
def test_a_lie_is_unknown(bus: Bus, counter: Counter, lie: Callable[[Reply], Reply]) -> None:
    bus.submit()
    with pytest.raises(Unknown):
        bus.deliver(Plot(counter, lie))


def test_after_a_lie_about_a_receipt_nothing_is_receipted(bus: Bus, counter: Counter) -> None:
    bus.submit()
    with pytest.raises(Unknown):
        bus.deliver(
            Plot(counter, lambda reply: replace(reply, accepted=tuple(map(_for_another, reply.accepted))))
        )
    assert len(bus.journal.unsent()) == 1


def test_an_office_that_answers_for_nothing_ends_the_loop(bus: Bus, counter: Counter) -> None:
    bus.submit()
    silent = Plot(counter, lambda reply: replace(reply, accepted=(), cursor=0))
    with pytest.raises(Unknown, match="no_progress"):
        bus.deliver(silent)
    assert len(silent.requests) == 1


def test_a_store_put_back_to_yesterday_is_noticed(bus: Bus, counter: Counter, tmp_path: Path) -> None:
    bus.submit()
    assert not bus.deliver(counter.office).rolled_back
    yesterday = Bus(counter, tmp_path / "yesterday.db")
    try:
        assert yesterday.deliver(counter.office).rolled_back
    finally:
        close_store(yesterday.engine)


def test_each_exchange_brings_a_countersigned_head_to_keep(bus: Bus, counter: Counter) -> None:
    bus.submit(30)
    done = bus.deliver(counter.office)
    assert len(bus.heads) == done.exchanges
    last = bus.heads[-1]
    assert (last.n, last.head) == bus.journal.head(counter.bus.chain)
    verify_checkpoint(last, counter.office.keys.public.signing)


def test_a_head_of_another_chain_is_no_answer(bus: Bus, counter: Counter) -> None:
    other = sign_checkpoint(Checkpoint("another", 9, "ab" * 32), counter.office.keys.signing)
    with pytest.raises(Unknown, match="checkpoint"):
        bus.deliver(Plot(counter, lambda reply: replace(reply, checkpoint=other)))
    assert bus.heads == []


def test_asking_for_the_head_hands_over_nothing_and_takes_nothing_in(bus: Bus, counter: Counter) -> None:
    bus.submit()
    bus.deliver(counter.office)
    (waiting,) = bus.submit()
    ear = Plot(counter, lambda reply: reply)
    before = (bus.writes, bus.journal.cursor(), len(bus.heads))
    (head,) = ask_heads(bus.journal, ear, counter.bus.device, counter.bus.chain)
    assert (head.n, head.head) == (2, waiting.hash)
    assert [request.entries for request in ear.requests] == [()]
    assert (bus.writes, bus.journal.cursor(), len(bus.heads)) == before
    assert counter.office.journal(STREAM).cursor() == 1


def test_asking_brings_what_the_office_has_receipted_of_the_chain(
    bus: Bus, counter: Counter, tmp_path: Path
) -> None:
    (entry,) = bus.submit()
    bus.deliver(counter.office)
    yesterday = Bus(counter, tmp_path / "yesterday.db")
    try:
        countersigned, receipted = ask_heads(
            yesterday.journal, counter.office, counter.bus.device, counter.bus.chain
        )
        assert (countersigned.n, countersigned.head) == (receipted.n, receipted.head) == (1, entry.hash)
        lie = Plot(counter, lambda reply: replace(reply, accepted=tuple(map(_for_another, reply.accepted))))
        with pytest.raises(Unknown, match="signature"):
            ask_heads(yesterday.journal, lie, counter.bus.device, counter.bus.chain)
    finally:
        close_store(yesterday.engine)


@pytest.mark.parametrize(
    "lie",
    [
        lambda reply: replace(reply, checkpoint=None),
        lambda reply: replace(reply, checkpoint=replace(reply.checkpoint, n=7)),
    ],
    ids=["no head", "not signed"],
)
def test_an_answer_without_a_signed_head_proves_nothing(
    bus: Bus, counter: Counter, lie: Callable[[Reply], Reply]
) -> None:
    with pytest.raises(Unknown, match="checkpoint"):
        ask_heads(bus.journal, Plot(counter, lie), counter.bus.device, counter.bus.chain)


def _announcing(counter: Counter, **other: Any) -> Plot:
    """The office announcing something, perhaps not as it should be."""
    made = Publication(STREAM, 1, Kind.SERVICE, "dog_tax", 1, "ab" * 32, 9, "", NOW)
    seed = other.pop("seed", counter.office.keys.signing)
    said = sign_publication(replace(made, **other), seed)
    return Plot(counter, lambda reply: replace(reply, publications=(said,)))


def test_what_is_announced_is_kept_through_the_one_writer_and_told_next_time(
    bus: Bus, counter: Counter
) -> None:
    office = _announcing(counter)
    bus.deliver(office)
    assert (bus.publications.known(), bus.writes) == (1, 3)  # certificates, absorbed, announced
    bus.deliver(Plot(counter, lambda reply: reply))
    assert [request.published for request in office.requests] == [0]
    again = Plot(counter, lambda reply: reply)
    bus.deliver(again)
    assert [request.published for request in again.requests] == [1]


def test_after_a_forged_announcement_the_cases_are_safe(bus: Bus, counter: Counter) -> None:
    (entry,) = bus.submit()
    with pytest.raises(Unknown, match="publication"):
        bus.deliver(_announcing(counter, seed=new_signing_key()))
    assert bus.publications.known() == 0
    (receipted,) = bus.journal.entries(entry.header.subject)
    assert receipted.seq == 1


def _signed_by_another(item: Any) -> Any:
    return replace(item, receipt=sign_receipt(item.receipt, new_signing_key()))


def _for_another(item: Any) -> Any:
    return replace(item, receipt=replace(item.receipt, entry="another"))


def test_what_another_device_has_to_bring_first_keeps_nothing_waiting(bus: Bus, counter: Counter) -> None:
    """An office put back from a backup: a gap in a colleague's chain is theirs to fill."""
    theirs = counter.station.submit("Berger")
    bus.journal.append(theirs)
    (ours,) = bus.submit()

    def silent(reply: Reply) -> Reply:
        return replace(reply, refused=(), services=())

    bus.deliver(Plot(counter, silent))
    assert [entry.header.id for entry in bus.journal.unsent(5)] == [theirs.header.id]
    (stored,) = bus.journal.entries(ours.header.subject)
    assert stored.seq is not None
