"""Choosing as screens: an open list of states, choices that have ended, and the stops of a tour plan."""

from collections.abc import Callable
from hashlib import sha256

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from mobile_office.publication import Kind, Publication
from mobile_office.ui.form import FormPage
from mobile_office.ui.stop import StopPage
from tests.screens import worlds
from tests.screens.days import page
from tests.screens.forms import at, drawn, zoe_with
from tests.screens.scenes import Scene
from tests.screens.stage import MORNING, Opened, Stage, find

STATE, NATIONS, OBJECTIONS = "persons.0.birth_state", "persons.0.nationalities", "persons.0.objections"
ABROAD = {"persons.0.born_abroad": True}
ENDED = {NATIONS: ["000", "120"], OBJECTIONS: ["5", "10"], STATE: "159", **ABROAD}
PLAN = (
    ("Wochenmarkt Misburg", "Anderter Straße 2", "08:30", "12:00"),
    ("Seniorenzentrum Misburg-Nord", "Gartenstraße 4", "12:30", "14:30"),
    ("Stadtbücherei Anderten", "Marktplatz 1", "15:00", "18:00"),
)


def typed(path: str, text: str) -> Callable[[FormPage], object]:
    """Letters typed into the box of a field."""

    def type_in(form: FormPage) -> None:
        box = find(form, path)
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClicks(box, text)

    return type_in


def planned(stage: Stage) -> None:
    """The stops of a published plan, at a quarter to eleven."""
    day = MORNING.date().isoformat()
    text = "".join(
        f'[[stop]]\nname = "{name}"\naddress = "{address}"\nkind = "other"\nday = {day}\n'
        f'from = "{since}"\nuntil = "{until}"\n'
        for name, address, since, until in PLAN
    ).encode()
    kept = stage.laptop.place.publications
    digest = sha256(text).hexdigest()
    kept.announce([Publication("03241001", 1, Kind.TOURS, "plan", 0, digest, len(text), "", MORNING)])
    kept.keep_piece(digest, 0, text)
    page(_stop_page)(stage)


def _stop_page(opened: Opened) -> QWidget:
    return StopPage(opened.desk, opened.background, _nothing)


def _nothing(*_: object) -> None:
    """Where a picture leads to nowhere."""


SCENES = (
    Scene(
        "choices", "found", worlds.forms,
        drawn(zoe_with(**ABROAD, **{STATE: None}), at(STATE), typed(STATE, "turk")), themes=("dark",),
    ),
    Scene("choices", "ended", worlds.forms, drawn(zoe_with(**ENDED), at(OBJECTIONS)), themes=("dark",)),
    Scene("choices", "token", worlds.forms, drawn(zoe_with(**ENDED), at(NATIONS))),
    Scene("stop", "planned", worlds.empty, planned, ("dark",)),
)  # fmt: skip
