"""A visit as screens: who and what next, a form with what was taken over, the result, a fee reduced."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from mobile_office.domain.household import Person
from mobile_office.domain.overview import Draft
from mobile_office.domain.reduction import FEE_REDUCTION, Chosen
from mobile_office.ui.form import FormPage
from mobile_office.ui.visit import VisitPage
from tests.domain import family
from tests.screens import worlds
from tests.screens.forms import at, evidence, handed_in
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, find

REASON = "Bescheid gesehen, hilft bei zwei Kindern allein"


def registered(stage: Stage) -> str:
    """The family of four has registered; the visit's id."""
    desk = stage.desk("Berger")
    draft = desk.start("registration", family.answers())
    for kind, state in {"identity": "valid", "landlord": "present"}.items():
        desk.see(draft.id, kind, state, "0129")
    desk.submit(draft.id)
    return draft.visit


def card(stage: Stage, person: Person = family.ERIKA, service: str = "id_card", visit: str = "") -> Draft:
    """A card in the family's visit, typed to the end."""
    desk = stage.desk("Berger")
    draft = desk.visiting.go_on(visit or registered(stage), person, service)
    sample = next(one for one in desk.services() if one.id == service).sample
    for key, value in sample.items():
        if key not in draft.answers and key != "photo_code":
            draft = desk.save(draft.id, key, value)
    return desk.save(draft.id, "photo_source", "office")


def passport(stage: Stage) -> Draft:
    """A passport for the same person after the card: the photo is charged already."""
    desk, first = stage.desk("Berger"), card(stage)
    desk.see(first.id, "identity", "valid", "0129")
    desk.submit(first.id)
    draft = card(stage, family.ERIKA, "passport", first.visit)
    return desk.see(draft.id, "identity", "valid", "0129")


def chooser(stage: Stage) -> None:
    """For whom, and which service."""
    opened, visit = stage.window("Berger"), registered(stage)
    page = VisitPage(opened.desk, opened.background, visit, lambda _: None, lambda: None)
    opened.window.open(page)
    opened.settle()


def form(draft: Callable[[Stage], Draft], *steps: Callable[[FormPage], object]) -> Callable[[Stage], None]:
    """A form of a visit, brought to where it is looked at."""

    def draw(stage: Stage) -> None:
        opened = stage.window("Berger")
        page = opened.form(draft(stage))
        for step in steps:
            step(page)
            opened.settle()

    return draw


def reducing(page: FormPage) -> None:
    """The reduction opened and typed, not taken yet."""
    _click(page, "reduction.open")
    tick, reason = find(page, "reduction.benefits"), find(page, "reduction.reason")
    assert isinstance(tick, QCheckBox)
    assert isinstance(reason, QLineEdit)
    tick.setChecked(True)
    reason.setText(REASON)


def refused(page: FormPage) -> None:
    """The same where benefits alone are not enough."""
    reducing(page)
    _click(page, "reduction.take")


def reduced(stage: Stage) -> Draft:
    """A passport whose fee somebody proposes to waive."""
    desk, draft = stage.desk("Berger"), passport(stage)
    what = Chosen("passport_need", ("benefits",), REASON)
    return desk.see(draft.id, FEE_REDUCTION, what.state, "", REASON)


def reviewed(stage: Stage) -> None:
    """What the supervisor sees of it."""
    number = stage.desk("Berger").submit(reduced(stage).id)
    stage.window("Thiele", "review").case(number)


def _click(page: QWidget, name: str) -> None:
    button = find(page, name)
    assert isinstance(button, QPushButton)
    button.click()


DARK = ("dark",)
SCENES = (
    Scene("visit", "chooser", worlds.forms, chooser, DARK),
    Scene("visit", "carried", worlds.forms, form(card, at("birth_date"))),
    Scene("visit", "child", worlds.forms, form(lambda s: card(s, family.LEO), at("guardians.0.family_name"))),
    Scene("visit", "home", worlds.forms, form(card, at("street"))),
    Scene("visit", "seen", worlds.forms, form(card, evidence)),
    Scene("visit", "result", worlds.forms, form(passport, handed_in), DARK),
    Scene("visit", "reducing", worlds.forms, form(passport, at("family_name"), reducing), DARK),
    Scene("visit", "refused", worlds.forms, form(card, at("family_name"), refused)),
    Scene("visit", "reduced", worlds.forms, form(reduced, at("family_name"))),
    Scene("visit", "reviewed", worlds.forms, reviewed),
)
