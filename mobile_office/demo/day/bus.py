"""The morning on the bus: the clerk captures, the laptop dies and comes back."""

import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt

from mobile_office.demo.day import catching_up, documents, papers, road, scanning, stories, writing
from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.demo.people import CLERK
from mobile_office.domain.overview import Light


def morning(stage: Stage) -> str:
    """The clerk leaves with the office down and captures three cases; then the laptop dies typing."""
    stage.picture("unlock")
    stage.focus("passphrase")
    stage.press("falsches-kennwort")
    stage.press(Qt.Key.Key_Return)
    stage.find("passphrase.error")
    stage.picture("unlock-wrong")
    stage.passed("a wrong passphrase is refused with a sentence")
    stage.pause(1300)
    stage.unlock(CLERK.passphrase, CLERK.name)
    stage.wait("the light says offline", lambda: stage.desk.delivery().light is Light.OFFLINE)
    stage.passed("the clerk unlocks while the office is down")
    stage.wait_for("Offline")
    stage.picture("today-empty")
    catching_up.print_blanks(stage)
    road.depart(stage)
    road.wrong_stop(stage)
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
    scanning.attach(stage)
    _to(stage, "move_in_date")
    today = stage.desk.clock().astimezone().date()
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
    papers.sign(stage)
    _voided(stage)
    writing.submit(stage)
    stage.passed("the registration is submitted and has its number")


def _voided(stage: Stage) -> None:
    """An edit after the signature asks for a new one."""
    stage.find("instruction_202a")
    writing.fill(stage, "", {"assurance": False})
    stage.wait_for("Nach der Unterschrift geändert")
    stage.picture("signature-void")
    writing.fill(stage, "", {"assurance": True})
    stage.wait("the signature stands again", lambda: not stage.says("Nach der Unterschrift geändert"))
    stage.passed("the declaration is printed and signed; an edit voids it until it is as signed again")


def _to(stage: Stage, field: str) -> None:
    """Go on, section by section, until a field is on the screen."""
    for _ in range(12):
        if stage.there(field) is not None:
            return
        writing.go_on(stage)
    raise Missing(field)


def _sample(stage: Stage, service_id: str, step: str) -> None:
    """Capture another service by hand with the answers of its own sample."""
    service = next(item for item in stage.desk.services() if item.id == service_id)
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
    if service_id == "id_card":
        documents.read(stage)
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
    draft = next(item for item in stage.desk.today().drafts if "Mustermann" in item.label)
    stage.wait_for("Mustermann")
    stage.picture("today-after-the-crash")
    stage.click(f"draft.{draft.id}")
    if not stage.text("street").startswith(shown):
        raise Missing("what had been shown as saved")
    stage.picture("form-after-the-crash")
    stage.passed("after SIGKILL the draft is offered; nothing shown as saved is missing")
    stage.control(Qt.Key.Key_A)
    stage.press("Am Hohen Ufer")
    stage.press(Qt.Key.Key_F9)
    stage.find("paper.print")  # locked with a paper on top, the form below is what to come back to
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


BUS: dict[str, Callable[[Stage], str]] = {
    scene.__name__: scene for scene in (morning, after_the_crash, back_at_the_field)
}
