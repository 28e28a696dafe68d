"""A long backlog: the next batch travels while one is taken in; whatever happens to it, nothing is lost or twice."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mobile_office.domain.errors import Offline, Unknown
from mobile_office.protocol import Reply, Request
from mobile_office.store.journal import Journal
from mobile_office.store.streams import Reach, keep_stream
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store
from mobile_office.sync import delivery
from mobile_office.sync.wire import BATCH, MOST_OFFERED
from tests.backoffice.counter import STREAM, Counter, open_counter
from tests.sync.bus import Bus


@dataclass
class Line:
    """The office; at the `nth` exchange the line is cut, after it arrived or (`before`) on the way."""

    counter: Counter
    nth: int = 0
    before: bool = False
    threads: list[str] = field(default_factory=list)
    offered: list[int] = field(default_factory=list)

    def exchange(self, request: Request) -> Reply:
        self.threads.append(threading.current_thread().name)
        self.offered.append(len(request.entries))
        is_cut = len(self.offered) == self.nth
        if is_cut and self.before:
            raise Offline
        reply = self.counter.office.exchange(request)
        if is_cut:
            raise Unknown(reason="cut")
        return replace(reply, services=())  # it knows the invented service's file already


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def bus(counter: Counter, tmp_path: Path) -> Iterator[Bus]:
    bus = Bus(counter, tmp_path / "bus.db")
    bus.deliver(counter.office)  # the first exchange brings the epoch
    yield bus
    close_store(bus.engine)


def handed_over(journal: Journal) -> int:
    stored = [journal.entry(entry.header.id) for entry in journal.unsent(1000)]
    return sum(item is not None and item.handed_over_at is not None for item in stored)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """No link counts as a quick one."""
    monkeypatch.setattr(delivery, "_QUICK", 0.0)


@pytest.mark.usefixtures("slow")
def test_a_backlog_is_sent_ahead_and_each_entry_once(bus: Bus, counter: Counter) -> None:
    bus.submit(3 * BATCH + 5)
    line = Line(counter)
    done = bus.deliver(line)
    assert [count for count in line.offered if count] == [BATCH, BATCH, BATCH, 5]
    assert sum(name.startswith("ahead") for name in line.threads) == 3
    assert (done.sent, len(done.changed), done.refused, done.rolled_back) == (80, 80, (), False)
    assert bus.journal.unsent(1) == ()
    assert counter.office.journal(STREAM).cursor() == bus.journal.cursor() == 80


def test_over_a_quick_link_requests_grow(bus: Bus, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_QUICK", 60.0)
    bus.submit(2 * BATCH + MOST_OFFERED + 5)
    line = Line(counter)
    done = bus.deliver(line)
    # The first is sent, and the second read, before anything is known of the link.
    assert [count for count in line.offered if count] == [BATCH, BATCH, MOST_OFFERED, 5]
    assert (done.sent, done.exchanges) == (105, 4)  # what comes back with its number is on no other page
    assert counter.office.journal(STREAM).cursor() == bus.journal.cursor() == 105


def test_the_next_page_is_asked_for_while_one_is_taken_in(bus: Bus, counter: Counter) -> None:
    bus.submit(3 * BATCH)
    bus.deliver(counter.office)
    with writing(bus.engine) as connection:  # as if nothing had been read
        keep_stream(connection, STREAM, Reach(0, bus.journal.epoch()))
    line = Line(counter)
    assert bus.deliver(line).exchanges == 4  # the last brings nothing
    assert sum(name.startswith("ahead") for name in line.threads) == 3
    assert bus.journal.cursor() == 3 * BATCH


def test_a_handful_is_not_sent_ahead(bus: Bus, counter: Counter) -> None:
    bus.submit(3)
    line = Line(counter)
    bus.deliver(line)
    assert not any(name.startswith("ahead") for name in line.threads)


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_line_that_is_cut_loses_nothing_and_doubles_nothing(
    bus: Bus, counter: Counter, nth: int, before: bool
) -> None:
    bus.submit(3 * BATCH)
    with pytest.raises(Offline if before else Unknown):
        bus.deliver(Line(counter, nth, before))
    assert len(bus.journal.unsent(1000)) == (3 - nth + 1) * BATCH  # what was answered before is taken in
    assert handed_over(bus.journal) == (0 if before else BATCH)
    bus.deliver(counter.office)
    assert bus.journal.unsent(1) == ()
    assert counter.office.journal(STREAM).cursor() == 3 * BATCH


@pytest.mark.usefixtures("slow")
def test_what_is_on_its_way_when_a_reply_proves_false_may_have_arrived(bus: Bus, counter: Counter) -> None:
    bus.submit(2 * BATCH)
    line = Line(counter)

    class Lying(Line):
        def exchange(self, request: Request) -> Reply:
            reply = line.exchange(request)
            if len(line.offered) > 1:
                return reply
            first, *others = reply.accepted
            forged = type(first)(first.entry, others[0].receipt)
            return type(reply)(**{**vars(reply), "accepted": (forged, *others)})

    with pytest.raises(Unknown):
        bus.deliver(Lying(counter))
    assert handed_over(bus.journal) == 2 * BATCH
    bus.deliver(counter.office)
    assert counter.office.journal(STREAM).cursor() == 2 * BATCH
