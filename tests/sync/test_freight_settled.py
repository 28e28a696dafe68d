"""Scans of a case that is over: still owed, until the office has erased the case."""

from datetime import timedelta

from mobile_office.backoffice.tables import blobs, wanted
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.case import Action
from mobile_office.post import Post
from mobile_office.store.retention import Retention
from mobile_office.store.transactions import writing
from tests.house import Laptop, Town
from tests.sync.road import Road, submit_with


def withdrawn(desk: Desk) -> str:
    number = submit_with(desk, 1000)
    desk.do(number, Action.WITHDRAW, reason="auf Wunsch")
    return number


def test_a_withdrawn_case_is_made_complete_all_the_same(town: Town, laptop: Laptop, desk: Desk) -> None:
    number, road = withdrawn(desk), Road(town.office, laptop.place.device.id)
    Post(laptop.place, town.office, blobs=road).deliver(utc_now())
    (submitted, _) = laptop.place.journal.entries(number)
    assert submitted.is_complete


def test_what_the_office_has_erased_is_owed_no_more_and_can_be_erased_here(
    town: Town, laptop: Laptop, desk: Desk
) -> None:
    number, later = withdrawn(desk), utc_now() + timedelta(days=40)
    Post(laptop.place, town.office).deliver(utc_now())  # the scans stay behind
    retention = Retention(laptop.place.journal, "bus")
    assert number not in retention.erasable(later)
    with writing(town.office.engine) as connection:
        for table in (wanted, blobs):
            connection.execute(table.delete())
    road = Road(town.office, laptop.place.device.id)
    assert Post(laptop.place, town.office, blobs=road).deliver(utc_now(), force=True).blobs_waiting == 0
    assert number in retention.erasable(later)
