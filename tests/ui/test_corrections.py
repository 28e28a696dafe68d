"""Corrections land on the first comment and stand on a basis that somebody chose."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import BASES as KNOWN
from mobile_office.ui.corrections import BASES, BasisChoice, first_comment, loose_comments


def test_the_first_comment_is_the_first_in_reading_order() -> None:
    assert first_comment({"b": "?", "a": "!"}, ["a", "b"]) == "a"
    assert first_comment({"": "?"}, ["a"]) == ""


def test_comments_about_no_field_are_not_lost() -> None:
    assert loose_comments({"a": "1", "": "2", "evidence.x": "3"}, ["a"]) == {"": "2", "evidence.x": "3"}


def test_nothing_is_preselected_and_the_choice_is_the_desks(qtbot: QtBot) -> None:
    choice = BasisChoice()
    qtbot.addWidget(choice)
    choice.show()
    assert choice.basis() == ""
    assert BASES == KNOWN
    for basis in BASES:
        button = choice.findChild(QRadioButton, f"basis.{basis}")
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert choice.basis() == basis
