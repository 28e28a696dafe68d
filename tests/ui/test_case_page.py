"""One case at a real desk: reviewed, returned, corrected, noted, refused; by keys and clicks."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from mobile_office.domain.overview import Delivery, Draft
from mobile_office.printing import Paper
from mobile_office.ui.attachment_view import Viewed
from mobile_office.ui.background import Background
from mobile_office.ui.case_page import CasePageView, facts
from mobile_office.ui.words import say
from tests.house import passphrase
from tests.samples import decide, submit_sample
from tests.whole import is_whole

Desks = Callable[[str], Desk]


class Screen:
    """A case page being used: what leaves it is noted."""

    def __init__(self, qtbot: QtBot, desk: Desk, background: Background, number: str) -> None:
        self.qtbot, self.closed, self.edited = qtbot, 0, list[Draft]()
        self.view = CasePageView(desk, background, number, self._close, self.edited.append)
        qtbot.addWidget(self.view)
        self.view.resize(1100, 700)
        self.view.show()
        self.view.activateWindow()  # shortcuts need it
        qtbot.waitUntil(self.view.isActiveWindow)
        self.view.setFocus()
        qtbot.waitUntil(self._is_whole)

    def _is_whole(self) -> bool:
        """Whether everything has had its turn."""
        return is_whole(self.view)

    def _close(self) -> None:
        self.closed += 1

    def text(self) -> str:
        return "\n".join(label.text() for label in self.view.findChildren(QLabel) if not label.isHidden())

    def offered(self) -> list[str]:
        return [button.objectName().removeprefix("act.") for button in self.view.foot_buttons]

    def is_deciding(self) -> bool:
        return self.view.panel is not None

    def click(self, name: str) -> None:
        button = self.view.findChild(QPushButton, name)
        assert button is not None, name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def tick_all(self) -> None:
        for card in self.view.answers.cards.values():
            self.qtbot.keyClick(card.seen, Qt.Key.Key_Space)

    def confirm(self, name: str) -> None:
        assert self.view.panel is not None
        self.qtbot.keyClicks(self.view.panel.passphrase, passphrase(name))
        self.qtbot.keyClick(self.view.panel.passphrase, Qt.Key.Key_Return)

    def wait_for(self, sentence: str) -> None:
        self.qtbot.waitUntil(lambda: sentence in self.text())


@pytest.fixture
def open_case(qtbot: QtBot, background: Background, desk_of: Desks) -> Callable[[str, str], Screen]:
    return lambda name, number: Screen(qtbot, desk_of(name), background, number)


Open = Callable[[str, str], Screen]


def test_the_page_names_the_service_the_citizen_and_both_facts(desk: Desk, open_case: Open) -> None:
    number = submit_sample(desk)
    told = open_case("Thiele", number).text()
    page = desk.page(number)
    assert f"{desk.service('registration', 1).name['de']}: {page.label}" in told
    for part in (number, "abgegeben", "Berger, Test", say("status.submitted"), say("fact.saved")):
        assert part in told


def test_what_was_refused_has_changed_nothing_and_is_named_beside(desk: Desk) -> None:
    first = desk.page(submit_sample(desk)).history[0]
    stands = replace(first, delivery=Delivery.RECEIPTED)
    late = replace(first, action=Action.WITHDRAW, delivery=Delivery.REFUSED, refused="stale")
    assert facts([stands, late]) == [
        ("Vom Amt quittiert", "good"),
        ("Zurückgezogen: vom Amt abgelehnt", "warn"),
    ]
    assert facts([late]) == [("Vom Amt abgelehnt", "bad")]


def test_the_answers_come_first_and_what_belongs_to_the_case_in_the_next_turn(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    view = CasePageView(desk, background, submit_sample(desk), lambda: None, lambda _: None)
    qtbot.addWidget(view)
    assert len(view.answers.cards.built) == 1
    assert view.findChild(QLabel, "case.declared") is None
    qtbot.waitUntil(lambda: view.findChild(QLabel, "case.declared") is not None)


def test_approving_is_offered_only_when_every_section_was_seen(desk: Desk, open_case: Open) -> None:
    number = submit_sample(desk)
    screen = open_case("Thiele", number)
    assert screen.offered() == ["return", "hold_back", "duplicate_of", "note"]
    assert "noch" in screen.view.findChild(QLabel, "case.waiting").text()  # type: ignore[union-attr]
    screen.tick_all()
    assert screen.offered() == ["return", "approve", "hold_back", "duplicate_of", "note"]
    screen.click("act.approve")
    screen.confirm("Thiele")
    screen.wait_for(say("history.approve"))
    assert desk.page(number).case.status is Status.APPROVED
    assert say("status.approved") in screen.text()


def test_returning_pins_a_comment_to_the_row_that_was_clicked(desk: Desk, open_case: Open) -> None:
    number = submit_sample(desk)
    screen = open_case("Thiele", number)
    screen.click("act.return")
    row = screen.view.findChild(QWidget, "answer.street")
    assert row is not None
    screen.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert screen.view.panel is not None
    screen.qtbot.keyClicks(screen.view.panel.comment, "Am Markt?")
    screen.confirm("Thiele")
    screen.wait_for(say("case.done", what=say("history.return")))
    assert desk.page(number).comments == {"street": "Am Markt?"}
    assert "Anmerkung: Am Markt?" in open_case("Berger", number).text()


def test_a_wrong_passphrase_is_a_sentence_and_nothing_is_lost(desk: Desk, open_case: Open) -> None:
    number = submit_sample(desk)
    screen = open_case("Thiele", number)
    screen.click("act.hold_back")
    panel = screen.view.panel
    assert panel is not None
    screen.qtbot.keyClicks(panel.reason, "Ausweis zweifelhaft")
    screen.qtbot.keyClicks(panel.passphrase, "falsch")
    screen.qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    screen.qtbot.waitUntil(lambda: not panel.error.isHidden())
    assert panel.reason.toPlainText() == "Ausweis zweifelhaft"
    assert desk.page(number).case.status is Status.SUBMITTED


def test_who_has_typed_is_told_that_somebody_else_must_review(desk: Desk, open_case: Open) -> None:
    screen = open_case("Berger", submit_sample(desk))
    assert "Sie haben hier mitgeschrieben. Prüfen muss jemand anderes." in screen.text()
    assert screen.offered() == ["withdraw", "duplicate_of", "note"]


def test_a_decision_that_comes_too_late_says_who_was_first(
    desk: Desk, desk_of: Desks, open_case: Open
) -> None:
    number = submit_sample(desk)
    screen = open_case("Thiele", number)
    screen.tick_all()
    screen.click("act.approve")
    desk.do(number, Action.WITHDRAW, reason="auf Wunsch")
    screen.confirm("Thiele")
    screen.qtbot.waitUntil(lambda: screen.view.panel is not None and not screen.view.panel.error.isHidden())
    assert desk.page(number).case.status is Status.WITHDRAWN


def test_correcting_opens_the_form_with_the_case(desk: Desk, desk_of: Desks, open_case: Open) -> None:
    number = submit_sample(desk)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", comments={"street": "Am Markt?"})
    screen = open_case("Berger", number)
    screen.click("act.correct")
    screen.qtbot.waitUntil(lambda: bool(screen.edited))
    assert screen.edited[0].case == number


def test_what_a_correction_changed_is_marked(desk: Desk, desk_of: Desks, open_case: Open) -> None:
    number = submit_sample(desk)
    before = desk.page(number).answers["street"]
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", comments={"street": "Am Markt?"})
    draft = desk.correct(number)
    desk.save(draft.id, "street", "Am Markt")
    desk.submit(draft.id, basis="typing_error")
    told = open_case("Thiele", number).text()
    assert "1 Angabe geändert" in told
    assert f"vorher: {before}" in told


def test_a_note_needs_no_passphrase_and_stands_in_the_history(desk: Desk, open_case: Open) -> None:
    number = submit_sample(desk)
    screen = open_case("Berger", number)
    screen.click("act.note")
    assert screen.view.panel is not None
    screen.qtbot.keyClicks(screen.view.panel.reason, "Ruft morgen an")
    screen.qtbot.keyClick(screen.view.panel.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.qtbot.waitUntil(lambda: screen.view.panel is None)
    assert "Ruft morgen an" in screen.text()
    assert desk.page(number).case.status is Status.SUBMITTED


def test_escape_leaves_the_panel_first_and_then_the_case(desk: Desk, open_case: Open) -> None:
    screen = open_case("Berger", submit_sample(desk))
    screen.click("act.note")
    assert screen.is_deciding()
    screen.qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    assert not screen.is_deciding()
    assert screen.closed == 0
    screen.qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    assert screen.closed == 1


def test_a_change_while_deciding_is_told_and_takes_nothing_away(
    desk: Desk, background: Background, open_case: Open
) -> None:
    number = submit_sample(desk)
    screen = open_case("Thiele", number)
    screen.click("act.return")
    assert screen.view.panel is not None
    screen.qtbot.keyClicks(screen.view.panel.comment, "Bitte nachsehen")
    desk.do(number, Action.WITHDRAW, reason="auf Wunsch")
    background.changed.emit(frozenset([number]))
    assert say("case.changed_meanwhile") in screen.text()
    assert screen.view.panel.comment.toPlainText() == "Bitte nachsehen"


def test_what_was_seen_stays_seen_when_something_else_changes(
    desk: Desk, background: Background, open_case: Open
) -> None:
    number = submit_sample(desk)
    screen = open_case("Thiele", number)
    screen.tick_all()
    desk.do(number, Action.NOTE, reason="Ruft an")
    background.changed.emit(frozenset([number]))
    assert "approve" in screen.offered()
    screen.wait_for("Ruft an")


def test_the_receipt_is_printed_again_from_the_case(
    qtbot: QtBot, desk: Desk, background: Background, open_case: Open
) -> None:
    number, papers = submit_sample(desk), list[Paper | Viewed]()
    view = CasePageView(
        desk, background, number, papers.clear, lambda _: None, lambda paper, _: papers.append(paper)
    )
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(papers))
    (paper,) = papers
    assert isinstance(paper, Paper)
    assert (paper.kind, paper.number) == ("receipt", number)
    assert "Beleg drucken" not in [b.text() for b in open_case("Berger", number).view.foot_buttons]


def test_the_keyboard_begins_where_nothing_is_taken_away(desk: Desk, open_case: Open) -> None:
    screen = open_case("Berger", submit_sample(desk))
    assert screen.view.focusWidget().objectName() == "case.back"


def test_the_evidence_can_be_read_while_deciding(desk: Desk, open_case: Open) -> None:
    screen = open_case("Berger", submit_sample(desk))
    screen.click("act.note")
    assert screen.view.panel is not None
    assert screen.view._side.isVisible()
