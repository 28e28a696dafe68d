"""On the bus: the clerk captures, the laptop dies and comes back, the supervisor reviews."""

import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from mobile_office.demo.day import stories, writing
from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.demo.people import CLERK, SUPERVISOR
from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import Refused
from mobile_office.domain.overview import Delivery, Light


def _desk(stage: Stage) -> Desk:
    assert stage.app.shift is not None
    return stage.app.shift.desk


def morning(stage: Stage) -> str:
    """The clerk unlocks with the office down and captures three cases; then the laptop dies typing."""
    stage.picture("unlock")
    stage.focus("passphrase")
    stage.press("falsches-kennwort")
    stage.press(Qt.Key.Key_Return)
    stage.find("passphrase.error")
    stage.picture("unlock-wrong")
    stage.passed("a wrong passphrase is refused with a sentence")
    stage.pause(1300)
    stage.unlock(CLERK.passphrase, CLERK.name)
    stage.wait("the light says offline", lambda: _desk(stage).delivery().light is Light.OFFLINE)
    stage.passed("the clerk unlocks while the office is down")
    stage.picture("today-empty")
    _family(stage)
    _sample(stage, "id_card", "an identity card application is prepared, not applied for")
    _sample(stage, "id_exemption", "an exemption from the ID duty is requested")
    _parked(stage)
    stage.press(Qt.Key.Key_F12)
    stage.picture("covered")
    stage.focus("passphrase")
    stage.press(CLERK.passphrase)
    stage.press(Qt.Key.Key_Return)
    stage.find("rail.today")
    stage.passed("F12 covers everything at once; the passphrase brings it back")
    _type_until_killed(stage)
    return ""


def _family(stage: Stage) -> None:
    stage.click("new.registration")
    for index, person in enumerate(stories.FAMILY):
        if index:
            stage.click("person.add")
        writing.fill(stage, f"persons.{index}.", person)
        stage.picture(f"family-person-{index + 1}")
    stage.passed("a family of three is typed; every letter of DIN 91379 is kept")
    writing.see(stage, {"identity": "valid", "landlord": "present"}, {"identity": "T478"})
    _to(stage, "move_in_date")
    today = _desk(stage).clock().astimezone().date()
    stage.enter("move_in_date", (today + timedelta(days=7)).strftime("%d.%m.%Y"))
    stage.find("move_in_date.error")
    stage.picture("move-in-in-the-future")
    stage.passed("a date in the future is refused at the field, with the paragraph")
    writing.fill(stage, "", {"move_in_date": (today - timedelta(days=3)).isoformat(), **stories.NEW_HOME})
    stage.picture("new-home")
    _to(stage, "former_homes.0.where")
    moved_out = {"move_out_date": (today - timedelta(days=4)).isoformat()}
    writing.fill(stage, "former_homes.0.", {**stories.FORMER_HOME, **moved_out})
    _to(stage, "landlord_name")
    writing.fill(stage, "", stories.LANDLORD)
    _to(stage, "represented_by")
    writing.fill(stage, "", {"represented_by": "none"})
    _to(stage, "instruction_202a")
    writing.fill(stage, "", {"instruction_202a": True, "assurance": True})
    stage.picture("declarations")
    writing.submit(stage)
    stage.passed("the registration is submitted and has its number")


def _to(stage: Stage, field: str) -> None:
    """Go on, section by section, until a field is on the screen."""
    for _ in range(12):
        if stage.there(field) is not None:
            return
        writing.go_on(stage)
    raise Missing(field)


def _sample(stage: Stage, service_id: str, step: str) -> None:
    """Capture another service by hand with the answers of its own sample."""
    service = next(item for item in _desk(stage).services() if item.id == service_id)
    stage.click(f"new.{service_id}")
    stage.find("form.head")
    stage.pause(150)
    form = writing.form_of(stage)
    for section in service.sections:
        fields = {
            field.key: service.sample[field.key] for field in section.fields if field.key in service.sample
        }
        if not section.repeat and fields:
            _to(stage, next(iter(fields)))
            writing.fill(stage, "", fields)
        for index, item in enumerate(service.sample.get(section.repeat, []) if section.repeat else []):
            _to(stage, f"{section.repeat}.{index}.{next(iter(item))}")
            writing.fill(stage, f"{section.repeat}.{index}.", item)
    stage.picture(f"{service_id}-typed")
    stage.wait("saved", lambda: form.saved)
    writing.see(stage, service.sample_evidence)
    writing.submit(stage)
    stage.passed(step)


def _parked(stage: Stage) -> None:
    stage.click("new.registration")
    writing.fill(stage, "persons.0.", {"family_name": stories.PARKED_NAME, "given_names": "Birna"})
    stage.press(Qt.Key.Key_F8)
    stage.wait_for(stories.PARKED_NAME)
    stage.picture("today-with-parked")
    stage.passed("one is parked (F8) and shown as not finished")


def _type_until_killed(stage: Stage) -> None:
    """Type on and on; say on the pipe what is shown as saved. The director ends the process."""
    stage.click("new.registration")
    writing.fill(stage, "persons.0.", {"family_name": "Mustermann", "given_names": "Erika"})
    _to(stage, "street")
    stage.focus("street")
    print("typing", flush=True)
    typed = ""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for letter in stories.TYPED_WHEN_IT_HAPPENS:
            stage.press(letter)
            typed += letter
            if len(typed) % 7 == 0 and letter != " ":
                writing.wait_saved(stage)
                print(f"shown as saved: {typed}", flush=True)
    raise Missing("the kill")


def after_the_crash(stage: Stage) -> str:
    """The next unlock offers the draft, and nothing that was shown as saved is missing."""
    shown = (stage.out / "shown").read_text(encoding="utf-8")
    stage.unlock(CLERK.passphrase)
    draft = next(item for item in _desk(stage).today().drafts if "Mustermann" in item.label)
    stage.wait_for("Mustermann")
    stage.picture("today-after-the-crash")
    stage.click(f"draft.{draft.id}")
    if not stage.text("street").startswith(shown):
        raise Missing("what had been shown as saved")
    stage.picture("form-after-the-crash")
    stage.passed("after SIGKILL the draft is offered; nothing shown as saved is missing")
    stage.control(Qt.Key.Key_A)
    stage.press("Am Hohen Ufer")
    return "back_at_the_field"


def back_at_the_field(stage: Stage) -> str:
    """After the lock the same person is back at the same field."""
    stage.unlock(CLERK.passphrase)
    street = stage.find("street")
    stage.wait("the keyboard in the same field", street.hasFocus)
    if stage.text("street") != "Am Hohen Ufer":
        raise Missing("the street typed before the lock")
    stage.picture("back-at-the-field")
    stage.passed("Ctrl+L ends the process; unlocking comes back to the same field")
    stage.press(Qt.Key.Key_F8)
    stage.find("new.registration")
    return "review"


def review(stage: Stage) -> str:
    """The supervisor frees two and returns one, with a comment at a field."""
    stage.unlock(SUPERVISOR.passphrase, SUPERVISOR.name)
    stage.click("rail.review")
    stage.picture("review-queue")
    numbers = [line.number for line in _desk(stage).review_queue()]
    if len(numbers) != 3:
        raise Missing("three cases to review")
    by_service = {line.service: line.number for line in _desk(stage).review_queue()}
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
    for box in stage.top.findChildren(QCheckBox):
        if box.objectName().startswith("seen.") and box.isVisible():
            stage.focus_on(box)
            stage.press(Qt.Key.Key_Space)
            stage.pause(40)
    stage.click(f"act.{Action.APPROVE}")
    _confirm(stage, SUPERVISOR.passphrase)
    stage.wait("approved", lambda: _desk(stage).page(number).case.status is Status.APPROVED)
    stage.picture("approved")


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
    stage.wait("returned", lambda: _desk(stage).page(number).case.status is Status.RETURNED)
    stage.picture("returned")


def correction(stage: Stage) -> str:
    """The clerk corrects with a basis, and may not free it; then the office is up and takes everything."""
    stage.unlock(CLERK.passphrase, CLERK.name)
    line = next(item for item in _desk(stage).cases(Status.RETURNED))
    stage.picture("today-returned")
    stage.click(f"returned.{line.number}")
    stage.click(f"act.{Action.CORRECT}")
    stage.find("house_number.comment")
    stage.picture("correction")
    writing.fill(stage, "", {"house_number": "14"})
    stage.control(Qt.Key.Key_S)
    stage.click("basis.reconfirmed")
    stage.picture("correction-basis")
    stage.control(Qt.Key.Key_S)
    stage.click("result.done")
    stage.wait("corrected", lambda: _desk(stage).page(line.number).case.status is Status.SUBMITTED)
    stage.passed("the clerk corrects it and says on what the correction stands")
    _may_not_free(stage, line.number)
    print("office, please", flush=True)
    _deliver(stage)
    return "second_review"


def _may_not_free(stage: Stage, number: str) -> None:
    if Action.APPROVE in _desk(stage).page(number).allowed:
        raise Missing("the missing button")
    try:
        _desk(stage).do(number, Action.APPROVE, passphrase=CLERK.passphrase)
    except Refused:
        stage.passed("the clerk's attempt to free it is refused")
    else:
        raise Missing("the refusal")


def _deliver(stage: Stage) -> None:
    stage.click("rail.delivery")
    stage.picture("delivery-before")
    deliver = _desk(stage)
    stage.wait("the office", lambda: (stage.out / "office-is-up").exists())
    _press_deliver_until(stage, lambda: deliver.delivery().light is Light.DELIVERED)
    stage.wait("everything receipted", lambda: all(_is_receipted(line.delivery) for line in deliver.cases()))
    stage.picture("delivery-after")
    stage.passed("the office comes up; everything is delivered and receipted")


def _press_deliver_until(stage: Stage, is_done: Callable[[], bool]) -> None:
    for _ in range(10):
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
    number = next(line.number for line in _desk(stage).review_queue())
    _approve(stage, number)
    stage.wait("delivered by itself", lambda: _desk(stage).delivery().light is Light.DELIVERED)
    stage.passed("the corrected case is freed and delivers itself")
    return ""


def evening(stage: Stage) -> str:
    """The office's question has reached the desk."""
    stage.unlock(CLERK.passphrase, CLERK.name)
    stage.click("rail.delivery")
    queried = _desk(stage)
    _press_deliver_until(stage, lambda: bool(queried.cases(Status.QUERIED)))
    stage.click("rail.today")
    number = queried.cases(Status.QUERIED)[0].number
    stage.picture("today-queried")
    stage.click(f"returned.{number}")
    stage.wait_for("Bitte Geburtsort")
    stage.picture("queried-case")
    stage.passed("the query reaches the desk")
    return ""


BUS: dict[str, Callable[[Stage], str]] = {
    scene.__name__: scene
    for scene in (
        morning,
        after_the_crash,
        back_at_the_field,
        review,
        correction,
        second_review,
        evening,
    )
}
