"""What a device takes in from the office, and what a refusal leaves behind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import Conflicting, SignatureInvalid
from mobile_office.domain.overview import Delivery
from mobile_office.protocol import Refusal, Reply
from mobile_office.store import cases, tables
from mobile_office.store.drafts import Drafts
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_store
from tests.store.hand import ANSWERS, BERGER, STREAM, THIELE, Hand, Stamp, submission

NUMBER = "B-2026-00001-A"


def status_of(journal: Journal, number: str = NUMBER) -> Status | None:
    case = journal.case(number)
    return case.status if case else None


def refusal(entry: str) -> Refusal:
    return Refusal(entry, "certificate_invalid", {"person": "berger"})


@pytest.fixture
def station(tmp_path: Path, key: bytes) -> Iterator[Journal]:
    """The journal of a station, which sees the whole stream."""
    engine = open_store(tmp_path / "station.db", key)
    yield Journal(engine, STREAM)
    close_store(engine)


def test_the_acknowledgement_is_the_entry_coming_back_with_its_number(
    journal: Journal, hand: Hand, office: Stamp
) -> None:
    entry = hand.submit(NUMBER)
    absorbed = office.deliver(journal)
    assert absorbed.changed == {NUMBER}
    assert journal.unsent() == ()
    stored = journal.entry(entry.header.id)
    assert stored is not None
    assert (stored.seq, stored.delivery, stored.entry) == (1, Delivery.RECEIPTED, entry)
    assert (journal.cursor(), journal.epoch()) == (1, "epoch-1")


def test_a_lost_reply_sends_nothing_twice(journal: Journal, hand: Hand, office: Stamp) -> None:
    hand.submit(NUMBER)
    office.exchange(journal)  # the reply is lost on the road
    assert len(journal.unsent()) == 1
    office.deliver(journal)
    assert journal.unsent() == ()
    assert office.journal.cursor() == 1
    assert len(office.journal.entries(NUMBER)) == 1


def test_the_same_reply_twice_changes_nothing(journal: Journal, hand: Hand, office: Stamp) -> None:
    hand.submit(NUMBER)
    reply = office.exchange(journal)
    journal.absorb(reply, office.verify)
    before = journal.entries(NUMBER), journal.case(NUMBER)
    journal.absorb(reply, office.verify)
    assert (journal.entries(NUMBER), journal.case(NUMBER)) == before


def test_a_case_comes_to_a_station_and_its_decision_comes_back(
    journal: Journal, hand: Hand, office: Stamp, station: Journal
) -> None:
    hand.submit(NUMBER)
    office.deliver(journal)
    office.deliver(station, "station-1", "station")
    assert cases.search(station.engine, STREAM, "muster")[0].label == "Erika Mustermann"
    Hand(station, "station-1", "chain-2").decide(NUMBER, Action.RETURN, THIELE, comments={})
    office.deliver(station, "station-1", "station")
    assert office.deliver(journal).changed == {NUMBER}
    assert status_of(journal) is Status.RETURNED
    assert journal.case(NUMBER) == station.case(NUMBER) == office.journal.case(NUMBER)


def test_a_refused_submission_becomes_a_draft_again_with_all_that_was_typed(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    entry = hand.submit(NUMBER)
    reply = Reply((), (refusal(entry.header.id),), 0, "epoch-1", (), None)
    absorbed = journal.absorb(reply, office.verify)
    assert absorbed.refused == absorbed.drafts == (entry.header.id,)
    assert journal.case(NUMBER) is None
    draft = Drafts(engine).get(entry.header.id)
    assert (draft.answers, draft.case, draft.owner) == (ANSWERS, None, "berger")
    assert draft.evidence[0].last == "0001"
    assert draft.declared_at == date(2026, 11, 21)
    assert (draft.label, draft.field, draft.hands) == (
        "Erika Mustermann",
        "persons.0.given_names",
        ("berger",),
    )
    assert cases.search(engine, STREAM, "Mustermann") == ()


def test_a_refused_correction_becomes_the_draft_of_a_correction(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit(NUMBER)
    hand.decide(NUMBER, Action.RETURN)
    office.deliver(journal)
    corrected = hand.correct(NUMBER)
    journal.absorb(Reply((), (refusal(corrected.header.id),), 2, "epoch-1", (), None), office.verify)
    assert status_of(journal) is Status.RETURNED
    assert Drafts(engine).get(corrected.header.id).case == NUMBER


def test_what_depends_on_a_refused_entry_is_refused_with_it_and_its_header_still_travels(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit(NUMBER, BERGER)
    office.deliver(journal)
    hand.decide(NUMBER, Action.RETURN, BERGER)  # four eyes: refused at the office
    corrected = hand.correct(NUMBER)
    other = hand.submit("B-2026-00002-B")
    first = office.accept(journal.unsent(1))[1]
    absorbed = journal.absorb(Reply((), first, 1, "epoch-1", (), None), office.verify)
    assert len(absorbed.refused) == 2
    assert [item.refused for item in journal.entries(NUMBER)] == [None, "same_person", "follows_refused"]
    assert status_of(journal) is Status.SUBMITTED
    assert [entry.body is None for entry in journal.unsent()] == [True, False]
    office.deliver(journal)
    assert journal.unsent() == ()
    assert journal.entries(other.header.subject)[0].seq == 2
    assert Drafts(engine).get(corrected.header.id).answers == ANSWERS
    assert cases.counts(engine, STREAM).refused == 2


def test_a_stale_decision_puts_the_case_back_as_the_office_has_it(
    journal: Journal, hand: Hand, office: Stamp, station: Journal
) -> None:
    hand.submit(NUMBER)
    office.deliver(journal)
    office.deliver(station, "station-1", "station")
    Hand(station, "station-1", "chain-2").decide(NUMBER, Action.RETURN, THIELE)
    office.deliver(station, "station-1", "station")
    hand.decide(NUMBER, Action.APPROVE)
    assert status_of(journal) is Status.APPROVED
    absorbed = office.deliver(journal)
    assert len(absorbed.refused) == 1
    assert status_of(journal) is Status.RETURNED
    assert [item.refused for item in journal.entries(NUMBER)] == [None, None, "stale"]


def test_a_broken_chain_gives_all_its_unsent_work_back_and_stops_offering_it(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    # The store was rolled back: the office holds an entry of this chain that is no longer there.
    lost = hand.entry(BERGER, "B-2026-00009-Z", Action.SUBMIT, **submission())
    office.accept([lost])
    hand.submit(NUMBER)
    hand.submit("B-2026-00002-B")
    absorbed = office.deliver(journal)
    assert len(absorbed.drafts) == 2
    assert status_of(journal, "B-2026-00009-Z") is Status.SUBMITTED
    assert journal.is_broken("chain-1")
    assert journal.unsent() == ()
    fresh = Hand(journal, "bus-1", "chain-9")
    fresh.submit("B-2026-00003-C")
    office.deliver(journal)
    assert status_of(office.journal, "B-2026-00003-C") is Status.SUBMITTED


def test_what_stands_before_a_fork_is_not_broken_and_still_gets_its_answer(
    journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit(NUMBER)
    (first,) = journal.unsent()
    lost = hand.entry(BERGER, "B-2026-00009-Z", Action.SUBMIT, **submission())
    accepted, _ = office.accept([first, lost])
    hand.submit("B-2026-00002-B")  # the store was rolled back: the office has another second entry
    journal.absorb(Reply(accepted[1:], (), 2, "epoch-1", (), None), office.verify)
    assert journal.is_broken("chain-1")
    assert journal.unsent() == (first,)
    office.deliver(journal)
    assert status_of(journal, NUMBER) is Status.SUBMITTED


def test_a_new_epoch_offers_everything_again_and_ends_equal(
    journal: Journal, hand: Hand, office: Stamp, tmp_path: Path
) -> None:
    hand.submit(NUMBER, BERGER)
    hand.decide(NUMBER, Action.APPROVE, BERGER)  # will be refused, and its place in the chain is needed
    office.deliver(journal)
    hand.decide(NUMBER, Action.APPROVE, THIELE)
    office.deliver(journal)
    engine = open_store(tmp_path / "restored.db", None, "office")
    restored = Stamp(Journal(engine, STREAM), "epoch-2", office.seed)
    empty = Reply((), (), 0, "epoch-2", (), None)
    journal.absorb(empty, office.verify)
    assert status_of(journal) is Status.APPROVED
    assert [item.delivery for item in journal.entries(NUMBER)] == [
        Delivery.SAVED,
        Delivery.SAVED,
        Delivery.REFUSED,
    ]
    assert len(journal.unsent()) == 3
    restored.deliver(journal)
    assert journal.unsent() == ()
    assert (journal.epoch(), journal.case(NUMBER)) == ("epoch-2", restored.journal.case(NUMBER))
    close_store(engine)


def test_a_reply_with_a_forged_receipt_changes_nothing(journal: Journal, hand: Hand, office: Stamp) -> None:
    hand.submit(NUMBER)
    reply = office.exchange(journal)
    item = reply.accepted[0]
    forged = replace(item, receipt=replace(item.receipt, seq=77))
    with pytest.raises(SignatureInvalid):
        journal.absorb(replace(reply, accepted=(forged,)), office.verify)
    assert len(journal.unsent()) == 1
    assert journal.cursor() == 0


def test_an_entry_we_hold_with_another_hash_is_reported_and_nothing_is_taken_in(
    journal: Journal, hand: Hand, office: Stamp
) -> None:
    first = hand.entry(BERGER, NUMBER, Action.SUBMIT, label="Erika Mustermann")
    other = hand.entry(BERGER, NUMBER, Action.SUBMIT, label="Max", header_id=first.header.id)
    journal.append(first)
    accepted, _ = office.accept([other])
    with pytest.raises(Conflicting):
        journal.absorb(Reply(accepted, (), 1, "epoch-1", (), None), office.verify)
    assert journal.cursor() == 0


def test_an_erased_body_that_comes_back_changed_is_not_taken_in(
    journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit(NUMBER)
    reply = office.exchange(journal)
    journal.absorb(reply, office.verify)
    with writing(journal.engine) as connection:
        connection.execute(update(tables.entry).values(body=None))
    (item,) = reply.accepted
    forged = replace(item, entry=replace(item.entry, body={"label": "Max Mustermann"}))
    with pytest.raises(Conflicting):
        journal.absorb(replace(reply, accepted=(forged,)), lambda item: None)
    assert journal.entries(NUMBER)[0].entry.body is None
    journal.absorb(reply, office.verify)
    assert journal.entries(NUMBER)[0].entry == item.entry
