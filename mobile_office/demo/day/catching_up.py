"""Paper and its laptop: blank forms before departure, one of them captured later, lists to take home.

Each scene begins where its docstring says and leaves the stage there again.
"""

from datetime import timedelta

from PySide6.QtCore import Qt

from mobile_office.demo.day import papers, writing
from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.domain.number import form_number

_BLANKS = 3  # forms printed before departure; the last of them is filled in by hand
_WRITTEN = {
    "family_name": "Mustermann",
    "birth_name": "Gabler",
    "given_names": "Erika",
    "birth_date": "1964-08-12",
    "birth_place": "Berlin",
    "sex": "w",
    "nationalities": ["000"],
    "religion": "lt",
    "marital_status": "LD",
}
_HOME = {"home_status": "sole", "street": "Kirchröder Straße", "house_number": "44", "postcode": "30625"}
_BEFORE = {
    "where": "germany",
    "street": "Heidestraße",
    "house_number": "17",
    "postcode": "51147",
    "town": "Köln",
    "kept": False,
}
_LANDLORD = {"landlord_name": "Wohnbau Leine eG", "landlord_address": "Marktstraße 5, 30159 Hannover"}


def print_blanks(stage: Stage) -> None:
    """From the start page: blank registration forms are numbered and printed."""
    stage.click("forms.blanks")
    stage.choose("blanks.service", "registration")
    stage.enter("blanks.count", str(_BLANKS))
    stage.picture("blanks")
    stage.control(Qt.Key.Key_P)
    papers.look(stage, "blank")
    stage.press(Qt.Key.Key_Escape)
    stage.wait("the forms counted", lambda: stage.text("blanks.out").startswith(str(_BLANKS)))
    stage.press(Qt.Key.Key_Escape)
    stage.find("forms.blanks")
    stage.passed(f"{_BLANKS} blank forms are printed, each with a number of its own")


def capture_later(stage: Stage) -> str:
    """From the start page: a form filled in by hand two days ago is captured; the case's number."""
    today = stage.desk.daybook.legal_date()
    declared = today - timedelta(days=2)
    form = form_number("B", stage.desk.clock().astimezone().year, _BLANKS)
    stage.click("forms.capture")
    wrong = f"{form[:-1]}{'2' if form[-1] != '2' else '3'}"
    stage.enter("capture.number", wrong)
    stage.find("capture.number.error")
    stage.picture("capture-wrong-number")
    stage.focus("capture.number")
    stage.control(Qt.Key.Key_A)
    stage.press(form.replace("-", "").lower())
    stage.press(Qt.Key.Key_Return)  # as a scanner ends
    day = stage.find("capture.day")
    stage.wait("the keyboard on the day", day.hasFocus)
    stage.control(Qt.Key.Key_A)
    stage.press(declared.strftime("%d%m%Y"))
    stage.picture("capture")
    stage.press(Qt.Key.Key_Return)
    stage.wait_for(f"Formular {form}")
    stage.picture("captured-form")
    _copy(
        stage,
        moved=(declared - timedelta(days=5)).isoformat(),
        left=(declared - timedelta(days=6)).isoformat(),
    )
    stage.press(Qt.Key.Key_F9)
    stage.choose("evidence.signed_paper", "seen")
    stage.picture("signature-on-the-form")
    stage.press(Qt.Key.Key_F6)
    writing.wait_saved(stage)
    stage.wait("the signature noted", lambda: not stage.says("Unterschrift fehlt"))
    number = writing.submit(stage)
    page = stage.desk.page(number)
    if (page.form, page.declared_at) != (form, declared):
        raise Missing("the form and its day in the case")
    stage.passed("a form written by hand two days ago is captured with its number and its day")
    return number


def missing_list(stage: Stage) -> None:
    """From an open form with evidence still missing: the list of it to take home."""
    _from_side(stage, "evidence.missing_list", "missing")
    stage.passed("the list of missing papers is printed from the form")


def landlord_form(stage: Stage) -> None:
    """From an open registration: the landlord's confirmation with what is known of the move."""
    _from_side(stage, "evidence.landlord_form", "landlord")
    stage.passed("the landlord's form is printed from the registration")


def _from_side(stage: Stage, link: str, name: str) -> None:
    stage.click(link)
    papers.look(stage, name)
    stage.press(Qt.Key.Key_Escape)
    stage.find("form.head")


def _copy(stage: Stage, *, moved: str, left: str) -> None:
    """What was written by hand, section by section."""
    writing.fill(stage, "persons.0.", _WRITTEN)
    _to(stage, "move_in_date")
    writing.fill(stage, "", {"move_in_date": moved, **_HOME})
    missing_list(stage)
    landlord_form(stage)
    _to(stage, "former_homes.0.where")
    writing.fill(stage, "former_homes.0.", {**_BEFORE, "move_out_date": left})
    _to(stage, "landlord_name")
    writing.fill(stage, "", _LANDLORD)
    _to(stage, "represented_by")
    writing.fill(stage, "", {"represented_by": "none"})
    _to(stage, "privacy_notice")
    writing.see(stage, {"identity": "valid", "landlord": "present"}, {"identity": "T478"})


def _to(stage: Stage, field: str) -> None:
    """Go on, section by section, until a field is on the screen."""
    for _ in range(12):
        if stage.there(field) is not None:
            return
        writing.go_on(stage)
    raise Missing(field)
