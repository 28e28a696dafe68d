"""The queue at a real desk: drawn, called, served, sent away, gone with the day; and what the closing keeps of it."""

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.case import DayAction
from mobile_office.domain.day import day_subject
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.queue import Reason, State
from tests.house import Laptop, Town
from tests.screens.stage import Clock


@pytest.fixture
def clock(laptop: Laptop) -> Clock:
    laptop.clock = clock = Clock()
    return clock


@pytest.fixture
def desk(clock: Clock, laptop: Laptop, town: Town) -> Desk:
    assert laptop.clock is clock
    return laptop.desk("Berger", town.office)


def test_calling_the_next_ends_the_one_before(desk: Desk, clock: Clock) -> None:
    queue = desk.daybook.queue
    first, second = queue.issue(), queue.issue()
    queue.next()
    clock.go(12)
    assert queue.next().id == second.id
    line = queue.line()
    assert [one.state for one in line.tickets] == [State.SERVED, State.CALLED]
    assert (line.tickets[0].id, line.figures().minutes) == (first.id, 12)


def test_calling_again_counts_and_keeps_the_time(desk: Desk, clock: Clock) -> None:
    queue = desk.daybook.queue
    queue.issue()
    called = queue.next()
    clock.go(2)
    again = queue.call(called.id)
    assert (again.calls, again.called_at) == (2, called.called_at)


def test_who_was_absent_is_served_from_the_call_that_brought_them(desk: Desk, clock: Clock) -> None:
    queue = desk.daybook.queue
    queue.issue()
    ticket = queue.next()
    queue.absent()
    clock.go(30)
    queue.call(ticket.id)
    clock.go(5)
    queue.done()
    assert queue.line().figures().minutes == 5


def test_nobody_waits_and_a_number_of_another_day_are_said(desk: Desk) -> None:
    queue = desk.daybook.queue
    with pytest.raises(NotAllowed, match="queue_empty"):
        queue.next()
    with pytest.raises(NotAllowed, match="ticket_gone"):
        queue.call("nobody")
    queue.done()
    queue.absent()
    assert queue.line().tickets == ()


def test_the_closing_tells_the_office_counts_and_nothing_else(
    desk: Desk, laptop: Laptop, clock: Clock
) -> None:
    queue = desk.daybook.queue
    for _ in range(2):
        queue.issue()
    queue.next()
    queue.send_away(Reason.PAPERS)
    queue.next()
    queue.done()
    queue.send_away(Reason.STATION)
    desk.daybook.close(0)
    subject = day_subject(laptop.place.device.id, clock.at.date())
    (closing,) = (
        kept.entry.body
        for kept in laptop.place.journal.entries(subject)
        if kept.entry.header.action is DayAction.CLOSING
    )
    assert closing is not None
    assert closing["walk_ins"] == {"served": 1, "sent_away": {"papers": 1, "station": 1}}
    known = desk.daybook.day().closing
    assert known is not None
    assert (known.walk_ins.served, known.walk_ins.away) == (1, 2)


def test_the_printed_protocol_tells_the_same_counts(desk: Desk) -> None:
    desk.daybook.queue.send_away(Reason.PAPERS)
    told = [words["de"] for words in desk.daybook.protocol().values["closing"]]
    assert "Weggeschickt: 1 (Unterlagen fehlen: 1)." in told


def test_the_numbers_go_with_their_day(desk: Desk, clock: Clock) -> None:
    queue = desk.daybook.queue
    queue.issue()
    queue.forget_past()
    assert len(queue.line().tickets) == 1
    clock.go(24 * 60)
    queue.forget_past()
    clock.go(-24 * 60)
    assert queue.line().tickets == ()
