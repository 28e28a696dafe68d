"""Lists of cases, search in any spelling, and delivery case by case."""

import pytest
from sqlalchemy import Engine

from mobile_office.domain.case import Action, DayAction, Status
from mobile_office.domain.overview import Delivery
from mobile_office.protocol import Reply
from mobile_office.store import cases
from mobile_office.store.journal import Journal
from tests.store.hand import BERGER, NOW, STREAM, WEBER, Hand, Stamp

NAMES = ["Erika Müller", "Seán O'Brien", "Łukasz Łukasiewicz", "Max Mustermann"]


@pytest.fixture
def named(hand: Hand) -> dict[str, str]:
    """A case for each name: name to number."""
    numbers = {name: f"B-2026-0000{n}-{'ABCD'[n - 1]}" for n, name in enumerate(NAMES, start=1)}
    for name, number in numbers.items():
        hand.submit(number, label=name)
    return numbers


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mueller", "Erika Müller"),
        ("müll", "Erika Müller"),
        ("O'Brien", "Seán O'Brien"),
        ("OBrien sean", "Seán O'Brien"),
        ("Lukasiewicz", "Łukasz Łukasiewicz"),
        ("muster max", "Max Mustermann"),
        ("B-2026-00003-C", "Łukasz Łukasiewicz"),
        ("00004", "Max Mustermann"),
    ],
)
def test_a_name_is_found_in_any_spelling(
    engine: Engine, named: dict[str, str], words: str, name: str
) -> None:
    assert [line.label for line in cases.search(engine, STREAM, words)] == [name]


@pytest.mark.parametrize(
    "words", ["", "  ", "'", '"', "*", "NEAR(", "Erika AND", "a OR b", "nobody", "words:x"]
)
def test_odd_words_find_nothing_and_break_nothing(engine: Engine, named: dict[str, str], words: str) -> None:
    assert cases.search(engine, STREAM, words) == ()


def test_a_line_says_what_lists_show(engine: Engine, hand: Hand) -> None:
    entry = hand.submit("B-2026-00001-A", WEBER)
    (line,) = cases.lines(engine, STREAM)
    assert (line.number, line.label, line.service) == ("B-2026-00001-A", "Erika Mustermann", "registration")
    assert (line.status, line.delivery) == (Status.SUBMITTED, Delivery.SAVED)
    assert (line.hands, line.submitted_by) == (frozenset({"weber"}), "weber")
    assert line.submitted_at == line.changed_at == entry.header.at


def test_lines_come_last_changed_first_and_page_by_page(engine: Engine, named: dict[str, str]) -> None:
    assert [line.label for line in cases.lines(engine, STREAM)] == NAMES[::-1]
    assert [line.label for line in cases.lines(engine, STREAM, limit=2, offset=1)] == NAMES[2:0:-1]


def test_lines_of_one_status_only(engine: Engine, hand: Hand, named: dict[str, str]) -> None:
    hand.decide(named["Max Mustermann"], Action.RETURN)
    assert [line.label for line in cases.lines(engine, STREAM, status=Status.RETURNED)] == ["Max Mustermann"]
    assert len(cases.lines(engine, STREAM, status=Status.SUBMITTED)) == 3


def test_delivery_goes_from_saved_over_handed_over_to_receipted(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    entry = hand.submit("B-2026-00001-A")

    def fact() -> Delivery:
        return cases.lines(engine, STREAM)[0].delivery

    assert fact() is Delivery.SAVED
    journal.mark_handed_over([entry.header.id], NOW)
    assert fact() is Delivery.HANDED_OVER
    office.deliver(journal)
    assert fact() is Delivery.RECEIPTED


def test_a_refused_submission_stays_on_the_delivery_page_until_its_draft_is_dealt_with(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    entry = hand.submit("B-2026-00001-A")
    accepted_elsewhere = Hand(office.journal, "bus-2", "chain-2")
    office.accept([accepted_elsewhere.entry(BERGER, "B-2026-00001-A", Action.SUBMIT)], "bus-2")
    office.deliver(journal)
    (line,) = cases.delivery_lines(engine, STREAM, attempts=3, reason="offline", next_try=NOW)
    assert (line.label, line.delivery, line.reason) == ("Erika Mustermann", Delivery.REFUSED, "stale")
    assert (line.waiting, line.bytes, line.next_try) == (0, 0, None)
    assert cases.counts(engine, STREAM) == cases.Counts(0, 0, 1)
    hand.journal.append(hand.entry(BERGER, "B-2026-00002-B", Action.SUBMIT), drop_draft=entry.header.id)
    assert cases.counts(engine, STREAM) == cases.Counts(1, 0, 0)


def test_what_the_office_holds_waits_for_nobody_here(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    entry = hand.submit("B-2026-00001-A")
    journal.mark_handed_over([entry.header.id], NOW)
    reply = Reply((), (), 0, "epoch-1", (), None, held=(entry.header.id,))
    assert journal.absorb(reply, office.verify).changed == {"B-2026-00001-A"}
    (line,) = cases.delivery_lines(engine, STREAM, attempts=3, reason="offline", next_try=NOW)
    assert (line.delivery, line.waiting, line.bytes) == (Delivery.HELD, 0, 0)
    assert cases.counts(engine, STREAM) == cases.Counts(0, 0, 0, held=1)
    assert (journal.unsent(), journal.unsent_numbers(), journal.oldest_unsent_at()) == ((), frozenset(), None)
    hand.decide("B-2026-00001-A", Action.RETURN)
    (line,) = cases.delivery_lines(engine, STREAM)
    assert (line.delivery, line.waiting) == (Delivery.SAVED, 1)


def test_the_delivery_page_shows_what_waits_first_with_its_size(
    engine: Engine, journal: Journal, hand: Hand, office: Stamp
) -> None:
    hand.submit("B-2026-00001-A")
    office.deliver(journal)
    hand.submit("B-2026-00002-B")
    hand.decide("B-2026-00002-B", Action.RETURN)
    waiting, done = cases.delivery_lines(engine, STREAM, attempts=2, reason="offline", next_try=NOW)
    assert (waiting.number, waiting.waiting, waiting.attempts) == ("B-2026-00002-B", 2, 2)
    assert (waiting.reason, waiting.next_try) == ("offline", NOW)
    assert 500 < waiting.bytes < 5000
    assert (done.number, done.delivery, done.reason) == ("B-2026-00001-A", Delivery.RECEIPTED, "")
    assert cases.counts(engine, STREAM) == cases.Counts(2, 0, 0)


def test_a_day_waits_as_a_line_without_a_name_and_goes_when_it_is_receipted(
    engine: Engine, hand: Hand, office: Stamp
) -> None:
    hand.submit("B-2026-00001-D")
    entry = hand.about_day(DayAction.STOP, stop="Misburg-Nord")
    hand.journal.append(entry)
    of_case, of_day = cases.delivery_lines(engine, STREAM)
    assert (of_case.day, of_day.day, of_day.label) == (None, NOW.date(), "")
    assert of_day.number == entry.header.subject
    assert hand.journal.unsent_numbers() == {"B-2026-00001-D"}
    office.deliver(hand.journal)
    assert [line.number for line in cases.delivery_lines(engine, STREAM)] == ["B-2026-00001-D"]
