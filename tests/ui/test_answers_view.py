"""The cards of answers: shown as typed, ticked by key, picked by click."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.answers import Group, Row
from mobile_office.ui.answers_view import AnswersView
from mobile_office.ui.background import Background
from mobile_office.ui.turns import finish_within

GROUPS = (
    Group(
        "persons.0",
        "Person 1",
        (Row("persons.0.family_name", "Familienname", "<b>Mustermann", before="Muster"),),
    ),
    Group("home", "Wohnung", (Row("street", "Straße", "Am Markt", comment="Bitte prüfen"),)),
)


def shown(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if not label.isHidden())


def open_view(qtbot: QtBot, *, tick: bool = True) -> AnswersView:
    view = AnswersView()
    qtbot.addWidget(view)
    view.show_groups(GROUPS, tick=tick)
    view.resize(600, 400)
    view.show()
    return view


def test_answers_changes_and_comments_are_shown_as_typed(qtbot: QtBot, background: Background) -> None:
    view = open_view(qtbot)
    qtbot.waitUntil(lambda: len(view.cards.built) == len(GROUPS))
    text = shown(view)
    for part in ("Person 1", "<b>Mustermann", "geändert", "vorher: Muster", "Anmerkung: Bitte prüfen"):
        assert part in text


def test_the_first_section_is_there_at_once_and_the_rest_in_its_place_soon(qtbot: QtBot) -> None:
    view = open_view(qtbot)
    assert list(view.cards.built) == ["persons.0"]
    assert view.unseen() == 2  # also of what is not made yet
    qtbot.waitUntil(lambda: len(view.cards.built) == 2)
    qtbot.waitUntil(view.cards.built["home"].isVisible)
    assert view.cards["persons.0"].y() < view.cards["home"].y()


def test_what_is_made_out_of_turn_stands_in_its_place(qtbot: QtBot) -> None:
    view = AnswersView()
    qtbot.addWidget(view)
    view.show_groups((*GROUPS, replace(GROUPS[1], key="last")), tick=True)
    assert view.cards["last"]  # looked at before its turn
    finish_within(view)
    layout = view.layout()
    assert layout is not None
    placed = [item.widget() for place in range(layout.count()) if (item := layout.itemAt(place)) is not None]
    assert placed == list(view.cards.values())


def test_what_has_not_changed_stays_when_it_is_shown_anew(qtbot: QtBot) -> None:
    view = open_view(qtbot)
    first, second = view.cards.values()
    first.seen.click()
    changed = replace(GROUPS[1], rows=(Row("street", "Straße", "Am Wall"),))
    view.show_groups((GROUPS[0], changed), tick=True, seen=view.seen())
    assert view.cards["persons.0"] is first
    assert view.cards["home"] is not second
    assert view.seen() == {"persons.0"}
    view.show_groups((GROUPS[0], changed), tick=False)
    assert view.cards["persons.0"] is first
    assert (first.seen.isChecked(), first.seen.isHidden()) == (False, True)


def test_picking_began_before_a_section_was_made(qtbot: QtBot) -> None:
    view = open_view(qtbot)
    picked: list[str] = []
    view.picked.connect(picked.append)
    view.set_picking(True)
    finish_within(view)
    qtbot.mouseClick(view.cards["home"].lines[0], Qt.MouseButton.LeftButton)
    assert picked == ["street"]


def test_space_ticks_a_section_and_goes_to_the_next(qtbot: QtBot, background: Background) -> None:
    view = open_view(qtbot)
    assert view.unseen() == 2
    assert view.focus_unseen()
    qtbot.keyClick(view.cards["persons.0"].seen, Qt.Key.Key_Space)
    assert view.seen() == {"persons.0"}
    assert view.window().focusWidget() is view.cards["home"].seen
    with qtbot.waitSignal(view.seen_changed):
        qtbot.keyClick(view.cards["home"].seen, Qt.Key.Key_Space)
    assert view.unseen() == 0
    assert not view.focus_unseen()


def test_without_review_there_is_nothing_to_tick(qtbot: QtBot, background: Background) -> None:
    view = open_view(qtbot, tick=False)
    assert not any(card.seen.isVisible() for card in view.cards.values())
    assert not view.focus_unseen()


def test_a_click_picks_a_row_only_while_picking(qtbot: QtBot, background: Background) -> None:
    view = open_view(qtbot)
    picked: list[str] = []
    view.picked.connect(picked.append)
    line = view.cards["home"].lines[0]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert picked == []
    view.set_picking(True)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert picked == ["street"]
    view.set_picking(False)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert picked == ["street"]
