"""The decision panel asks for what each action needs, by key, and loses nothing that was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.domain.case import TRANSITIONS, Action
from mobile_office.ui.background import Background
from mobile_office.ui.decision import Decision, ground_of, missing
from mobile_office.ui.decision_panel import DecisionPanel
from mobile_office.ui.words import say

FIELDS = {"persons.0.family_name": "Person 1: Familienname", "street": "Straße"}
OFFERED = [action for action in Action if action not in (Action.SUBMIT, Action.CORRECT, Action.RELEASE)]


def open_panel(qtbot: QtBot, action: Action) -> tuple[DecisionPanel, list[Decision]]:
    panel = DecisionPanel(action, FIELDS)
    qtbot.addWidget(panel)
    confirmed: list[Decision] = []
    panel.confirmed.connect(confirmed.append)
    panel.show()
    panel.start()
    return panel, confirmed


@pytest.mark.parametrize("action", OFFERED)
def test_nothing_is_confirmed_while_something_is_missing(
    action: Action, qtbot: QtBot, background: Background
) -> None:
    panel, confirmed = open_panel(qtbot, action)
    qtbot.mouseClick(panel.confirm_button, Qt.MouseButton.LeftButton)
    assert confirmed == []
    assert panel.error.text() == "⚠ " + say(f"decision.{missing(Decision(action))}")


@pytest.mark.parametrize("action", OFFERED)
def test_the_passphrase_is_asked_exactly_for_decisions(
    action: Action, qtbot: QtBot, background: Background
) -> None:
    panel, _ = open_panel(qtbot, action)
    assert (panel.findChild(QLineEdit, "decision.passphrase") is not None) == TRANSITIONS[action].decision


def test_returning_pins_several_comments_picked_by_click_or_from_the_list(
    qtbot: QtBot, background: Background
) -> None:
    panel, confirmed = open_panel(qtbot, Action.RETURN)
    panel.pick("street")
    qtbot.keyClicks(panel.comment, "Bitte ausschreiben")
    panel.pick("persons.0.family_name")
    qtbot.keyClicks(panel.comment, "Bindestrich fehlt")
    pin = panel.findChild(QPushButton, "decision.pin")
    assert pin is not None
    qtbot.mouseClick(pin, Qt.MouseButton.LeftButton)
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert "Person 1: Familienname: Bindestrich fehlt" in texts
    qtbot.keyClicks(panel.passphrase, "geheim")
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    wanted = {"street": "Bitte ausschreiben", "persons.0.family_name": "Bindestrich fehlt"}
    assert confirmed == [Decision(Action.RETURN, "geheim", "", wanted)]


def test_a_comment_not_pinned_yet_is_not_lost(qtbot: QtBot, background: Background) -> None:
    panel, confirmed = open_panel(qtbot, Action.QUERY)
    panel.field.setCurrentIndex(panel.field.findData("street"))
    qtbot.keyClicks(panel.comment, "Welche Nummer?")
    qtbot.keyClicks(panel.passphrase, "geheim")
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    assert confirmed[0].comments == {"street": "Welche Nummer?"}


def test_a_comment_about_the_whole_case_becomes_the_reason(qtbot: QtBot, background: Background) -> None:
    panel, confirmed = open_panel(qtbot, Action.RETURN)
    qtbot.keyClicks(panel.comment, "Bitte neu aufnehmen")
    qtbot.keyClicks(panel.passphrase, "geheim")
    panel.confirm()
    assert (confirmed[0].reason, confirmed[0].comments) == ("Bitte neu aufnehmen", {})


def test_a_removed_comment_comes_back_into_the_editor(qtbot: QtBot, background: Background) -> None:
    panel, _ = open_panel(qtbot, Action.RETURN)
    panel.pick("street")
    panel.comment.setPlainText("Bitte ausschreiben")
    panel.pin()
    button = panel.findChild(QPushButton, "decision.unpin.street")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.comment.toPlainText() == "Bitte ausschreiben"
    assert panel.field.currentData() == "street"


def test_enter_goes_from_the_number_to_the_passphrase_and_then_confirms(
    qtbot: QtBot, background: Background
) -> None:
    panel, confirmed = open_panel(qtbot, Action.TAKE_OVER)
    qtbot.keyClicks(panel.register_number, "R-2026-17")
    qtbot.keyClick(panel.register_number, Qt.Key.Key_Return)
    assert panel.window().focusWidget() is panel.passphrase
    assert panel.error.isHidden()
    qtbot.keyClicks(panel.passphrase, "geheim")
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    assert confirmed == [Decision(Action.TAKE_OVER, "geheim", register_number="R-2026-17")]


def test_not_possible_has_a_ground_and_a_text(qtbot: QtBot, background: Background) -> None:
    panel, confirmed = open_panel(qtbot, Action.NOT_POSSIBLE)
    panel.ground.setCurrentIndex(1)
    qtbot.keyClicks(panel.passphrase, "geheim")
    panel.confirm()
    assert confirmed == []
    qtbot.keyClicks(panel.reason, "Urkunde fehlt")
    panel.confirm()
    assert confirmed[0].reason == "documents_missing: Urkunde fehlt"
    assert ground_of(confirmed[0].reason) == "documents_missing"
    assert ground_of("Grund: anderer") == ""


def test_while_it_is_saved_nothing_can_be_confirmed_twice(qtbot: QtBot, background: Background) -> None:
    panel, confirmed = open_panel(qtbot, Action.APPROVE)
    qtbot.keyClicks(panel.passphrase, "geheim")
    panel.confirm()
    panel.confirm()
    assert len(confirmed) == 1
    assert panel.confirm_button.text() == "Wird unterschrieben und gespeichert …"


def test_an_error_keeps_everything_but_the_passphrase(qtbot: QtBot, background: Background) -> None:
    panel, _ = open_panel(qtbot, Action.HOLD_BACK)
    reason = panel.findChild(QPlainTextEdit, "decision.reason")
    assert reason is not None
    qtbot.keyClicks(reason, "Ausweis zweifelhaft")
    qtbot.keyClicks(panel.passphrase, "falsch")
    panel.confirm()
    panel.show_error("Die Passphrase stimmt nicht.")
    assert panel.confirm_button.isEnabled()
    assert reason.toPlainText() == "Ausweis zweifelhaft"
    assert panel.passphrase.text() == ""
    assert panel.error.text() == "⚠ Die Passphrase stimmt nicht."
