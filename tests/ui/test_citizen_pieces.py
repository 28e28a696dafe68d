"""Large words and buttons, German beside the translation, at the side where the language begins."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.citizen import texts
from mobile_office.ui.citizen_pieces import (
    Answer,
    LargeButton,
    ReadingPage,
    Told,
    can_be_drawn,
    is_german,
    told,
)
from mobile_office.ui.pieces import Words


def test_a_translation_never_stands_alone(qtbot: QtBot) -> None:
    both, alone = told(texts("ru"), "yes"), Told(texts("ru"), "", "ledig")
    for widget in (both, alone):
        qtbot.addWidget(widget)
    assert [label.text() for label in both.findChildren(QLabel)] == ["да", "ja"]
    assert [label.text() for label in alone.findChildren(QLabel)] == ["ledig"]


def test_german_words_stand_right_where_the_language_begins_there(qtbot: QtBot) -> None:
    widget = told(texts("fa"), "yes")
    qtbot.addWidget(widget)
    sides = [label.alignment() for label in widget.findChildren(QLabel)]
    assert all(side & Qt.AlignmentFlag.AlignRight and side & Qt.AlignmentFlag.AlignAbsolute for side in sides)
    assert not is_german(texts("fa"))


def test_a_button_says_both_and_a_screen_reader_hears_both(qtbot: QtBot) -> None:
    button = LargeButton("primary", "go")
    qtbot.addWidget(button)
    button.show_sentence(texts("tr"), "next")
    assert button.text() == "İleri\nWeiter"
    assert button.accessibleName() == "İleri (Weiter)"
    button.show_sentence(texts("de"), "next")
    assert button.text() == button.accessibleName() == "Weiter"


def test_an_answer_stands_beside_its_label_where_there_is_room(qtbot: QtBot) -> None:
    answer = Answer(texts("de"), ("", "Straße"), ("", "Goethestraße"))
    qtbot.addWidget(answer)
    answer.resize(1200, 100)
    answer.show()
    label, value = answer.findChildren(Told)
    qtbot.waitUntil(lambda: value.x() > label.x())
    answer.resize(400, 200)
    qtbot.waitUntil(lambda: value.y() > label.y())


def test_a_page_is_read_to_its_end(qtbot: QtBot) -> None:
    page = ReadingPage()
    qtbot.addWidget(page)
    page.resize(400, 200)
    page.show_widgets([Words("Zeile") for _ in range(60)])
    page.show()
    qtbot.waitUntil(lambda: page.is_long)
    assert page.is_at_start
    while not page.is_at_end:
        page.read_on()
    page.to_start()
    assert page.is_at_start


def test_a_language_whose_letters_no_font_has_is_not_offered(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert can_be_drawn(texts("de"))
    assert can_be_drawn(texts("ar")) is bool(QFontDatabase.families(QFontDatabase.WritingSystem.Arabic))
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    assert [each for each in ("de", "ro", "uk", "fa") if can_be_drawn(texts(each))] == ["de", "ro"]
