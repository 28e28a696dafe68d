"""The journal on a device: appending, what is unsent, what is in scope."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import Conflicting
from mobile_office.domain.number import case_number
from mobile_office.domain.overview import Delivery
from mobile_office.headers import GENESIS
from mobile_office.store import cases
from mobile_office.store.drafts import Drafts
from mobile_office.store.journal import Count, Journal
from tests.store.hand import ALBRECHT, BERGER, NOW, STREAM, THIELE, Hand, Stamp, submission

NUMBER = "B-2026-00001-A"
TODAY = submission() | {"declared_at": "2026-11-22"}


def test_a_new_chain_begins_at_genesis(journal: Journal) -> None:
    assert journal.head("chain-1") == (0, GENESIS)


def test_an_appended_entry_is_the_head_the_outbox_and_the_case(journal: Journal, hand: Hand) -> None:
    entry = hand.submit(NUMBER)
    assert journal.head("chain-1") == (1, entry.hash)
    assert journal.unsent() == (entry,)
    assert journal.unsent_numbers() == {NUMBER}
    case = journal.case(NUMBER)
    assert case is not None
    assert (case.status, case.hands, case.revision) == (
        Status.SUBMITTED,
        frozenset({"berger"}),
        entry.header.id,
    )


def test_the_draft_goes_with_the_entry_or_stays_with_it(engine: Engine, journal: Journal, hand: Hand) -> None:
    drafts = Drafts(engine)
    drafts.new("draft-1", "registration", 1, "berger", NOW)
    late = hand.entry(BERGER, NUMBER, Action.SUBMIT, header_n=7, **submission())
    with pytest.raises(Conflicting):
        journal.append(late, drop_draft="draft-1")
    assert drafts.open()
    assert journal.case(NUMBER) is None
    journal.append(hand.entry(BERGER, NUMBER, Action.SUBMIT, **submission()), drop_draft="draft-1")
    assert drafts.open() == ()


def test_a_number_is_free_until_its_case_is_kept_and_never_again(journal: Journal, hand: Hand) -> None:
    number, count = journal.free_number("B", 2026)
    assert (number, count) == (case_number("B", 2026, 1), Count("B-2026", 1))
    assert journal.free_number("B", 2026) == (number, count)  # nobody has seen it
    with pytest.raises(Conflicting):
        journal.append(hand.entry(BERGER, number, Action.SUBMIT, header_n=7, **submission()), count=count)
    assert journal.free_number("B", 2026) == (number, count)
    journal.append(hand.entry(BERGER, number, Action.SUBMIT, **submission()), count=count)
    assert journal.free_number("B", 2026)[1] == Count("B-2026", 2)
    assert journal.free_number("B", 2027)[1] == Count("B-2027", 1)


def test_a_counter_that_is_behind_passes_over_the_cases_there_are(journal: Journal, hand: Hand) -> None:
    for n in (1, 2):
        hand.submit(case_number("B", 2026, n))
    assert journal.free_number("B", 2026)[1] == Count("B-2026", 3)


def test_unsent_entries_come_in_chain_order_up_to_a_limit(journal: Journal, hand: Hand) -> None:
    written = [hand.submit(f"B-2026-0000{n}-A") for n in range(1, 5)]
    assert journal.unsent(3) == tuple(written[:3])
    assert set(journal.unsent_places()) == {(one.header.chain, one.header.n) for one in written}


def test_handing_over_is_a_fact_and_not_yet_a_receipt(journal: Journal, hand: Hand) -> None:
    entry = hand.submit(NUMBER)
    assert journal.entries(NUMBER)[0].delivery is Delivery.SAVED
    journal.mark_handed_over([entry.header.id], NOW)
    stored = journal.entries(NUMBER)[0]
    assert (stored.delivery, stored.handed_over_at) == (Delivery.HANDED_OVER, NOW)
    assert journal.unsent() == (entry,)


def test_a_bus_sees_its_own_cases_and_a_station_all_of_them(
    journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit(NUMBER)
    office.deliver(journal)
    other = Hand(office.journal, "bus-2", "chain-2")
    office.accept([other.entry(BERGER, "C-2026-00001-B", Action.SUBMIT, **submission())], "bus-2")
    office.accept([other.entry(THIELE, NUMBER, Action.APPROVE)], "bus-2")
    seen = office.journal.since
    assert [item.receipt.seq for item in seen(0, "bus-1", "bus", 10)] == [1, 3]
    assert [item.receipt.seq for item in seen(1, "station-1", "station", 10)] == [2, 3]
    assert [item.receipt.seq for item in seen(0, "station-1", "station", 2)] == [1, 2]


def test_a_refusal_asks_for_a_person_until_it_has_been_seen(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit(NUMBER, BERGER)
    hand.decide(NUMBER, Action.APPROVE, BERGER)
    office.deliver(journal)
    assert cases.lines(engine, STREAM)[0].delivery is Delivery.REFUSED
    journal.see_refusals(NUMBER)
    assert cases.lines(engine, STREAM)[0].delivery is Delivery.RECEIPTED
    assert cases.counts(engine, STREAM).refused == 0


def test_streams_do_not_mix(engine: Engine, journal: Journal, hand: Hand) -> None:
    hand.submit(NUMBER)
    other = Journal(engine, "09162000")
    assert (other.case(NUMBER), other.unsent(), other.head("chain-1")[0]) == (None, (), 0)


def test_a_query_brings_its_whole_case_along_however_small_the_page(
    journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit("B-2026-00002-B")
    hand.submit(NUMBER)
    hand.decide(NUMBER, Action.APPROVE)
    hand.decide(NUMBER, Action.QUERY, ALBRECHT)
    hand.append(BERGER, NUMBER, Action.NOTE, reason="after the page")
    office.deliver(journal)
    for kind in ("bus", "station"):
        page = office.journal.since(3, "bus-1", kind, 1)
        assert [item.receipt.seq for item in page] == [2, 3, 4]
    assert [item.receipt.seq for item in office.journal.since(4, "bus-1", "bus", 1)] == [5]


def test_the_oldest_entry_that_waits_says_since_when(journal: Journal, hand: Hand, office: Stamp) -> None:
    assert journal.oldest_unsent_at() is None
    first = hand.append(BERGER, NUMBER, Action.SUBMIT, **TODAY)
    hand.append(BERGER, "B-2026-00002-B", Action.SUBMIT, **TODAY)
    assert journal.oldest_unsent_at() == first.header.at
    office.deliver(journal)
    assert journal.oldest_unsent_at() is None


def test_what_was_declared_on_paper_days_before_has_waited_since_the_end_of_that_day(
    journal: Journal, hand: Hand
) -> None:
    hand.append(BERGER, NUMBER, Action.SUBMIT, **(submission() | {"declared_at": "2026-11-20"}))
    oldest = journal.oldest_unsent_at()
    assert oldest is not None
    assert oldest.astimezone() == datetime(2026, 11, 21).astimezone()


def test_what_is_declared_today_has_waited_since_it_was_written(journal: Journal, hand: Hand) -> None:
    entry = hand.append(BERGER, NUMBER, Action.SUBMIT, **TODAY)
    assert journal.oldest_unsent_at() == entry.header.at
