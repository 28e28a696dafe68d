"""In the city: the intake's office PC, a second enrolled device with its own store."""

from collections.abc import Callable

from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.demo.people import INTAKE
from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from mobile_office.domain.overview import Light


def intake(stage: Stage) -> str:
    """Intake takes one case over with the register's number and sends one back with a question."""
    stage.unlock(INTAKE.passphrase)
    assert stage.app.shift is not None
    desk = stage.app.shift.desk
    stage.click("rail.intake")
    stage.wait("cases to take over", lambda: len(desk.intake_queue()) == 3)
    stage.find("intake.table")
    stage.picture("intake")
    first, second, *_ = desk.intake_queue()
    _carry(stage, first.number)
    stage.enter("decision.register_number", "MR-2026-118273")
    _confirm(stage)
    _wait_for(stage, desk, first.number, Status.TAKEN_OVER)
    stage.passed("intake takes one over with the register's number")
    _query(stage, second.number)
    _wait_for(stage, desk, second.number, Status.QUERIED)
    stage.passed("intake queries one, pinned to a field")
    stage.wait("delivered", lambda: desk.delivery().light is Light.DELIVERED)
    stage.picture("intake-delivered")
    return ""


def _carry(stage: Stage, number: str) -> None:
    stage.open_row("intake.table", number)
    stage.find("carry.table")
    stage.picture("carry")


def _query(stage: Stage, number: str) -> None:
    stage.open_row("intake.table", number)
    stage.click(f"act.{Action.QUERY}")
    stage.choose("decision.field", "birth_place")
    stage.focus("decision.comment")
    stage.press("Bitte Geburtsort laut Urkunde nachreichen.")
    stage.click("decision.pin")
    _confirm(stage)


def _confirm(stage: Stage) -> None:
    stage.focus("decision.passphrase")
    stage.press(INTAKE.passphrase)
    stage.picture("intake-decision")
    stage.click("decision.confirm")


def _wait_for(stage: Stage, desk: Desk, number: str, status: Status) -> None:
    stage.wait(f"{number} {status}", lambda: desk.page(number).case.status is status)
    if stage.there("trouble") is not None:
        raise Missing("calm")


CITY: dict[str, Callable[[Stage], str]] = {intake.__name__: intake}
