"""The daybook on a real store: left, stopped, set right, closed, handed over; who may, and what is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from mobile_office.daybook import Daybook
from mobile_office.departure import TICKS
from mobile_office.desk import Desk
from mobile_office.domain.day import day_subject
from mobile_office.domain.errors import NotAllowed, Refused
from tests.house import Laptop, Town
from tests.samples import fill_sample, submit_sample
from tests.screens.stage import Clock

OK = {"store": "ok", "clock": "ok"}


@pytest.fixture
def clock(laptop: Laptop) -> Clock:
    """A clock that stands, at the laptop."""
    clock = Clock()
    clock.at = datetime.now(UTC).replace(hour=9, minute=30, second=0, microsecond=0)
    laptop.clock = clock
    return clock


@pytest.fixture
def desk(clock: Clock, laptop: Laptop, town: Town) -> Desk:
    """The clerk's desk under that clock."""
    assert laptop.clock is clock
    return laptop.desk("Berger", town.office)


@pytest.fixture
def book(desk: Desk) -> Daybook:
    return desk.daybook


def signed(desk: Desk, service: str = "id_exemption") -> str:
    """A case whose declaration was signed in ink."""
    return desk.submit(desk.sign(fill_sample(desk, service).id).id)


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(NotAllowed) as trouble:
        act()
    assert trouble.value.code == code


def test_a_day_begins_with_nothing_noted(book: Daybook, laptop: Laptop) -> None:
    day = book.day()
    assert (day.departures, day.stops, day.closing, day.bag) == ((), (), None, None)
    assert book.stop() == laptop.place.settings.stop
    assert book.legal_date() == day.clock_date
    assert (book.stops(), book.added(), book.last_note()) == ((), 0, None)


def test_the_departure_is_signed_with_its_states(book: Daybook, desk: Desk) -> None:
    book.depart(OK, TICKS)
    (signed_check,) = book.day().departures
    assert (signed_check.person, signed_check.checks, signed_check.ticks) == (desk.actor.person, OK, TICKS)


def test_what_is_bad_or_not_ticked_is_signed_only_with_a_note(book: Daybook) -> None:
    refused("departure_note_missing", lambda: book.depart({**OK, "clock": "bad"}, TICKS, " "))
    refused("departure_note_missing", lambda: book.depart(OK, TICKS[:1]))
    book.depart({**OK, "clock": "bad"}, (), "Uhr wird im Depot gestellt.")
    assert book.day().departures[0].note == "Uhr wird im Depot gestellt."


def test_a_stop_counts_from_now_and_stands_on_what_is_captured(book: Daybook, desk: Desk) -> None:
    book.arrive("  Marktplatz Bothfeld ")
    assert desk.today().stop == book.stop() == "Marktplatz Bothfeld"
    assert desk.page(submit_sample(desk, "id_exemption")).stop == "Marktplatz Bothfeld"
    refused("stop_missing", lambda: book.arrive("  "))


def test_a_wrong_stop_is_set_right_from_its_beginning(book: Daybook, clock: Clock) -> None:
    book.arrive("Misburg")
    clock.go(30)
    refused("reason_missing", lambda: book.set_right("Bothfeld", book.legal_date(), " "))
    book.set_right("Bothfeld", book.legal_date(), "Tourplan von gestern")
    (stop,) = book.day().stops
    assert (stop.name, stop.was, stop.reason) == ("Bothfeld", "Misburg", "Tourplan von gestern")
    assert stop.since == clock.at - timedelta(minutes=30)


def test_setting_nothing_right_is_refused(book: Daybook) -> None:
    refused("nothing_to_set_right", lambda: book.set_right(book.stop(), book.legal_date(), "Versehen"))


def test_what_is_begun_after_the_date_was_set_right_is_declared_on_it(
    book: Daybook, desk: Desk, clock: Clock
) -> None:
    before = submit_sample(desk, "id_exemption")
    yesterday = clock.at.astimezone().date() - timedelta(days=1)
    book.set_right(book.stop(), yesterday, "Die Uhr ging vor.")
    assert (book.legal_date(), desk.today().day, book.day().stops) == (yesterday, yesterday, ())
    assert desk.page(submit_sample(desk, "id_exemption")).declared_at == yesterday
    assert desk.page(before).declared_at == clock.at.astimezone().date()


def test_stops_of_other_days_are_offered_again_the_latest_first(book: Daybook, clock: Clock) -> None:
    for name in ("Bothfeld", "Misburg", "Bothfeld"):
        book.arrive(name)
        clock.go(60 * 24)
    assert book.stops() == ("Bothfeld", "Misburg")


def test_the_tally_holds_each_paper_once_and_what_is_signed_but_not_handed_in(
    book: Daybook, desk: Desk
) -> None:
    number, without = signed(desk), submit_sample(desk, "id_card")
    desk.start("registration")
    loose = desk.sign(fill_sample(desk, "id_exemption").id)
    tally = book.tally()
    assert [item.number for item in tally.captured] == [number, without]
    assert (tally.cases, len(tally.papers), tally.unfinished, tally.undelivered) == (2, 2, 2, 2)
    assert tally.loose == tuple(item.note for item in loose.evidence if item.kind == "signed_paper")


def test_notes_about_the_day_are_no_cases_that_wait(book: Daybook) -> None:
    book.depart(OK, TICKS)
    assert book.tally().undelivered == 0


def test_a_count_that_differs_needs_a_reason(book: Daybook, desk: Desk) -> None:
    signed(desk)
    refused("count_differs", lambda: book.close(2))
    book.close(2, "Eins lag noch von gestern da.")
    closing = book.day().closing
    assert closing is not None
    assert (closing.cases, closing.papers, closing.counted) == (1, 1, 2)
    assert closing.head != ""


def test_what_comes_after_the_closing_asks_for_another(book: Daybook, desk: Desk, clock: Clock) -> None:
    signed(desk)
    book.close(1)
    book.hand_over("T-17", "Poststelle")
    assert book.added() == 0
    clock.go(5)
    signed(desk)
    assert book.added() == 1
    clock.go(5)
    book.close(2)
    day = book.day()
    assert book.added() == 0
    assert day.closing is not None
    assert day.closing.counted == 2
    assert day.bag is None, "the bag handed over was not the one counted now"


def test_a_bag_goes_only_after_the_closing_and_to_somebody(book: Daybook) -> None:
    refused("not_closed", lambda: book.hand_over("T-17", "Poststelle"))
    book.close(0)
    refused("bag_missing", lambda: book.hand_over("T-17", " "))
    book.hand_over(" T-17 ", "Poststelle")
    bag = book.day().bag
    assert bag is not None
    assert (bag.number, bag.to, bag.papers) == ("T-17", "Poststelle", 0)


@pytest.mark.parametrize("act", ["depart", "arrive", "set_right", "close"])
def test_intake_keeps_no_daybook(laptop: Laptop, town: Town, act: str) -> None:
    desk = laptop.desk("Albrecht", town.office)
    acts: dict[str, Callable[[], object]] = {
        "depart": lambda: desk.daybook.depart(OK, TICKS),
        "arrive": lambda: desk.daybook.arrive("Misburg"),
        "set_right": lambda: desk.daybook.set_right("Misburg", date(2026, 11, 21), "Uhr"),
        "close": lambda: desk.daybook.close(0),
    }
    assert not desk.is_on_the_road
    with pytest.raises(Refused):
        acts[act]()
    assert desk.daybook.day().stops == ()


def test_an_office_pc_has_no_day_on_the_road(town: Town) -> None:
    station = town.laptop("S", "station", ["Thiele"])
    assert not station.desk("Thiele", town.office).is_on_the_road


def test_the_office_takes_the_day_like_everything_else(book: Daybook, desk: Desk, laptop: Laptop) -> None:
    book.depart(OK, TICKS)
    book.close(0)
    desk.deliver(force=True)
    subject = day_subject(laptop.place.device.id, book.day().clock_date)
    assert [kept.seq is not None for kept in laptop.place.journal.entries(subject)] == [True, True]


def test_the_protocol_names_who_set_the_date_right(book: Daybook, desk: Desk) -> None:
    signed(desk)
    book.arrive("Bothfeld")
    book.set_right("Misburg", book.legal_date() - timedelta(days=1), "Die Uhr ging vor.")
    book.set_right("Bothfeld", book.legal_date(), "Doch Bothfeld.")
    paper = book.protocol()
    assert paper.kind == "day"
    assert "Berger, Test" in paper.values["clock"]["de"]
    assert "Mustermann" not in str(paper.values)


def test_the_protocol_carries_the_head_the_day_was_closed_on(book: Daybook, laptop: Laptop) -> None:
    head = laptop.place.journal.head(laptop.place.chain())[1]
    book.close(0)
    assert book.protocol().values["proof"].replace(" ", "") == head
