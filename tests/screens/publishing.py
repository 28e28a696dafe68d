"""Scenes of what the office publishes: the quiet line of what came, and a newer version offered to a draft."""

from datetime import time

from mobile_office.authoring import new_id
from mobile_office.backoffice import appointing
from mobile_office.domain.appointments import Appointment
from tests.dog_tax import DOG_TAX, SECOND, publish, reader
from tests.house import STREAM
from tests.samples import fill_sample
from tests.screens.scenes import Scene
from tests.screens.stage import Opened, Stage


def begun(stage: Stage) -> None:
    """A service came in the morning, somebody has begun a draft of it, and its second version is out."""
    desk = reader(stage.laptop, stage.town)
    publish(stage.town.office, "service", "dog_tax", 1, DOG_TAX)
    desk.deliver(force=True)
    desk.sign(fill_sample(desk, "dog_tax").id)
    publish(stage.town.office, "service", "dog_tax", 2, SECOND)


def _window(stage: Stage) -> Opened:
    desk = reader(stage.laptop, stage.town)
    desk.deliver(force=True)
    return Opened(stage, desk, "today", lambda *_: None)


def _news(stage: Stage) -> None:
    """What one window has told is no news for the next: the office publishes again."""
    versions = {item.version for item in stage.town.office.published(STREAM)}
    again = SECOND.replace("version = 2", f"version = {max(versions) + 1}")
    publish(stage.town.office, "service", "dog_tax", max(versions) + 1, again)
    _window(stage)


def _offered(stage: Stage) -> None:
    opened = _window(stage)
    opened.form(opened.desk.today().drafts[-1])


def _taken(stage: Stage) -> None:
    opened = _window(stage)
    desk, drafts = opened.desk, stage.laptop.place.drafts
    first = desk.service("dog_tax", 1)
    draft = drafts.new(new_id(), first.id, 1, desk.actor.person, desk.clock(), answers=first.sample)
    taken = desk.renewing.take_over(draft.id)
    opened.form(taken.draft).renewal.show_taken(taken)
    opened.settle()


def booked(stage: Stage) -> None:
    """The booking has sent today's appointments."""
    today = stage.clock().astimezone().date()
    appointing.appoint(
        stage.town.office,
        STREAM,
        [
            Appointment(
                today, time(9, 30), "Mustermann, Erika", "Seniorenzentrum Misburg-Nord", "registration"
            ),
            Appointment(
                today, time(10, 15), "Łukasiewicz-Müller, Zoë", service="id_card", note="kommt im Rollstuhl"
            ),
            Appointment(today, time(11, 0), "Beispiel, Max", service="Frage zum Führerschein"),
        ],
    )


def _booked(stage: Stage) -> None:
    opened = _window(stage)
    book = opened.desk.daybook
    book.begin_appointment(book.appointments()[0])
    opened.window.refresh()
    opened.settle()


SCENES = (
    Scene("form-renewal", "offered", begun, _offered, themes=("dark",)),
    Scene("form-renewal", "taken", begun, _taken),
    Scene("today", "published", begun, _news),
    Scene("today", "appointments", booked, _booked),
)
