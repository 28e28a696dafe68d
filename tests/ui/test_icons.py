"""Icons: each one that is named can be drawn."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from mobile_office import resources
from mobile_office.ui import icons, style
from mobile_office.ui.rail import AREAS

NAMES = sorted(path.stem for path in (resources.folder() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_named_icon_can_be_drawn(name: str) -> None:
    image = icons.icon(name).pixmap(QSize(24, 24)).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("area", AREAS)
def test_every_area_of_the_rail_has_an_icon_in_the_colour_of_its_words(qapp: QApplication, area: str) -> None:
    style.apply(qapp, "contrast")  # where the area shown is yellow, and what is written on it black
    shown = icons.rail_icon(area, shown=True).pixmap(QSize(20, 20)).toImage()
    seen, strong = [shown.pixelColor(x, y) for x in range(20) for y in range(20)], style.theme().rail_strong
    style.apply(qapp, "light")
    assert {one.name() for one in seen if one.alpha() == 255} == {strong}


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icons.icon("nonsense")
