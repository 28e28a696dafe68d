"""What can be done depends on the one chosen: nobody, somebody waiting, begun, done, or left out."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.domain.residents import Resident, Turn
from mobile_office.ui.resident_actions import Actions


@pytest.mark.parametrize(
    ("turn", "offered"),
    [
        (None, {"add"}),
        (Turn.WAITING, {"add", "out", "another", "person", "take_out"}),
        (Turn.BEGUN, {"add", "another", "take_out"}),
        (Turn.DONE, {"add", "another", "take_out"}),
        (Turn.LEFT_OUT, {"add", "out", "another", "person", "take_out"}),
    ],
)
def test_what_is_offered_for_whoever_is_chosen(qtbot: QtBot, turn: Turn | None, offered: set[str]) -> None:
    page, actions = QWidget(), Actions()
    qtbot.addWidget(page)
    page.setLayout(actions)
    actions.show_for(Resident("1", {}, "", "x", turn) if turn else None)
    assert {name for name, button in actions.buttons.items() if button.isEnabled()} == offered


def test_whoever_is_left_out_is_taken_up_again_by_the_same_key(qtbot: QtBot) -> None:
    page, actions = QWidget(), Actions()
    qtbot.addWidget(page)
    page.setLayout(actions)
    out = actions.buttons["out"]
    actions.show_for(Resident("1", {}, "", "x"))
    before = out.text()
    actions.show_for(Resident("1", {}, "", "x", Turn.LEFT_OUT))
    assert out.text() != before
    assert out.shortcut().toString() == "F3"
