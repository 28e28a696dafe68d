"""The page to sign on: the pad, two ways back, German beside the translation, and what to do if one cannot write."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.citizen import texts
from mobile_office.ui.citizen_sign import SigningSheet, both, signing
from tests.handwriting import name, with_finger, with_mouse

NAME = name(40)


def sheet(qtbot: QtBot, language: str = "tr") -> SigningSheet:
    made = SigningSheet(texts(language), lambda: None)
    qtbot.addWidget(made)
    made.resize(1300, 240)
    made.show()
    return made


def test_strokes_are_taken_back_one_by_one_or_all_and_the_keyboard_goes_to_the_pad(qtbot: QtBot) -> None:
    made = sheet(qtbot)
    assert not made.undo.isEnabled()
    with_finger(made.pad, NAME)
    assert made.undo.isEnabled()
    qtbot.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert len(made.pad.strokes) == len(NAME) - 1
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.clear.setFocus()
    QTest.keyClick(made.clear, Qt.Key.Key_Return)
    assert made.pad.is_empty
    assert not made.clear.isEnabled()
    assert made.pad.hasFocus()


def test_every_stroke_is_told(qtbot: QtBot) -> None:
    told: list[bool] = []
    made = SigningSheet(texts("de"), lambda: told.append(True))
    qtbot.addWidget(made)
    made.resize(1300, 240)
    made.show()
    with_mouse(made.pad, NAME[:1])
    assert told


def test_the_buttons_stand_beside_the_pad_where_there_is_room_else_below(qtbot: QtBot) -> None:
    made = sheet(qtbot)
    qtbot.waitUntil(lambda: made.undo.x() > made.pad.geometry().right())
    made.resize(700, 500)
    qtbot.waitUntil(lambda: made.undo.y() > made.pad.geometry().bottom())


def test_pad_and_page_say_what_to_do_in_both_languages(qtbot: QtBot) -> None:
    made = sheet(qtbot)
    for language in ("tr", "de"):
        assert texts(language).say("sign_title") in made.pad.accessibleName()
        assert texts(language).say("sign_how") in made.pad.accessibleDescription()
        assert texts(language).say("sign_cannot") in made.pad.accessibleDescription()
    widgets = signing(texts("tr"), made)
    for widget in widgets:
        qtbot.addWidget(widget)
    said = [label.text() for widget in widgets for label in widget.findChildren(QLabel)]
    assert texts("de").say("sign_lead") in said
    assert texts("tr").say("sign_cannot") in said
    assert both(texts("de"), "sign_title") == texts("de").say("sign_title")
