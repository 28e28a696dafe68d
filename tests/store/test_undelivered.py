"""What is not delivered counts from the legal day: the declared one for a submission, else the day it was written."""

from datetime import UTC, date, datetime, timedelta

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.store.undelivered import Undelivered, days, undelivered
from tests.house import STREAM, Laptop
from tests.samples import capture_sample, decide, submit_sample


def owed(laptop: Laptop) -> tuple[Undelivered, ...]:
    return undelivered(laptop.place.journal.engine, STREAM)


def test_a_case_captured_from_paper_counts_from_the_day_on_it(desk: Desk, laptop: Laptop) -> None:
    today = desk.clock().astimezone().date()
    earlier = today - timedelta(days=4)
    desk.submit(capture_sample(desk, earlier).id)
    submit_sample(desk)
    assert sorted(days(owed(laptop))) == [earlier, today]
    assert desk.delivery().insistence is not None


def test_what_the_office_has_is_owed_no_longer_and_a_note_counts_from_its_own_day(
    desk: Desk, laptop: Laptop
) -> None:
    number = desk.submit(capture_sample(desk, desk.clock().astimezone().date() - timedelta(days=4)).id)
    desk.deliver(force=True)
    assert owed(laptop) == ()
    assert desk.delivery().insistence is None
    decide(desk, number, Action.NOTE, "Berger", reason="Rückruf")
    (note,) = owed(laptop)
    assert (note.subject, note.is_case, note.day) == (number, True, desk.clock().astimezone().date())
    assert desk.delivery().insistence is None


def test_of_a_case_the_earliest_day_counts_and_days_on_the_road_do_not() -> None:
    day, since = date(2026, 11, 23), owed_at()
    found = (
        Undelivered("B-1", True, since, day),
        Undelivered("B-1", True, since, day - timedelta(days=1)),
        Undelivered("device/2026-11-23", False, since, day - timedelta(days=9)),
    )
    assert days(found) == (day - timedelta(days=1),)


def owed_at() -> datetime:
    return datetime(2026, 11, 23, 12, tzinfo=UTC)
