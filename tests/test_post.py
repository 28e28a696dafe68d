"""The post: the light, back-off kept over restarts, and that nothing is lost or doubled."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from mobile_office.backoffice.tables import checkpoints
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.errors import Offline, TooOld, Unknown
from mobile_office.domain.overview import Delivery, Light
from mobile_office.domain.run import Run
from mobile_office.post import Post
from mobile_office.protocol import Reply, Request
from mobile_office.store.transactions import reading
from tests.dog_tax import DOG_TAX, publish, reader
from tests.house import Laptop, Town
from tests.older_copy import OlderCopy
from tests.samples import submit_sample


class Flaky:
    """A way to the real office that fails as the plot says; "lost reply" reaches it all the same."""

    def __init__(self, town: Town, *plot: Exception | str) -> None:
        self._town = town
        self._plot = list(plot)
        self.calls = 0

    def exchange(self, request: Request) -> Reply:
        """One exchange by the plot, then as it should be."""
        self.calls += 1
        turn = self._plot.pop(0) if self._plot else "well"
        if isinstance(turn, Exception):
            raise turn
        reply = self._town.office.exchange(request)
        if turn == "lost reply":
            raise Unknown(reason="cut")
        return reply


def test_waiting_then_delivered(desk: Desk) -> None:
    assert desk.delivery().light is Light.DELIVERED
    number = submit_sample(desk)
    assert (desk.delivery().light, desk.delivery().waiting) == (Light.WAITING, 1)
    assert desk.deliver().light is Light.DELIVERED
    assert desk.delivery_lines()[0].delivery is Delivery.RECEIPTED
    assert desk.page(number).history[0].seq == 1


def test_offline_is_a_state_with_a_next_try_kept_over_restarts(town: Town, laptop: Laptop) -> None:
    desk = laptop.desk("Berger", Flaky(town, Offline(), Offline()))
    submit_sample(desk)
    assert desk.deliver(force=True).light is Light.OFFLINE
    state = desk.deliver(force=True)
    assert (state.attempts, state.trouble) == (2, "offline")
    assert state.next_try is not None
    assert laptop.desk("Berger", town.office).delivery() == state


def test_it_waits_for_its_time_unless_somebody_presses_the_button(town: Town, laptop: Laptop) -> None:
    way = Flaky(town, Offline())
    post = Post(laptop.place, way)
    post.deliver(utc_now())
    due = post.state(utc_now()).next_try
    assert due is not None
    assert not post.is_time(due - timedelta(microseconds=1000))
    post.deliver(due - timedelta(microseconds=1000))
    assert way.calls == 1
    assert post.deliver(due - timedelta(microseconds=1000), force=True).trouble == ""
    assert way.calls == 2


def test_the_wait_begins_when_a_try_has_ended(town: Town, laptop: Laptop) -> None:
    class Mute(Flaky):
        def exchange(self, request: Request) -> Reply:
            """Nothing comes for a while."""
            time.sleep(0.3)
            raise Offline

    now = utc_now()
    due = Post(laptop.place, Mute(town)).deliver(now).next_try
    assert due is not None
    assert due >= now + timedelta(seconds=0.3) - timedelta(milliseconds=1)


def test_a_lost_reply_sends_nothing_twice(town: Town, laptop: Laptop) -> None:
    desk = laptop.desk("Berger", Flaky(town, "lost reply"))
    number = submit_sample(desk)
    desk.deliver(force=True)
    assert desk.delivery_lines()[0].delivery is Delivery.HANDED_OVER
    desk.deliver(force=True)
    assert desk.page(number).history[0].delivery is Delivery.RECEIPTED
    assert len(town.office.journal(desk.actor.stream).entries(number)) == 1


@pytest.mark.parametrize("error", [TooOld(office=9), Unknown(reason="not_ours")])
def test_trouble_is_remembered_by_its_code_and_work_goes_on(
    town: Town, laptop: Laptop, error: Exception
) -> None:
    desk = laptop.desk("Berger", Flaky(town, error))
    state = desk.deliver(force=True)
    assert state.trouble == getattr(error, "code", "")
    assert submit_sample(desk)


def test_many_cases_arrive_in_batches(desk: Desk) -> None:
    numbers = {submit_sample(desk, "id_exemption") for _ in range(30)}
    assert desk.deliver().waiting == 0
    assert {line.number for line in desk.cases() if line.delivery is Delivery.RECEIPTED} == numbers
    assert desk.delivery().trouble == ""


def test_a_case_freed_at_the_office_pc_comes_back_to_the_bus(
    town: Town, desk_of: Callable[[str], Desk]
) -> None:
    desk = desk_of("Berger")
    number = submit_sample(desk)
    desk.deliver()
    station = town.laptop("S", "station", names=("Thiele",)).desk("Thiele", town.office)
    station.deliver()
    assert [line.number for line in station.review_queue()] == [number]
    assert station.page(number).label == desk.page(number).label


def test_a_clock_a_day_off_is_told_and_nothing_is_refused(town: Town, laptop: Laptop) -> None:
    desk = laptop.desk("Berger", town.office)
    desk.clock = lambda: utc_now() + timedelta(days=1)
    number = submit_sample(desk, "id_exemption")
    state = desk.deliver(force=True)
    assert (state.trouble, state.waiting) == ("clock_wrong", 0)
    assert desk.page(number).history[0].delivery is Delivery.RECEIPTED
    desk.clock = utc_now
    assert desk.deliver(force=True).trouble == ""


def test_a_store_put_back_to_an_older_copy_is_told_and_work_goes_on(town: Town, laptop: Laptop) -> None:
    desk = laptop.desk("Berger", town.office)
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    copy = OlderCopy(laptop)
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    copy.put_back()
    again, before = laptop.desk("Berger", town.office), laptop.place.chain()
    assert again.deliver(force=True).trouble == "rolled_back"
    assert laptop.place.chain() != before
    assert [mark.chain for mark in laptop.place.heads.known(laptop.place.chain()).given_up] == [before]
    number = submit_sample(again, "id_exemption")
    assert number[7:12] == "00003"
    assert again.deliver(force=True).needs_person == 0
    assert again.page(number).history[0].delivery is Delivery.RECEIPTED


def test_an_older_store_written_on_past_what_the_office_remembers_alarms_it_too(
    town: Town, laptop: Laptop
) -> None:
    desk = laptop.desk("Berger", town.office)
    copy = OlderCopy(laptop)
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    assert _alarms(town) == [None]
    copy.put_back()
    again = laptop.desk("Berger", town.office)
    for _ in range(2):  # one more than before: the head alone would look newer
        submit_sample(again, "id_exemption")
    assert again.deliver(force=True).trouble == "rolled_back"
    assert len(again.today().drafts) == 2, "nothing typed is lost"
    assert None not in _alarms(town)


def _alarms(town: Town) -> list[object]:
    with reading(town.office.engine) as connection:
        return [row.alarm for row in connection.execute(checkpoints.select())]


def test_notes_about_the_day_wait_without_counting_as_cases(town: Town, laptop: Laptop) -> None:
    desk = laptop.desk("Berger", town.office)
    desk.daybook.arrive("Misburg-Nord")
    assert (desk.delivery().light, desk.delivery().waiting) == (Light.WAITING, 0)
    assert desk.deliver(force=True).light is Light.DELIVERED


def test_each_delivery_keeps_the_countersigned_head(town: Town, laptop: Laptop) -> None:
    desk, chain = laptop.desk("Berger", town.office), laptop.place.chain()
    for n in (1, 2):
        submit_sample(desk, "id_exemption")
        desk.deliver(force=True)
        (head,) = laptop.place.heads.known(chain).heads
        assert (head.chain, head.n, head.head) == (chain, n, laptop.place.journal.head(chain)[1])


def test_a_head_that_cannot_be_kept_beside_the_store_does_not_stop_delivery(
    town: Town, laptop: Laptop
) -> None:
    (laptop.place.home / "heads.json").mkdir()
    desk = laptop.desk("Berger", town.office)
    submit_sample(desk, "id_exemption")
    state = desk.deliver(force=True)
    assert (state.light, state.trouble) == (Light.DELIVERED, "")


@pytest.mark.parametrize(
    ("hours", "alarm", "light"),
    [(23, "none", Light.WAITING), (24, "warn", Light.WAITING), (48, "escalate", Light.NEEDS_YOU)],
)
def test_what_waits_too_long_raises_its_alarm(desk: Desk, hours: int, alarm: str, light: Light) -> None:
    submit_sample(desk, "id_exemption")
    desk.clock = lambda: utc_now() + timedelta(hours=hours)
    state = desk.delivery()
    assert (state.alarm, state.light) == (alarm, light)


def test_what_is_published_is_offered_after_delivery_without_a_restart(town: Town, laptop: Laptop) -> None:
    desk = reader(laptop, town)
    desk.deliver(force=True)
    assert _news(desk) == []
    first = publish(town.office, "service", "dog_tax", 1, DOG_TAX)
    assert desk.deliver(force=True).light is Light.DELIVERED
    assert _news(desk) == [first.number]
    assert "dog_tax" in {service.id for service in desk.services()}
    assert desk.delivery().waiting == 0
    again = reader(laptop, town)
    assert "dog_tax" in {service.id for service in again.services()}
    again.deliver(force=True)
    assert _news(again) == [], "what came before is no news"


def test_without_a_library_announcements_wait(town: Town, laptop: Laptop) -> None:
    publish(town.office, "service", "dog_tax", 1, DOG_TAX)
    laptop.desk("Berger", town.office).deliver(force=True)
    assert laptop.place.publications.known() == 1
    assert len(laptop.place.publications.lacking()) == 1


def test_a_publication_that_cannot_be_fetched_is_in_no_cases_way(town: Town, laptop: Laptop) -> None:
    class Closed:
        def content(self, digest: str, at: int) -> bytes:
            runs.append(desk.post.runs.last())
            raise Unknown(reason="cut")

    runs: list[Run | None] = []
    publish(town.office, "service", "dog_tax", 1, DOG_TAX)
    desk = laptop.desk("Berger", town.office)
    desk.post = Post(laptop.place, town.office, library=Closed())
    number = submit_sample(desk, "id_exemption")
    state = desk.deliver(force=True)
    assert (state.light, state.trouble) == (Light.DELIVERED, "")
    assert desk.page(number).history[0].delivery is Delivery.RECEIPTED
    assert runs == [desk.post.runs.last()], "the run was over before"
    assert runs[0] is not None
    assert _news(desk) == []


def test_a_broken_publication_is_no_news_until_it_can_be_used(town: Town, laptop: Laptop) -> None:
    desk = reader(laptop, town)
    text = DOG_TAX.replace('key = "colour", kind = "text", letters = "B"', LISTED)
    service = publish(town.office, "service", "dog_tax", 1, text)
    desk.deliver(force=True)
    assert _news(desk) == []
    assert [problem.details["file"] for problem in laptop.place.catalog.broken] == ["dog_tax.1.toml"]
    colours = publish(town.office, "codelist", "dog_colours", 0, COLOURS)
    desk.deliver(force=True)
    assert _news(desk) == [service.number, colours.number]
    assert laptop.place.catalog.broken == ()


def _news(desk: Desk) -> list[int]:
    return [item.number for item in desk.post.news]


LISTED = 'key = "colour", kind = "choice", codelist = "dog_colours"'
COLOURS = """
source = "Invented"
version = "1"
[codes]
s = { de = "schwarz", en = "black" }
"""
