"""What is erased on a device, when, what stays, and what comes back."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import Conflicting, NotAllowed, Stale
from mobile_office.domain.people import Actor
from mobile_office.protocol import Refusal, Reply
from mobile_office.store import cases
from mobile_office.store.drafts import Drafts
from mobile_office.store.journal import Journal
from mobile_office.store.pages import page
from mobile_office.store.retention import RETENTION, Retention
from mobile_office.store.vault import close_store, open_store
from tests.store.hand import ALBRECHT, ANSWERS, BERGER, NOW, STREAM, THIELE, Hand, Stamp

NUMBER = "B-2026-00001-A"
LATER = NOW + RETENTION
ACTOR = Actor("berger", "Berger", BERGER.roles, "bus-1", STREAM)


@pytest.fixture
def retention(journal: Journal) -> Retention:
    """What the bus may erase."""
    return Retention(journal, "bus")


def freed(hand: Hand, office: Stamp, number: str = NUMBER, label: str = "Erika Mustermann") -> None:
    """A case that has gone its way as far as the bus is concerned."""
    hand.submit(number, BERGER, label)
    hand.decide(number, Action.APPROVE, THIELE)
    deliver(hand.journal, office)


def deliver(journal: Journal, office: Stamp) -> None:
    office.deliver(journal)
    while journal.unsent():
        office.deliver(journal)


def bodies(journal: Journal, number: str = NUMBER) -> list[bool]:
    return [item.entry.body is not None for item in journal.entries(number)]


# -- when


def test_what_is_erased_waits_for_the_whole_retention(
    hand: Hand, office: Stamp, retention: Retention, journal: Journal
) -> None:
    freed(hand, office)
    assert retention.erasable(LATER - timedelta(seconds=1)) == ()
    assert retention.erasable(LATER) == (NUMBER,)
    assert Retention(journal, "bus", timedelta(hours=1)).erasable(NOW + timedelta(hours=1)) == (NUMBER,)


def test_the_retention_begins_with_the_last_receipt(hand: Hand, office: Stamp, retention: Retention) -> None:
    freed(hand, office)
    hand.append(BERGER, NUMBER, Action.NOTE, reason="calls back")
    accepted, _ = office.accept(hand.journal.unsent(), now=NOW + timedelta(hours=5))
    hand.journal.absorb(Reply(accepted, (), 3, "epoch-1", (), None), office.verify)
    assert retention.erasable(LATER) == ()
    assert retention.erasable(LATER + timedelta(hours=5)) == (NUMBER,)


def test_what_has_no_receipt_stays(hand: Hand, office: Stamp, retention: Retention) -> None:
    freed(hand, office)
    hand.append(BERGER, NUMBER, Action.NOTE, reason="calls back")
    assert retention.erasable(LATER) == ()


@pytest.mark.parametrize("action", [None, Action.RETURN, Action.QUERY])
def test_what_is_in_review_returned_or_queried_stays(
    hand: Hand, office: Stamp, retention: Retention, action: Action | None
) -> None:
    hand.submit(NUMBER)
    if action is Action.QUERY:
        hand.decide(NUMBER, Action.APPROVE)
    if action:
        hand.decide(NUMBER, action, ALBRECHT if action is Action.QUERY else THIELE)
    deliver(hand.journal, office)
    assert retention.erasable(LATER) == ()


def test_what_somebody_still_types_about_stays(
    engine: Engine, hand: Hand, office: Stamp, retention: Retention
) -> None:
    freed(hand, office)
    Drafts(engine).new("draft-1", "registration", 1, "berger", NOW, case=NUMBER)
    assert retention.erasable(LATER) == ()
    Drafts(engine).delete("draft-1")
    assert retention.erasable(LATER) == (NUMBER,)


def test_a_station_keeps_what_has_to_be_taken_over(journal: Journal, hand: Hand, office: Stamp) -> None:
    freed(hand, office)
    station = Retention(journal, "station")
    assert station.erasable(LATER) == ()
    hand.decide(NUMBER, Action.TAKE_OVER, ALBRECHT, register_number="4711")
    deliver(journal, office)
    assert station.erasable(LATER) == (NUMBER,)


def test_a_refused_case_goes_once_somebody_has_seen_it(
    journal: Journal, hand: Hand, office: Stamp, retention: Retention
) -> None:
    entry = hand.submit(NUMBER)
    refusal = Refusal(entry.header.id, "role_not_allowed", {})
    journal.absorb(Reply((), (refusal,), 0, "epoch-1", (), None), office.verify)
    assert retention.erasable(LATER + timedelta(hours=1)) == ()
    Drafts(journal.engine).delete(entry.header.id)
    assert retention.erasable(LATER + timedelta(hours=1)) == (NUMBER,)
    retention.erase(hand.erased(NUMBER), LATER + timedelta(hours=1))
    assert bodies(journal) == [False]
    assert cases.search(journal.engine, STREAM, NUMBER) == ()


# -- what is kept, and what it says


def test_headers_stay_and_the_outcome_is_found_by_either_number(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp, retention: Retention
) -> None:
    freed(hand, office)
    hand.decide(NUMBER, Action.TAKE_OVER, ALBRECHT, register_number="OM-4711", reason="for Erika")
    deliver(journal, office)
    before = journal.case(NUMBER)
    assert retention.erase(hand.erased(NUMBER), LATER) == (NUMBER,)
    assert bodies(journal) == [False, False, False]
    assert journal.case(NUMBER) == before
    assert cases.search(engine, STREAM, "Mustermann") == ()
    for words in (NUMBER, "4711", "om 47"):
        (line,) = cases.search(engine, STREAM, words)
        assert (line.number, line.label, line.status) == (NUMBER, "", Status.TAKEN_OVER)
    hand.append(BERGER, NUMBER, Action.NOTE, reason="asks again")
    deliver(journal, office)
    assert cases.search(engine, STREAM, "4711")[0].number == NUMBER
    shown = page(engine, NUMBER, ACTOR)
    assert (shown.erased, shown.label, shown.answers) == (True, "", {})
    assert [item.register_number for item in shown.history] == ["", "", "OM-4711", ""]


def test_the_signed_entry_says_what_was_erased_and_reaches_the_office(
    journal: Journal, hand: Hand, office: Stamp, retention: Retention
) -> None:
    freed(hand, office)
    entry = hand.erased(NUMBER)
    retention.erase(entry, LATER)
    deliver(journal, office)
    (kept,) = office.journal.entries("bus-1")
    assert kept.entry == entry
    assert kept.seq == 3
    assert bodies(office.journal) == [True, True]
    assert retention.erasable(LATER) == ()


@pytest.mark.parametrize("second", ["B-2026-00002-B", "B-2026-09999-Z"])
def test_all_or_nothing_when_one_of_them_may_not_go(
    journal: Journal, hand: Hand, office: Stamp, retention: Retention, second: str
) -> None:
    hand.submit("B-2026-00002-B")
    freed(hand, office)
    with pytest.raises(Stale):
        retention.erase(hand.erased(NUMBER, second), LATER)
    assert bodies(journal) == [True, True]
    assert journal.unsent() == ()


def test_only_the_next_entry_of_the_chain_that_says_so_erases(
    journal: Journal, hand: Hand, office: Stamp, retention: Retention
) -> None:
    freed(hand, office)
    early = hand.erased(NUMBER)
    with pytest.raises(NotAllowed):
        retention.erase(hand.entry(BERGER, NUMBER, Action.NOTE, cases=[NUMBER]), LATER)
    hand.submit("B-2026-00002-B")
    with pytest.raises(Conflicting):
        retention.erase(early, LATER)
    assert bodies(journal) == [True, True]


# -- what comes back


def test_a_query_brings_the_whole_case_back(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp, retention: Retention, tmp_path: Path
) -> None:
    freed(hand, office)
    retention.erase(hand.erased(NUMBER), LATER)
    deliver(journal, office)
    with_intake(office, tmp_path, Action.QUERY, comments={"persons.0.family_name": "With ß?"})
    assert office.deliver(journal).changed == {NUMBER}
    assert bodies(journal) == [True, True, True]
    shown = page(engine, NUMBER, ACTOR)
    assert (shown.erased, shown.label, shown.answers) == (False, "Erika Mustermann", ANSWERS)
    assert Action.CORRECT in shown.allowed
    assert cases.search(engine, STREAM, "muster")[0].status is Status.QUERIED
    assert retention.erasable(LATER + RETENTION) == ()


def test_what_the_register_answers_after_erasure_is_kept_and_erased_in_its_turn(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp, retention: Retention, tmp_path: Path
) -> None:
    freed(hand, office)
    retention.erase(hand.erased(NUMBER), LATER)
    deliver(journal, office)
    with_intake(office, tmp_path, Action.TAKE_OVER, register_number="4711")
    office.deliver(journal)
    assert bodies(journal) == [False, False, True]
    assert page(engine, NUMBER, ACTOR).history[-1].register_number == "4711"
    assert cases.search(engine, STREAM, "Mustermann") == ()
    retention.erase(hand.erased(*retention.erasable(LATER)), LATER)
    assert bodies(journal) == [False, False, False]
    assert cases.search(engine, STREAM, "4711")[0].status is Status.TAKEN_OVER


def test_an_office_restored_from_a_backup_does_not_undo_an_erasure(
    journal: Journal, hand: Hand, office: Stamp, retention: Retention
) -> None:
    freed(hand, office)
    retention.erase(hand.erased(NUMBER), LATER)
    deliver(journal, office)
    office.epoch = "epoch-2"
    hand.submit("B-2026-00002-B")
    deliver(journal, office)
    again = office.journal.since(0, "bus-1", "bus", 100)
    journal.absorb(Reply(again, (), 4, "epoch-2", (), None), office.verify)
    assert bodies(journal) == [False, False]
    assert cases.search(journal.engine, STREAM, "Mustermann")[0].number == "B-2026-00002-B"


def with_intake(office: Stamp, tmp_path: Path, action: Action, **values: object) -> None:
    """Somebody at a station answers the case."""
    engine = open_store(tmp_path / "station.db", None)
    station = Journal(engine, STREAM)
    office.deliver(station, "station-1", "station")
    Hand(station, "station-1", "chain-2").decide(NUMBER, action, ALBRECHT, **values)
    office.deliver(station, "station-1", "station")
    close_store(engine)
