"""Tickets in the real store: numbers given once, days apart, past days gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from mobile_office.domain.queue import Reason, State, Ticket
from mobile_office.store.queue import Tickets
from mobile_office.store.tables import ticket as table
from tests.house import Laptop

DAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_each_number_is_given_once_and_every_day_begins_with_one(laptop: Laptop) -> None:
    tickets = Tickets(laptop.place.journal.engine)
    assert [tickets.issue(f"t{n}", DAY, NOW).n for n in range(3)] == [1, 2, 3]
    assert tickets.issue("next", DAY + timedelta(days=1), NOW).n == 1
    assert [one.n for one in tickets.of(DAY)] == [1, 2, 3]


def test_a_ticket_comes_back_as_it_was_put(laptop: Laptop) -> None:
    tickets = Tickets(laptop.place.journal.engine)
    called = replace(tickets.issue("t", DAY, NOW), state=State.CALLED, called_at=NOW, calls=2)
    counted = Ticket("x", 0, State.SENT_AWAY, NOW, None, NOW, 0, Reason.OTHER)
    tickets.put(DAY, called, counted)
    assert tickets.of(DAY) == (called, counted)


def test_past_days_are_forgotten(laptop: Laptop) -> None:
    tickets = Tickets(laptop.place.journal.engine)
    for days in (0, 1):
        tickets.issue(f"t{days}", DAY + timedelta(days=days), NOW)
    tickets.forget(DAY + timedelta(days=1))
    assert tickets.of(DAY) == ()
    assert len(tickets.of(DAY + timedelta(days=1))) == 1


def test_a_ticket_has_no_place_for_anybodys_data() -> None:
    columns = {column.name for column in table.columns}
    assert columns == {"id", "day", "n", "state", "reason", "issued_at", "called_at", "ended_at", "calls"}
