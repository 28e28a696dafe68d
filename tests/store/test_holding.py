"""Held entries in the store: kept in their chain, counted by nobody, shown without a citizen."""

from dataclasses import replace
from datetime import timedelta

from mobile_office.domain.case import Action
from mobile_office.domain.people import Certificate
from mobile_office.store.holding import Decision, waiting
from mobile_office.store.transactions import reading, writing
from tests.store.hand import BERGER, NOW, THIELE, Hand, Stamp, certificate_of

NUMBER = "B-2026-00001-A"
LATER = NOW + timedelta(hours=2)


def revoked(person: str) -> Certificate | None:
    """What the office knows once Berger is revoked."""
    known = certificate_of(person)
    return replace(known, revoked_at=NOW + timedelta(hours=1)) if known and person == "berger" else known


def test_it_waits_and_is_released_with_what_follows(hand: Hand, office: Stamp) -> None:
    hand.submit(NUMBER)
    hand.decide(NUMBER, Action.RETURN, THIELE)
    journal, entries = office.journal, hand.journal.unsent()
    taken = journal.accept(entries, revoked, office.number, LATER, "bus-1")
    assert (taken.numbered, taken.held) == ((), tuple(entry.header.id for entry in entries))
    with reading(journal.engine) as connection:
        shown = waiting(connection, journal.stream)
    assert [(each.action, each.person, each.arrived) for each in shown] == [
        ("submit", "berger", LATER),
        ("return", "thiele", LATER),
    ]
    assert (journal.case(NUMBER), journal.cursor()) == (None, 0)
    assert journal.head("chain-1") == (2, entries[1].hash)
    with writing(journal.engine) as connection:
        decision = Decision(connection, journal.stream, revoked, office.number, LATER, "")
        done = decision.release([entries[0].header.id])
    assert [item.receipt.seq for item in done.numbered] == [1, 2]
    assert journal.accept(entries, revoked, office.number, LATER, "bus-1").numbered == done.numbered


def test_a_refusal_is_told_under_a_number(hand: Hand, office: Stamp) -> None:
    entry = hand.submit(NUMBER, BERGER)
    journal, told = office.journal, []
    journal.accept([entry], revoked, office.number, LATER, "bus-1")
    with writing(journal.engine) as connection:
        decision = Decision(connection, journal.stream, revoked, office.number, LATER, "")
        decision.tell = lambda _, seq, about, refusal: told.append((seq, about.header.id, refusal.code))
        decision.refuse([entry.header.id])
    assert told == [(1, entry.header.id, "held_refused")]
    assert journal.cursor() == 1
