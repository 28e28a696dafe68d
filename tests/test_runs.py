"""Runs of delivery on a real laptop with a real office: a forecast before, a protocol after, a rate that is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from mobile_office.desk import Desk
from mobile_office.domain.attachment import CHUNK
from mobile_office.domain.case import Action
from mobile_office.domain.run import ENOUGH
from mobile_office.post import at_once
from mobile_office.runs import Runs
from mobile_office.signing import sign_certificate
from tests.house import STREAM, Laptop, Town
from tests.samples import decide, submit_sample
from tests.sync.road import submit_with


def test_before_a_run_its_cases_and_bytes_are_known_and_afterwards_each_receipt(
    desk: Desk, laptop: Laptop
) -> None:
    number, runs, now = submit_sample(desk), Runs(laptop.place, at_once), desk.clock()
    before = runs.forecast(now)
    assert (before.cases, before.scans, before.lasts, before.refused) == (1, 0, None, ())
    assert before.bytes > 1000
    begun = runs.begin(now)
    desk.deliver()
    run = runs.end(begun, now + timedelta(seconds=2))
    assert run is not None
    (item,) = run.items
    assert (item.subject, item.is_done, item.first) == (number, True, 1)
    assert run.bytes == before.bytes
    assert runs.last() == run
    assert runs.forecast(now).cases == 0


def test_a_run_that_brought_only_scans_names_the_receipt_of_their_case(desk: Desk, laptop: Laptop) -> None:
    """Else its protocol said `Quittung Nr. –` of a case that is complete at the office."""
    number, runs, now = submit_with(desk, CHUNK), Runs(laptop.place, at_once), desk.clock()
    both = runs.begin(now)
    desk.deliver()
    only_scans = replace(both, entries=())  # the headers had arrived in the run before
    run = runs.end(only_scans, now + timedelta(seconds=9))
    assert run is not None
    (item,) = run.items
    assert (item.subject, item.entries, item.receipted, item.scans) == (number, 0, 0, 1)
    assert (item.first, item.last) == (1, 1)


def test_what_a_run_has_measured_tells_how_long_the_next_takes(desk: Desk, laptop: Laptop) -> None:
    runs, now = Runs(laptop.place, at_once), desk.clock()
    submit_sample(desk)
    begun = runs.begin(now)
    desk.deliver()
    runs.end(begun, now + timedelta(seconds=2))
    while runs.forecast(now).bytes < ENOUGH:
        submit_sample(desk)
    assert runs.forecast(now).lasts is None, "one case measures nothing but waiting"
    begun = runs.begin(now)
    desk.deliver()
    laptop.place.local.put(
        "delivery.rate", ENOUGH // 20
    )  # the post has measured this very run, without a road
    runs.end(begun, now + timedelta(seconds=20))
    submit_sample(desk)
    lasts = runs.forecast(now).lasts
    assert lasts is not None
    assert timedelta(milliseconds=500) < lasts < timedelta(seconds=4)


def test_a_run_without_an_answer_leaves_everything_waiting(desk: Desk, laptop: Laptop) -> None:
    submit_sample(desk)
    runs, now = Runs(laptop.place, at_once), desk.clock()
    run = runs.end(runs.begin(now), now + timedelta(seconds=30), "offline")
    assert run is not None
    assert (run.items[0].receipted, run.trouble, run.rate) == (0, "offline", None)


def test_nothing_owed_is_no_run(desk: Desk, laptop: Laptop) -> None:
    runs, now = Runs(laptop.place, at_once), desk.clock()
    assert runs.end(runs.begin(now), now) is None
    assert runs.last() is None


def test_a_decision_whose_author_was_revoked_is_foretold(
    desk_of: Callable[[str], Desk], town: Town, laptop: Laptop
) -> None:
    number = submit_sample(desk_of("Berger"))
    desk_of("Berger").deliver()
    town.office.revoke_person(desk_of("Thiele").actor.person)
    decide(desk_of("Thiele"), number, Action.APPROVE, "Thiele")  # this laptop has not heard of it yet
    known = [sign_certificate(each, town.office.keys.signing) for each in town.office.certificates(STREAM)]
    laptop.place.people.put_certificates(known)
    found = Runs(laptop.place, at_once).forecast(desk_of("Berger").clock()).refused
    assert found == ((number, "certificate_revoked"),)
