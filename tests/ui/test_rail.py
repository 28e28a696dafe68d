"""The rail: each role sees its areas, and nothing else."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.domain.people import Role
from mobile_office.ui.buttons import Button
from mobile_office.ui.rail import AREAS, Rail, areas


@pytest.mark.parametrize(
    "role, seen",
    [
        (Role.CLERK, ("today", "cases", "delivery")),
        (Role.SUPERVISOR, ("today", "cases", "review", "delivery")),
        (Role.INTAKE, ("today", "cases", "intake", "delivery")),
    ],
)
def test_a_role_sees_its_areas(role: Role, seen: tuple[str, ...]) -> None:
    assert areas(frozenset({role})) == seen


def test_two_roles_see_both() -> None:
    assert areas(frozenset({Role.SUPERVISOR, Role.INTAKE})) == tuple(AREAS)


def test_an_area_is_reached_by_click_and_by_key(qtbot: QtBot) -> None:
    rail = Rail(tuple(AREAS))
    qtbot.addWidget(rail)
    rail.show()
    with qtbot.waitSignal(rail.wanted) as signal:
        qtbot.mouseClick(button(rail, "review"), Qt.MouseButton.LeftButton)
    assert signal.args == ["review"]
    with qtbot.waitSignal(rail.wanted) as signal:
        qtbot.keyClick(button(rail, "cases"), Qt.Key.Key_Return)
    assert signal.args == ["cases"]


def test_an_area_is_reached_by_ctrl_and_its_place_and_says_so(qtbot: QtBot) -> None:
    rail = Rail(("today", "cases", "delivery"))
    qtbot.addWidget(rail)
    rail.show()
    rail.activateWindow()
    qtbot.waitUntil(rail.isActiveWindow)
    with qtbot.waitSignal(rail.wanted) as signal:
        qtbot.keyClick(rail, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert signal.args == ["delivery"]
    assert button(rail, "delivery").toolTip() == "Strg+3"


def test_a_count_is_said_in_words_and_disappears_at_zero(qtbot: QtBot) -> None:
    rail = Rail(tuple(AREAS))
    qtbot.addWidget(rail)
    rail.show_count("review", 3)
    assert button(rail, "review").text() == "Prüfung (3)"
    rail.show_count("review", 0)
    assert button(rail, "review").text() == "Prüfung"


def test_the_area_shown_is_marked_and_only_that(qtbot: QtBot) -> None:
    rail = Rail(tuple(AREAS))
    qtbot.addWidget(rail)
    rail.show_current("cases")
    rail.show_current("delivery")
    assert [key for key in AREAS if button(rail, key).property("current") == "true"] == ["delivery"]


def button(rail: Rail, key: str) -> Button:
    found = rail.findChild(Button, f"rail.{key}")
    assert found is not None
    return found
