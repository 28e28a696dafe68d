"""What the laptop finds out about itself before it leaves: real looks at a real store, clock, disk and office."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mobile_office import departure
from mobile_office.departure import MEGABYTE, TICKS, Check
from mobile_office.desk import Desk
from mobile_office.domain.errors import Damaged
from mobile_office.domain.overview import DeliveryState, Light
from mobile_office.workplace import STORE
from tests.house import Laptop, Town

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CALM = DeliveryState(Light.DELIVERED, 0, 0, 0, None, None, "")


def by_key(desk: Desk, *, printer: bool = True) -> dict[str, Check]:
    return {check.key: check for check in desk.departure_checks(printer)}


def test_a_laptop_in_order_lacks_only_its_blank_forms(desk: Desk) -> None:
    found = by_key(desk)
    assert {key: check.state for key, check in found.items() if check.state != "ok"} == {"forms": "warn"}
    assert found["services"].values["services"] == len(desk.services())


def test_blank_forms_that_are_printed_are_counted(desk: Desk) -> None:
    desk.issue_forms("registration", 5)
    assert by_key(desk)["forms"] == Check("forms", "ok", {"n": 5})


def test_without_a_printer_it_warns(desk: Desk) -> None:
    assert by_key(desk, printer=False)["printer"].state == "warn"


def test_a_page_of_the_store_that_was_changed_is_found(desk: Desk, laptop: Laptop) -> None:
    assert by_key(desk)["store"].state == "ok"
    path = laptop.place.home / STORE
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 2000)
        file.write(b"\0" * 64)
    assert by_key(desk)["store"].state == "bad"


def test_a_store_that_does_not_answer_is_bad() -> None:
    def damaged() -> None:
        raise Damaged(what="store")

    assert departure.store_check(damaged).state == "bad"


def test_a_clock_that_went_backward_is_told_with_the_newest_time_known(town: Town, laptop: Laptop) -> None:
    desk = laptop.desk("Berger", town.office)
    desk.start("registration")
    laptop.clock = lambda: datetime.now(UTC) - timedelta(hours=2)
    found = by_key(laptop.desk("Berger", town.office))["clock"]
    assert (found.state, found.sentence) == ("bad", "clock_backward")
    assert isinstance(found.values["newest"], datetime)


@pytest.mark.parametrize(
    ("known", "trouble", "sentence"),
    [
        ((), "", "clock_ok"),
        ((NOW + timedelta(minutes=9),), "", "clock_ok"),
        ((NOW - timedelta(days=3), NOW + timedelta(minutes=11)), "", "clock_backward"),
        ((NOW,), "clock_wrong", "clock_told"),
        ((NOW,), "offline", "clock_ok"),
    ],
)
def test_the_clock_is_held_against_what_is_known(
    known: tuple[datetime, ...], trouble: str, sentence: str
) -> None:
    assert departure.clock_check(known, trouble, NOW).sentence == sentence


@pytest.mark.parametrize(("megabytes", "state"), [(500, "ok"), (499, "warn"), (50, "warn"), (49, "bad")])
def test_little_room_on_the_disk_warns_and_none_is_bad(megabytes: int, state: str) -> None:
    assert departure.disk_check(megabytes * MEGABYTE).state == state


@pytest.mark.parametrize(
    ("services", "broken", "sentence"),
    [(3, 0, "services_ok"), (2, 1, "services_bad"), (0, 0, "services_none"), (0, 2, "services_bad")],
)
def test_a_file_that_cannot_be_read_is_bad(services: int, broken: int, sentence: str) -> None:
    assert departure.services_check(services, 21, broken).sentence == sentence


@pytest.mark.parametrize(
    ("waiting", "alarm", "sentence"),
    [
        (0, "none", "delivery_ok"),
        (2, "none", "delivery_waiting"),
        (2, "warn", "delivery_warn"),
        (2, "escalate", "delivery_bad"),
    ],
)
def test_what_waits_too_long_warns_and_then_is_bad(waiting: int, alarm: str, sentence: str) -> None:
    state = replace(CALM, waiting=waiting, alarm=alarm)  # type: ignore[arg-type]
    assert departure.delivery_check(state).sentence == sentence


def test_ones_own_certificate_warns_a_week_before_it_expires(town: Town, laptop: Laptop) -> None:
    desk = laptop.desk("Berger", town.office)
    certificate = laptop.place.people.certificate(desk.actor.person)
    assert certificate is not None
    until = certificate.valid_until
    for left, state in ((8, "ok"), (6, "warn"), (-1, "bad")):
        laptop.clock = _standing(until - timedelta(days=left))
        assert by_key(laptop.desk("Berger", town.office))["certificate"].state == state


def _standing(at: datetime) -> Callable[[], datetime]:
    return lambda: at


@pytest.mark.parametrize(
    ("states", "ticks", "needed"),
    [
        (("ok", "warn"), TICKS, False),
        (("ok", "bad"), TICKS, True),
        (("ok", "ok"), TICKS[:1], True),
    ],
)
def test_what_is_bad_or_not_ticked_needs_a_note(
    states: tuple[str, ...], ticks: tuple[str, ...], needed: bool
) -> None:
    assert departure.needs_note(states, ticks) is needed
