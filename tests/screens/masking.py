"""A day with somebody who asks for an information block, and has asked for other things too, as the lists show it."""

from datetime import time, timedelta

from PySide6.QtWidgets import QWidget

from mobile_office.backoffice import appointing
from mobile_office.domain.appointments import Appointment
from mobile_office.domain.case import Action
from mobile_office.domain.overview import Draft
from mobile_office.domain.residents import Wish
from mobile_office.post import Post, at_once
from mobile_office.ui.residents import ResidentsPage
from tests.house import STREAM
from tests.samples import decide
from tests.screens import rounds, worlds
from tests.screens.areas import area
from tests.screens.scenes import Scene
from tests.screens.stage import Stage

FAMILY, GIVEN = "Zwiebelmark", "Ottokarina"
BLOCK = "information_block"


def sample(stage: Stage, service: str, visit: str = "") -> Draft:
    """A service's sample for this person, in a visit."""
    desk = stage.desk("Berger")
    known = next(item for item in desk.services() if item.id == service)
    draft = desk.visiting.begin(service, known.sample, visit)
    for path, value in zip(known.label[:2], (FAMILY, GIVEN), strict=True):
        draft = desk.save(draft.id, path, value)
    if service == "registration":
        draft = desk.save(draft.id, "persons.0.usual_given_name", GIVEN)
    for kind, state in known.sample_evidence.items():
        draft = desk.see(draft.id, kind, state, "0129", "")
    return draft


def blocked(stage: Stage) -> tuple[str, str]:
    """Asked for after a registration, a card is begun and parked, another request unfinished; a list and a booking too.

    Gives the numbers of the registration and of the request.
    """
    desk = stage.desk("Berger")
    number = worlds.submit(stage, "Berger", "registration", 1)
    decide(stage.desk("Thiele"), number, Action.APPROVE, "Thiele")
    first = sample(stage, "registration")
    registration = desk.submit(first.id)
    card = sample(stage, "id_exemption", first.visit)
    stage.clock.go(3)
    request = desk.submit(sample(stage, BLOCK, first.visit).id)
    desk.park(card.id)
    desk.save(card.id, "family_name", f"{FAMILY}-Umbenannt")
    sample(stage, BLOCK)
    stage.clock.go(2)
    rounds.begun(stage)
    person = {"family_name": FAMILY, "given_names": GIVEN, "birth_date": "1950-05-05"}
    wishes = (Wish({"family_name": "Gabler", "given_names": "Max"}, "101"), Wish(person, "107", BLOCK))
    asked = desk.residents.add(wishes)[-1]
    desk.residents.add_service(asked, "id_exemption")
    today, name = stage.clock().astimezone().date(), f"{FAMILY}, {GIVEN}"
    booked = [
        Appointment(today, time(11, 0), "Mustermann, Erika", service="registration"),
        Appointment(today, time(11, 15), name, service=BLOCK, note=f"Frau {FAMILY} kommt allein"),
        Appointment(today, time(11, 30), name, service="Auskunftssperre verlängern"),
    ]
    office = stage.town.office
    appointing.appoint(office, STREAM, booked)
    place = stage.laptop.place
    Post(place, office, at_once, office.library(place.device.id)).deliver(
        stage.clock() + timedelta(seconds=1), force=True
    )
    return registration, request


def world(stage: Stage) -> None:
    """The same, for pictures."""
    blocked(stage)


def round_page(stage: Stage) -> QWidget:
    """The list of a round."""
    return rounds.page(lambda at: ResidentsPage(at.desk, at.background))(stage)


SCENES = (
    Scene("masked", "cases", world, area("Berger", "cases")),
    Scene("masked", "today", world, area("Berger", "today")),
    Scene("masked", "delivery", world, area("Berger", "delivery")),
    Scene("masked", "round", world, round_page),
)
