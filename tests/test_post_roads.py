"""The post on bad roads: what was met is remembered by its code, asked about before a letter goes, and waited out."""

from datetime import datetime, timedelta
from typing import cast

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.errors import ClockWrong, Offline, Unknown, Untrusted
from mobile_office.domain.overview import DeliveryState, Light
from mobile_office.post import Post
from mobile_office.protocol import BackOffice
from mobile_office.sync.http import HttpBackOffice, office_of
from mobile_office.ui.deliverywords import outcome
from tests.house import Laptop, Town
from tests.samples import submit_sample
from tests.sync.roads import portal


class Probed:
    """A signed sign of life, as the plot says."""

    def __init__(self, *plot: Exception) -> None:
        self._plot = list(plot)
        self.asked = 0

    def __call__(self) -> datetime:
        """The office's time, or what is in the way."""
        self.asked += 1
        if self._plot:
            raise self._plot.pop(0)
        return utc_now()


def posted(town: Town, laptop: Laptop, probe: Probed, *plot: Exception) -> Desk:
    """A desk whose first deliveries fail as the plot says, and which can ask for a sign of life."""
    turns = list(plot)

    class Road:
        def exchange(self, request: object) -> object:
            if turns:
                raise turns.pop(0)
            return town.office.exchange(request)  # type: ignore[arg-type]

    desk = laptop.desk("Berger", town.office)
    desk.post = Post(laptop.place, cast(BackOffice, Road()), probe=probe)
    return desk


def told(state: DeliveryState) -> str:
    return outcome(state, utc_now())[0]


def test_a_login_page_is_a_colour_and_a_sentence(laptop: Laptop) -> None:
    with portal(302, {"Location": "http://wlan.example/"}, b"") as url:
        place = laptop.place
        with office_of(place.device, place.keys.seed, place.keys.exchange, url) as door:
            desk = laptop.desk("Berger", door)
            submit_sample(desk)
            state = desk.deliver(force=True)
    assert (state.light, state.trouble, state.waiting) == (Light.OFFLINE, "captive_portal", 1)
    assert told(state).startswith("Dieses Netz verlangt erst eine Anmeldung.")
    assert "Nächster Versuch" in told(state)


def test_rule_10_a_wrong_clock_is_told_by_the_office_and_nothing_is_lost(town: Town, laptop: Laptop) -> None:
    place = laptop.place
    with in_thread(town.office) as url:
        door = HttpBackOffice(
            url,
            device=place.device.id,
            device_seed=place.keys.seed,
            device_exchange=place.keys.exchange,
            office_exchange=place.device.office_exchange,
            office_signing=place.device.office_signing,
            clock=lambda: utc_now() + timedelta(days=1),
        )
        with door:
            desk = laptop.desk("Berger", door)
            submit_sample(desk)
            state = desk.deliver(force=True)
        assert (state.light, state.trouble, state.waiting) == (Light.NEEDS_YOU, "clock_wrong", 1)
        assert told(state).startswith("Die Uhr dieses Laptops geht mehr als zehn Minuten falsch.")
        with office_of(place.device, place.keys.seed, place.keys.exchange, url) as set_right:
            state = laptop.desk("Berger", set_right).deliver(force=True)
        assert (state.light, state.waiting) == (Light.DELIVERED, 0)


@pytest.mark.parametrize(
    "trouble, light",
    [
        (Offline("no_network"), Light.OFFLINE),
        (Offline("office_unreachable"), Light.OFFLINE),
        (Offline("office_busy", seconds=60), Light.OFFLINE),
        (Unknown("answer_cut"), Light.OFFLINE),
        (Unknown("not_the_office"), Light.OFFLINE),
        (Untrusted("intercepted"), Light.NEEDS_YOU),
        (Untrusted("office_expired"), Light.NEEDS_YOU),
        (ClockWrong(), Light.NEEDS_YOU),
    ],
)
def test_what_a_person_must_see_is_no_mere_colour(
    town: Town, laptop: Laptop, trouble: Exception, light: Light
) -> None:
    desk = posted(town, laptop, Probed(), trouble)
    submit_sample(desk)
    assert desk.deliver(force=True).light is light


def test_rule_14_a_sign_of_life_is_asked_for_before_a_letter_goes_when_the_link_was_down(
    town: Town, laptop: Laptop
) -> None:
    probe = Probed(Offline("no_network"))
    desk = posted(town, laptop, probe, Unknown("answer_cut"))
    submit_sample(desk)
    desk.deliver(force=True)
    assert probe.asked == 0  # nothing was known to be wrong
    assert desk.deliver(force=True).trouble == "no_network"
    assert desk.deliver(force=True).light is Light.DELIVERED
    assert probe.asked == 2


def test_rule_6_the_rhythm_begins_anew_when_the_link_comes_up(town: Town, laptop: Laptop) -> None:
    probe = Probed(Unknown("captive_portal"))
    desk = posted(town, laptop, probe, *[Offline("no_network")] * 3)
    submit_sample(desk)
    for hour in range(3):  # far apart, so that each is due
        desk.clock = lambda hour=hour: utc_now() + timedelta(hours=hour)  # type: ignore[misc]
        probe._plot.clear()
        desk.deliver()
    probe._plot.append(Unknown("captive_portal"))
    before = desk.delivery()
    assert not desk.post.reach()  # the system said that there is a network; the office did not answer
    assert desk.delivery().next_try == before.next_try
    assert desk.post.reach()
    assert desk.delivery().next_try is None
    assert desk.post.is_time(desk.clock())
    assert desk.delivery().attempts == before.attempts  # what was tried stays told


def test_who_asked_us_to_wait_is_waited_for(town: Town, laptop: Laptop) -> None:
    desk = posted(town, laptop, Probed(), Offline("office_busy", seconds=1800))
    submit_sample(desk)
    desk.deliver(force=True)
    assert desk.post.reach()
    assert not desk.post.is_time(desk.clock() + timedelta(minutes=29))


def test_without_a_way_to_ask_nothing_is_concluded(town: Town, laptop: Laptop) -> None:
    assert not laptop.desk("Berger", town.office).post.reach()
