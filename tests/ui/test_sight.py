"""What is brought into view can be seen, also far below the fold."""

import pytest
import shiboken6
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.ui.layouts import Scroll
from mobile_office.ui.sight import bring_into_view


@pytest.fixture
def scroll(qtbot: QtBot) -> Scroll:
    """A page of forty lines in a window for six."""
    scroll = Scroll()
    for _ in range(40):
        scroll.box.addWidget(QLineEdit())
    qtbot.addWidget(scroll)
    scroll.resize(300, 240)
    scroll.show()
    return scroll


def test_a_line_below_the_fold_is_scrolled_to(qtbot: QtBot, scroll: Scroll) -> None:
    last = scroll.findChildren(QLineEdit)[-1]
    assert last.visibleRegion().isEmpty()
    bring_into_view(last)
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height())


def test_what_is_gone_meanwhile_is_left_alone(qtbot: QtBot, scroll: Scroll) -> None:
    line = scroll.findChildren(QLineEdit)[-1]
    bring_into_view(line)
    shiboken6.delete(line)
    qtbot.wait(20)
    assert scroll.verticalScrollBar().value() == 0
