"""An empty box is visible, and a tick differs by more than colour."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from mobile_office.ui import style
from mobile_office.ui.ticks import Dot, Tick


def colours(button: QAbstractButton) -> set[str]:
    image = button.grab().toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("kind", [Tick, Dot])
def test_an_empty_box_has_a_frame(qtbot: QtBot, kind: type[QAbstractButton]) -> None:
    button = kind()
    qtbot.addWidget(button)
    button.resize(32, 32)
    button.show()
    frame = QColor(style.theme().edge)
    nearest = min(style.contrast(colour, frame.name()) for colour in colours(button))
    assert nearest < 1.15


@pytest.mark.parametrize("kind", [Tick, Dot])
def test_a_ticked_box_carries_a_mark(qtbot: QtBot, kind: type[QAbstractButton]) -> None:
    button = kind()
    qtbot.addWidget(button)
    button.resize(32, 32)
    button.show()
    button.click()
    QApplication.processEvents()
    seen = colours(button)
    assert style.theme().primary in seen
    assert any(style.contrast(colour, style.theme().primary) > 4.5 for colour in seen)
