"""Streets offered on the form, and what the directory hints at, as screens."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QListWidget

from mobile_office.domain.overview import Draft
from mobile_office.ui.form import FormPage
from tests.directory import publish
from tests.screens import worlds
from tests.screens.forms import DARK_TOO, at, drawn, summary, zoe
from tests.screens.scenes import Scene
from tests.screens.stage import Stage, find


def world(stage: Stage) -> None:
    """A laptop the office has published its streets to."""
    publish(stage.desk("Berger"))


def untyped(stage: Stage) -> Draft:
    """An address nobody has typed."""
    return stage.desk("Berger").start("registration")


def living(**more: Any) -> Any:
    """Zoë's registration with another address."""
    return lambda stage: zoe(stage, **more)


def typed(text: str, choice: int) -> Any:
    """Something typed as the street, and a row of the list chosen (-1 for none)."""

    def act(page: FormPage) -> None:
        line = find(page, "street")
        assert isinstance(line, QLineEdit)
        line.insert(text)
        rows = find(page, "streets.list")
        assert isinstance(rows, QListWidget)
        rows.setCurrentRow(choice)

    return act


HOME = {"street": "Kirchröder Straße", "house_number": "44", "postcode": "30625"}
WRONG = {"street": "Am Markte", "house_number": "99"}
SCENES = (
    Scene("streets", "offered", world, drawn(untyped, at("street"), typed("mark", 1)), DARK_TOO),
    Scene("streets", "number", world, drawn(untyped, at("street"), typed("kirchr str 44", 0))),
    Scene("streets", "protected", world, drawn(living(**HOME), at("street")), DARK_TOO),
    Scene("streets", "unknown", world, drawn(living(**WRONG), at("house_number"))),
    Scene("streets", "postcode", world, drawn(living(postcode="30161"), at("postcode"))),
    Scene("streets", "summary", world, drawn(living(**HOME), summary)),
    Scene("streets", "none", worlds.forms, drawn(untyped, at("street"))),
)
