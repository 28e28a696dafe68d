"""The afternoon: the supervisor reviews, the clerk corrects, the office comes up, a question comes back."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from mobile_office.demo.day import catching_up, papers, road, scanning, writing
from mobile_office.demo.day.stage import PATIENCE, Missing, Stage
from mobile_office.demo.people import CLERK, SUPERVISOR
from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import Refused
from mobile_office.domain.overview import Delivery, Light


def review(stage: Stage) -> str:
    """The supervisor frees two and returns one, with a comment at a field."""
    stage.unlock(SUPERVISOR.passphrase, SUPERVISOR.name)
    stage.click("rail.review")
    stage.picture("review-queue")
    numbers = [line.number for line in stage.desk.review_queue()]
    if len(numbers) != 3:
        raise Missing("three cases to review")
    by_service = {line.service: line.number for line in stage.desk.review_queue()}
    for service in ("id_card", "id_exemption"):
        _approve(stage, by_service[service])
    stage.passed("the supervisor frees two; each section had to be seen, the passphrase confirmed")
    _return(stage, by_service["registration"])
    stage.passed("the supervisor returns one, with a comment at a field")
    return "correction"


def _open_case(stage: Stage, number: str, page: str = "review") -> None:
    stage.click(f"rail.{page}")
    stage.open_row(f"{page}.table", number)
    stage.find("case.title")


def _approve(stage: Stage, number: str) -> None:
    _open_case(stage, number)
    stage.picture("case-to-review")
    see_everything(stage)
    stage.click(f"act.{Action.APPROVE}")
    _confirm(stage, SUPERVISOR.passphrase)
    stage.wait("approved", lambda: stage.desk.page(number).case.status is Status.APPROVED)
    stage.find("case.notice")
    stage.picture("approved")


def see_everything(stage: Stage) -> None:
    """Tick every section of the case on the screen; of a long one they come one after the other. Raises Missing."""
    stage.wait("every section", lambda: _see_those_there(stage))


def _see_those_there(stage: Stage) -> bool:
    for box in stage.top.findChildren(QCheckBox):
        if box.objectName().startswith("seen.") and box.isVisible() and not box.isChecked():
            stage.focus_on(box)
            stage.press(Qt.Key.Key_Space)
            stage.pause(40)
    return stage.there(f"act.{Action.APPROVE}") is not None


def _confirm(stage: Stage, passphrase: str) -> None:
    stage.focus("decision.passphrase")
    stage.press(passphrase)
    stage.picture("decision")
    stage.click("decision.confirm")


def _return(stage: Stage, number: str) -> None:
    _open_case(stage, number)
    stage.click(f"act.{Action.RETURN}")
    stage.choose("decision.field", "house_number")
    stage.focus("decision.comment")
    stage.press("Im Vertrag steht 14. Bitte nachfragen.")
    stage.click("decision.pin")
    _confirm(stage, SUPERVISOR.passphrase)
    stage.wait("returned", lambda: stage.desk.page(number).case.status is Status.RETURNED)
    stage.find("case.notice")
    stage.picture("returned")


def correction(stage: Stage) -> str:
    """The clerk corrects with a basis, and may not free it; then the office is up and takes everything."""
    stage.unlock(CLERK.passphrase, CLERK.name)
    line = next(item for item in stage.desk.cases(Status.RETURNED))
    stage.picture("today-returned")
    stage.click(f"returned.{line.number}")
    stage.click(f"act.{Action.CORRECT}")
    stage.find("house_number.comment")
    stage.picture("correction")
    writing.fill(stage, "", {"house_number": "14"})
    stage.control(Qt.Key.Key_S)
    stage.click("basis.reconfirmed")
    stage.control(Qt.Key.Key_S)
    stage.wait_for("neu unterschreiben lassen")
    stage.picture("correction-basis")
    papers.sign(stage)
    stage.passed("a correction on the citizen's new word asks for a new signature")
    stage.control(Qt.Key.Key_S)
    stage.click("basis.reconfirmed")
    stage.control(Qt.Key.Key_S)
    stage.click("result.done")
    stage.wait("corrected", lambda: stage.desk.page(line.number).case.status is Status.SUBMITTED)
    stage.passed("the clerk corrects it and says on what the correction stands")
    _may_not_free(stage, line.number)
    print("office, please", flush=True)
    _deliver(stage)
    return "second_review"


def _may_not_free(stage: Stage, number: str) -> None:
    if Action.APPROVE in stage.desk.page(number).allowed:
        raise Missing("the missing button")
    said: list[object] = []
    attempt = partial(stage.desk.do, number, Action.APPROVE, passphrase=CLERK.passphrase)
    stage.app.background.key(attempt, said.append, said.append)
    stage.wait("an answer to the attempt", lambda: said)
    if not isinstance(said[0], Refused):
        raise Missing("the refusal")
    stage.passed("the clerk's attempt to free it is refused")


def _deliver(stage: Stage) -> None:
    stage.click("rail.delivery")
    stage.picture("delivery-before")
    deliver = stage.desk
    stage.wait("the office", lambda: (stage.out / "office-is-up").exists())
    _press_deliver_until(stage, lambda: deliver.delivery().light is Light.DELIVERED)
    stage.wait("everything receipted", lambda: all(_is_receipted(line.delivery) for line in deliver.cases()))
    stage.picture("delivery-after")
    stage.passed("the office comes up; everything is delivered and receipted")
    scanning.delivered(stage)


def _press_deliver_until(stage: Stage, is_done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 2 * PATIENCE  # a delivery may be on its way already, and another follows it
    while time.monotonic() < deadline:
        if is_done():
            return
        button = stage.there("delivery.now")
        if button is not None and button.isEnabled():
            stage.click("delivery.now")
        stage.pause(800)
    raise Missing("the delivery")


def _is_receipted(delivery: Delivery) -> bool:
    return delivery is Delivery.RECEIPTED


def second_review(stage: Stage) -> str:
    """The supervisor frees the corrected case too; it is delivered by itself."""
    stage.unlock(SUPERVISOR.passphrase, SUPERVISOR.name)
    number = next(line.number for line in stage.desk.review_queue())
    _approve(stage, number)
    stage.wait("delivered by itself", lambda: stage.desk.delivery().light is Light.DELIVERED)
    stage.passed("the corrected case is freed and delivers itself")
    return ""


def evening(stage: Stage) -> str:
    """The office's question has reached the desk; a paper form is captured; the day is closed."""
    stage.unlock(CLERK.passphrase, CLERK.name)
    stage.click("rail.delivery")
    queried = stage.desk
    _press_deliver_until(stage, lambda: bool(queried.cases(Status.QUERIED)))
    stage.click("rail.today")
    number = queried.cases(Status.QUERIED)[0].number
    stage.picture("today-queried")
    stage.click(f"returned.{number}")
    stage.wait_for("Bitte Geburtsort")
    stage.picture("queried-case")
    stage.passed("the query reaches the desk")
    _erased(stage)
    stage.click("rail.today")
    catching_up.capture_later(stage)
    stage.find("day.closing")
    road.close_day(stage)
    return ""


def _erased(stage: Stage) -> None:
    """What has been taken over leaves this laptop, and is still found by its number."""
    (taken,) = stage.desk.cases(Status.TAKEN_OVER)
    stage.wait("the case erased here", lambda: stage.desk.page(taken.number).erased)
    stage.control(Qt.Key.Key_F)
    stage.press(taken.number)
    stage.wait("the case found", lambda: stage.desk.search(taken.number))
    stage.pause(300)
    stage.picture("erased-and-found")
    if stage.desk.page(taken.number).label:
        raise Missing("the erasure of the name")
    stage.passed("what was taken over is erased on the laptop, and its outcome is found by its number")


REVIEWING: dict[str, Callable[[Stage], str]] = {
    scene.__name__: scene for scene in (review, correction, second_review, evening)
}
