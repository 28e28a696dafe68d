"""The form as screens: its sections, evidence, summary, result and a correction, for all three services."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from mobile_office.domain.case import Action
from mobile_office.domain.overview import Draft
from mobile_office.ui.form import FormPage
from tests.domain.shelf import NAMES
from tests.samples import decide
from tests.screens import worlds
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, wait

ZOE = {
    "persons.0.birth_name": "Kowalczyk",
    "persons.0.birth_date": "1964-08-12",
    "persons.0.birth_place": "Kraków",
    "persons.0.nationalities": ["000", "152"],
}
WRONG_NAME = {"persons.0.usual_given_name": "Petra"}
LATE = {"move_in_date": "2026-09-01"}
FUTURE = {"move_in_date": "2026-11-29"}


def drawn(draft: Callable[[Stage], Draft], *steps: Callable[[FormPage], object]) -> Callable[[Stage], object]:
    """A form opened on a draft, brought to where it is looked at."""

    def draw(stage: Stage) -> None:
        opened = stage.window("Berger")
        page = opened.form(draft(stage))
        for step in steps:
            step(page)
            opened.settle()

    return draw


def blank(service: str, stage: Stage) -> Draft:
    """Nothing typed yet."""
    return stage.desk("Berger").start(service)


def zoe(stage: Stage, **more: Any) -> Draft:
    """Zoë's registration with her husband, typed; `more` are other answers by path."""
    desk = stage.desk("Berger")
    return worlds.sample(desk, "registration", *worlds.NAMES[1], **{**ZOE, **more})


def zoe_with(**more: Any) -> Callable[[Stage], Draft]:
    """Zoë's registration with other answers."""
    return partial(zoe, **more)


def without_evidence(stage: Stage) -> Draft:
    """Everything typed, nothing seen."""
    draft = zoe(stage)
    desk = stage.desk("Berger")
    for item in draft.evidence:
        desk.unsee(draft.id, item.kind)
    return desk.draft(draft.id)


def sample_of(service: str, stage: Stage) -> Draft:
    """A service's own sample."""
    return worlds.sample(stage.desk("Berger"), service, *worlds.NAMES[0])


def returned(stage: Stage) -> Draft:
    """The correction of a case that came back with two comments."""
    number = worlds.submit(stage, "Berger", "registration", 0)
    comments = {"street": worlds.STREET, "landlord_address": worlds.LANDLORD}
    decide(stage.desk("Thiele"), number, Action.RETURN, "Thiele", comments=comments)
    return stage.desk("Berger").correct(number)


def at(path: str) -> Callable[[FormPage], object]:
    """To a field."""
    return lambda page: page.jump(path)


def summary(page: FormPage) -> None:
    """To the summary."""
    page.hand_in()


def refused(page: FormPage) -> None:
    """To the summary, and try to hand in against its problems."""
    page.hand_in()
    page.hand_in()


def handed_in(page: FormPage) -> None:
    """To the result."""
    page.hand_in()
    page.hand_in()
    wait(lambda: page.findChild(QWidget, "result.number") is not None)


def evidence(page: FormPage) -> None:
    """To the evidence."""
    page.toggle_evidence()


def unfilled(page: FormPage) -> None:
    """On past an empty step and back: what is missing is told."""
    page.go_on()
    page.go_back()


def registration(state: str, name: str, draft: Callable[[Stage], Draft], *steps: Any, **more: Any) -> Scene:
    """A picture of the registration's form."""
    return Scene(f"form-{name}", state, worlds.forms, drawn(draft, *steps), **more)


DARK_TOO = ("dark", "contrast")
OTHERS = tuple(sorted(set(NAMES) - {"registration", "id_card", "id_exemption"}))
SCENES = (
    registration("empty", "person", partial(blank, "registration")),
    registration("filled", "person", zoe_with(), at("persons.0.birth_date"), themes=DARK_TOO),
    registration(
        "problems", "person", zoe_with(**WRONG_NAME), at("persons.0.usual_given_name"), themes=DARK_TOO
    ),
    registration("missing", "person", partial(blank, "registration"), unfilled),
    registration("jumped", "person", zoe_with(), summary, at("persons.0.marriage_place")),
    registration("second", "person", zoe_with(), at("persons.1.family_name")),
    registration("empty", "address", partial(blank, "registration"), at("move_in_date")),
    registration("filled", "address", zoe_with(), at("street")),
    registration("problems", "address", zoe_with(**FUTURE), at("move_in_date")),
    registration("empty", "evidence", without_evidence, evidence),
    registration("filled", "evidence", zoe_with(), evidence),
    registration("filled", "summary", zoe_with(), summary),
    registration("problems", "summary", zoe_with(**WRONG_NAME, **LATE), refused),
    registration("empty", "summary", partial(blank, "registration"), refused),
    registration("jumped", "summary", zoe_with(ags="3241"), summary, at("ags")),
    registration("filled", "result", zoe_with(), handed_in),
    registration("problems", "correction", returned),
    registration("summary", "correction", returned, summary),
    Scene("id_card", "empty", worlds.forms, drawn(partial(blank, "id_card"))),
    Scene("id_card", "filled", worlds.forms, drawn(partial(sample_of, "id_card"), at("family_name"))),
    Scene("id_card", "photo", worlds.forms, drawn(partial(sample_of, "id_card"), at("photo_source"))),
    Scene("id_card", "result", worlds.forms, drawn(partial(sample_of, "id_card"), handed_in)),
    Scene("id_exemption", "empty", worlds.forms, drawn(partial(blank, "id_exemption"))),
    Scene("id_exemption", "filled", worlds.forms, drawn(partial(sample_of, "id_exemption"), at("ground"))),
    Scene("id_exemption", "summary", worlds.forms, drawn(partial(sample_of, "id_exemption"), summary)),
    *(
        Scene(name, state, worlds.forms, drawn(partial(made, name)))
        for name in OTHERS
        for state, made in (("empty", blank), ("filled", sample_of))
    ),
    *(
        Scene(name, "problems", worlds.forms, drawn(partial(blank, name), unfilled))
        for name in ("id_card", "id_exemption", *OTHERS)
    ),
)
