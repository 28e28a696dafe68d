"""Every service's own sample, from the counter to the register: captured, seen twice, delivered, taken over."""

import pytest

from mobile_office.domain.case import Action, Status
from mobile_office.domain.masking import MASKED
from mobile_office.domain.overview import Delivery, Light
from tests.domain.shelf import NAMES
from tests.domain.shelf import service as catalogued
from tests.house import Laptop, Town
from tests.samples import decide, submit_sample


@pytest.mark.parametrize("name", NAMES)
def test_a_service_goes_from_the_counter_to_the_register(name: str, town: Town, laptop: Laptop) -> None:
    clerk, supervisor = laptop.desk("Berger", town.office), laptop.desk("Thiele", town.office)
    number = submit_sample(clerk, name)
    service = clerk.page(number).case.service
    assert (service.id, clerk.page(number).case.status) == (name, Status.SUBMITTED)
    named = MASKED if name == "information_block" else "Mustermann"
    assert clerk.page(number).label.startswith(named)
    waits = catalogued(name).review == "before"  # what never waits is released by the office when it arrives
    assert [line.number for line in supervisor.review_queue()] == ([number] if waits else [])
    assert Action.APPROVE not in clerk.page(number).allowed
    if waits:
        decide(supervisor, number, Action.APPROVE, "Thiele")
    assert clerk.deliver(force=True).light is Light.DELIVERED
    (line,) = clerk.delivery_lines()
    assert (line.number, line.delivery) == (number, Delivery.RECEIPTED)

    intake = laptop.desk("Albrecht", town.office)
    assert [line.number for line in intake.intake_queue()] == [number]
    decide(intake, number, Action.TAKE_OVER, "Albrecht", register_number="FV-2026-0001")
    assert intake.deliver(force=True).light is Light.DELIVERED
    assert clerk.page(number).case.status is Status.TAKEN_OVER
