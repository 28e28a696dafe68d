"""Appointments from the office's command to a laptop, there for their day and gone with it."""

from datetime import datetime, time, timedelta

from mobile_office import appointments
from mobile_office.backoffice import appointing
from mobile_office.domain.appointments import Appointment
from mobile_office.post import Post, at_once
from mobile_office.publication import Kind
from mobile_office.store.transactions import reading, writing
from tests.house import STREAM, Laptop, Town

NOW = datetime(2026, 11, 24, 8, 0).astimezone()
TODAY = NOW.date()
MEETING = Appointment(TODAY, time(9, 30), "Mustermann, Erika", "Bothfeld", "registration")


def fetched(town: Town, laptop: Laptop, now: datetime = NOW) -> None:
    library = town.office.library(laptop.place.device.id)
    Post(laptop.place, town.office, at_once, library).deliver(now, force=True)


def test_a_bus_gets_the_appointments_of_the_day_that_are_its_own(town: Town, laptop: Laptop) -> None:
    other = Appointment(TODAY, time(9, 0), "Beispiel, Max", bus="C")
    appointing.appoint(town.office, STREAM, [MEETING, other])
    fetched(town, laptop)
    assert appointments.of_day(laptop.place, TODAY) == (MEETING,)
    assert appointments.of_day(laptop.place, TODAY + timedelta(days=1)) == ()


def test_a_later_list_replaces_the_one_before(town: Town, laptop: Laptop) -> None:
    appointing.appoint(town.office, STREAM, [MEETING])
    appointing.appoint(town.office, STREAM, [Appointment(TODAY, time(11, 0), "Beispiel, Max")])
    fetched(town, laptop)
    assert [one.name for one in appointments.of_day(laptop.place, TODAY)] == ["Beispiel, Max"]


def test_what_was_begun_is_noted_without_a_name_and_outlives_a_list_that_is_published_again(
    town: Town, laptop: Laptop
) -> None:
    place, other = laptop.place, Appointment(TODAY, time(10, 0), "Beispiel, Max")
    appointing.appoint(town.office, STREAM, [MEETING])
    fetched(town, laptop)
    assert appointments.begun(place, [MEETING]) == {}
    appointments.begin(place, MEETING, NOW)
    appointments.begin(place, MEETING, NOW + timedelta(hours=1))
    assert "Mustermann" not in str(place.local.get("appointments_begun"))
    appointing.appoint(town.office, STREAM, [other, MEETING])
    fetched(town, laptop)
    assert appointments.begun(place, appointments.of_day(place, TODAY)) == {MEETING: NOW}
    appointments.forget_past(place, TODAY)
    assert appointments.begun(place, [MEETING]) == {MEETING: NOW}
    appointments.forget_past(place, TODAY + timedelta(days=1))
    assert place.local.get("appointments_begun") == {}
    appointments.forget_past(place, TODAY + timedelta(days=2))


def test_with_the_day_they_are_gone_and_never_fetched_again(town: Town, laptop: Laptop) -> None:
    appointing.appoint(town.office, STREAM, [MEETING])
    fetched(town, laptop)
    appointments.forget_past(laptop.place, TODAY + timedelta(days=1))
    assert laptop.place.publications.latest(Kind.APPOINTMENTS) == ()
    fetched(town, laptop, NOW + timedelta(days=1))
    assert laptop.place.publications.latest(Kind.APPOINTMENTS) == ()


def test_the_office_forgets_past_and_replaced_lists_and_keeps_the_rest(town: Town) -> None:
    tomorrow = Appointment(TODAY + timedelta(days=1), time(9, 0), "Beispiel, Max")
    appointing.appoint(town.office, STREAM, [MEETING, tomorrow])
    (again,) = appointing.appoint(town.office, STREAM, [tomorrow])
    with writing(town.office.engine) as connection:
        assert appointing.forget_past(connection, STREAM, NOW + timedelta(days=2)) == 2
        assert appointing.streams(connection) == (STREAM,)
    with reading(town.office.engine) as connection:
        kept = {item.digest for item in town.office.published(STREAM)}
    assert again.digest in kept
    assert town.office.content(STREAM, again.digest)
