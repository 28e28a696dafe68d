"""A home that cannot be opened: a sentence and the way out, never a traceback."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import AlreadyOpen, Damaged
from mobile_office.ui import words
from mobile_office.ui.closed import ClosedScreen
from mobile_office.ui.pieces import Muted, Notice


def test_it_says_what_is_wrong_and_closes(qtbot: QtBot) -> None:
    screen = ClosedScreen(AlreadyOpen())
    qtbot.addWidget(screen)
    screen.show()
    notice = screen.findChild(Notice, "closed.notice")
    assert notice is not None
    assert words.error(AlreadyOpen()) in notice.accessibleName() or notice.isVisible()
    assert screen.findChild(QWidget, "closed.restore") is None
    qtbot.mouseClick(screen.findChild(QWidget, "closed.close"), Qt.MouseButton.LeftButton)
    assert not screen.isVisible()


def test_the_previous_version_can_be_restored_where_there_is_one(qtbot: QtBot) -> None:
    restored: list[bool] = []
    screen = ClosedScreen(Damaged(what="slots", has_previous=1), lambda: restored.append(True))
    qtbot.addWidget(screen)
    screen.show()
    qtbot.mouseClick(screen.findChild(QWidget, "closed.restore"), Qt.MouseButton.LeftButton)
    assert restored == [True]


def test_of_a_damaged_store_nothing_is_said_to_be_safe(qtbot: QtBot) -> None:
    for trouble, said in ((Damaged(what="store"), False), (AlreadyOpen(), True)):
        screen = ClosedScreen(trouble)
        qtbot.addWidget(screen)
        assert any(label.text() == words.say("closed.safe") for label in screen.findChildren(Muted)) is said
