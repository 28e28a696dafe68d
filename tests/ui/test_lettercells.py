"""The cells: each name fits under its letter, at normal size and at 200 % text, in both languages."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.domain import text
from mobile_office.ui import letters, style, words
from mobile_office.ui.lettercells import CELL, NAME_FLAGS, LettersModel, name_place


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_name_fits_its_cell(dressed: QApplication, language: str, scale: float) -> None:
    style.apply(dressed, "light", scale)
    font = QFont(style.family())
    font.setPointSizeF(style.SMALL * scale)
    metrics = QFontMetrics(font)
    place = name_place(QRect(0, 0, style.px(CELL.width()), style.px(CELL.height())))
    offered = (one for one, group in text.table().groups.items() if group in ("bll", "bnlreq"))
    names = [letters.name(letter, language) for letter in offered if not letter.isascii()]
    boxes = {name: metrics.boundingRect(place, NAME_FLAGS.value, name) for name in names}
    assert [name for name, box in boxes.items() if not place.contains(box)] == []


def test_the_model_tells_letters_and_their_names(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    model = LettersModel(owner)
    model.show(("ł", "K͟h"))
    assert model.rowCount() == 2
    assert model.rowCount(model.index(0)) == 0
    assert model.index(0).data() == "ł"
    assert model.index(0).data(11) == "l mit Schrägstrich"  # Qt.AccessibleTextRole
    assert model.data(model.index(9)) is None
