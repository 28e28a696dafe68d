"""Questions answered by one key, or taken back."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.domain.residents import Reason
from mobile_office.ui.resident_questions import Questions


def test_a_digit_answers_and_a_question_can_be_taken_back(qtbot: QtBot) -> None:
    done: list[str] = []
    why: list[Reason] = []
    questions = Questions(lambda: done.append("over"))
    qtbot.addWidget(questions)
    questions.ask_why("Mustermann, Erika", why.append)
    questions.activateWindow()
    qtbot.waitUntil(questions.isActiveWindow)
    qtbot.keyClick(questions.focusWidget(), Qt.Key.Key_4)
    assert (why, done) == ([Reason.PAPERS_MISSING], ["over"])
    questions.ask_why("Mustermann, Erika", why.append)
    questions.close_question()
    assert (len(why), len(done), questions.isHidden()) == (1, 2, True)
    questions.close_question()
    assert len(done) == 2
