"""Everything fits on a large form, without an exceptions list (on every screen: `test_every_screen.py`); and the complaints themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mobile_office.ui import style, words
from mobile_office.ui.inputs import Combo
from mobile_office.ui.pieces import Table
from mobile_office.ui.rows import Column, RowsModel
from tests.screens import fitting
from tests.screens.__main__ import SCENES, staged

SAMPLE = ("form-person-problems", "form-evidence-filled", "id_exemption-filled")  # on one stage


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """As people see it, in the size each test chooses."""
    style.apply(qapp, "light")
    words.use("de")
    yield
    style.apply(qapp, "light")
    words.use("de")


def test_a_large_form_cuts_nothing(qapp: QApplication, tmp_path: Path) -> None:
    style.apply(qapp, "light", 2.0)
    chosen = [scene for scene in SCENES if scene.file in SAMPLE]
    assert len(chosen) == len(SAMPLE)
    for stage, scene in staged(chosen, tmp_path):
        try:
            scene.show(stage)
            assert fitting.complaints(stage.top) == [], scene.file
        finally:
            stage.close_windows()


# -- the complaints


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def wrong(window: QWidget, width: int = 0, height: int = 0) -> list[str]:
    """What is told of a window of a size."""
    if width:
        window.setFixedWidth(width)
    if height:
        window.setFixedHeight(height)
    window.show()
    QApplication.processEvents()
    return fitting.complaints(window)


def test_a_page_wider_than_its_place_is_told(window: QWidget) -> None:
    page, inside = QScrollArea(window), QWidget()
    inside.setFixedSize(500, 50)
    page.setWidget(inside)
    page.resize(300, 100)
    assert ["500 px wide" in one for one in wrong(window, 400, 200)] == [True]


def test_a_button_narrower_than_its_words_is_told(window: QWidget) -> None:
    button = QPushButton("Zurück zur Anmeldung", window)
    button.setFixedWidth(60)
    assert ["needs a width" in one for one in wrong(window, 400, 100)] == [True]


def test_a_sentence_without_room_for_its_last_line_is_told(window: QWidget) -> None:
    label = QLabel("Auf diesem Laptop gespeichert. Noch nicht im Amt.", window)
    label.setWordWrap(True)
    label.setFixedSize(150, 20)
    assert ["needs a height" in one for one in wrong(window, 400, 100)] == [True]


def test_a_word_longer_than_its_line_is_told(window: QWidget) -> None:
    label = QLabel("Wohnungsgeberbestätigung", window)
    label.setWordWrap(True)
    label.setFixedSize(60, 60)
    assert ["has a word of" in one for one in wrong(window, 400, 100)] == [True]


def test_a_choice_that_is_cut_is_told_and_ours_takes_another_line(window: QWidget) -> None:
    ground = "dauernd in Krankenhaus, Pflegeheim oder ähnlicher Einrichtung"
    box = QVBoxLayout(window)
    for kind in (QComboBox, Combo):
        combo = kind()
        combo.addItem(ground)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addWidget(combo)
    assert [one.startswith("QComboBox") for one in wrong(window, 320)] == [True]


def test_what_a_field_asks_for_can_be_read_and_what_is_typed_may_be_longer(window: QWidget) -> None:
    line = QLineEdit(window)
    line.setPlaceholderText("Name, Geburtsdatum oder Nummer")
    line.setFixedWidth(80)
    assert ["cuts „Name" in one for one in wrong(window, 400, 100)] == [True]
    line.setText("Łukasiewicz-Müller, Zoë Magdalena")
    assert wrong(window) == []


def test_a_heading_that_is_cut_is_told(window: QWidget) -> None:
    model: RowsModel[str] = RowsModel([Column("Wohnungsgeberbestätigung", str)], key=str)
    table = Table(model, "Vorgänge", window)
    table.resize(400, 100)
    table.horizontalHeader().setSectionResizeMode(table.horizontalHeader().ResizeMode.Fixed)
    table.setColumnWidth(0, 50)
    assert ["cuts its heading" in one for one in wrong(window, 400, 100)] == [True]


def test_what_sticks_out_and_what_lies_over_another_is_told(window: QWidget) -> None:
    outside = QLabel("unten", window)
    outside.move(10, 90)
    assert ["sticks out" in one for one in wrong(window, 200, 100)] == [True]
    outside.hide()
    row = QHBoxLayout(window)
    parts = [QPushButton("links"), QPushButton("rechts")]
    for part in parts:
        row.addWidget(part)
    assert wrong(window) == []
    parts[1].setGeometry(parts[0].geometry())
    assert ["lies over" in one for one in fitting.complaints(window)] == [True]
