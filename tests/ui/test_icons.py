"""Icons: each one that is named can be drawn."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from mobile_office import resources
from mobile_office.ui import icons
from mobile_office.ui.rail import AREAS

NAMES = sorted(path.stem for path in (resources.folder() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_named_icon_can_be_drawn(name: str) -> None:
    image = icons.icon(name).pixmap(QSize(24, 24)).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("area", AREAS)
def test_every_area_of_the_rail_has_an_icon(area: str) -> None:
    shown = icons.rail_icon(area).pixmap(QSize(20, 20), QIcon.Mode.Normal, QIcon.State.On)
    assert not shown.isNull()


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icons.icon("nonsense")
