"""Every screen's accessible tree, without an exceptions list; and the complaints themselves, on screens that deserve them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mobile_office.ui import style, words
from mobile_office.ui.pieces import ErrorText
from tests.screens import tree
from tests.screens.__main__ import SCENES, staged

# One scene for each kind of screen; `test_every_screen` finds out when one is missing.
SAMPLE = (
    "unlock-filled",
    "cases-empty",
    "intake-empty",
    "delivery-empty",
    "stop-planned",
    "advice-filled",
    "advice-paper",
    "devices-live",
    "devices-scanner",
    "soundness-empty",
    "closed-damaged",
    "power-covered",
    "power-card",
    "rekeying-under_way",
    "substitute-empty",
    "enrolment-code-empty",
    "join-empty",
    "comeback-empty",
    "wiped-filled",
    "today-filled",
    "review-filled",
    "case-clerk",
    "departure-filled",
    "closing-empty",
    "round-home-empty",
    "round-list-left_out",
    "round-person-filled",
    "round-read-empty",
    "form-person-problems",
    "form-evidence-empty",
    "capture-empty",
    "blanks-filled",
    "scans-large",
    "visit-chooser",
    "parting-filled",
    "citizen-data-de",
)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """As people see it, in the language each test chooses."""
    style.apply(qapp, "light")
    words.use("de")
    yield
    words.use("de")


def told(names: tuple[str, ...], folder: Path) -> tuple[dict[str, list[str]], set[str]]:
    """What is wrong on scenes (all of them without names), and the kinds of screen they show."""
    found, kinds = dict[str, list[str]](), set[str]()
    chosen = [scene for scene in SCENES if not names or scene.file in names]
    assert len(chosen) >= len(names)
    for stage, scene in staged(chosen, folder):
        try:
            scene.draw(stage)
            QApplication.processEvents()
            kinds.add(tree.page_class(stage.top))
            if wrong := tree.complaints(stage.top):
                found[scene.file] = wrong
        finally:
            stage.close_windows()
    return found, kinds


@pytest.mark.slow
def test_each_kind_of_screen_can_be_told_and_gone_through(tmp_path: Path) -> None:
    assert told(SAMPLE, tmp_path)[0] == {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_screen_can_be_told_and_gone_through(tmp_path: Path, language: str) -> None:
    words.use(language)
    found, kinds = told((), tmp_path)
    assert found == {}
    words.use("de")
    assert kinds - told(SAMPLE, tmp_path / "sample")[1] == set(), "the sample lacks a kind of screen"


# -- the complaints


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setWindowTitle("Mobiles Bürgeramt")
    qtbot.addWidget(made)
    return made


def wrong(window: QWidget) -> list[str]:
    """What is told of a window, without where."""
    window.show()
    QApplication.processEvents()
    return [one.rpartition(": ")[2] for one in tree.complaints(window)]


def test_a_field_without_a_name_is_told(window: QWidget) -> None:
    box = QVBoxLayout(window)
    box.addWidget(QLineEdit())
    box.addWidget(QComboBox())
    assert wrong(window) == ["EditableText has no name", "ComboBox has no name"]


def test_a_value_is_no_name(window: QWidget) -> None:
    choice, label = QComboBox(), QLabel("Geschlecht")
    choice.addItem("weiblich")
    box = QVBoxLayout(window)
    box.addWidget(label)
    box.addWidget(choice)
    assert wrong(window) == ["ComboBox has no name"]
    label.setBuddy(choice)
    assert wrong(window) == []


def test_a_name_has_the_words_that_are_seen(window: QWidget) -> None:
    button = QPushButton("Mehr  (Strg+M)")
    button.setAccessibleName("Übergeben oder verwerfen")
    QVBoxLayout(window).addWidget(button)
    assert wrong(window) == ["„Mehr“ is read on it, „Übergeben oder verwerfen“ is its name"]
    button.setAccessibleName("Mehr, übergeben oder verwerfen")
    assert wrong(window) == []


def test_a_button_that_says_it_is_a_check_box_is_told(window: QWidget) -> None:
    button = QPushButton("Heute")
    button.setCheckable(True)
    box = QVBoxLayout(window)
    box.addWidget(button)
    box.addWidget(QCheckBox("Im Ausland geboren"))
    assert wrong(window) == ["a push button calls itself a check box"]


def test_an_error_belongs_to_a_field(window: QWidget) -> None:
    line, error = QLineEdit(), ErrorText()
    line.setAccessibleName("Grund")
    box = QVBoxLayout(window)
    box.addWidget(line)
    box.addWidget(error)
    error.show_text("Bitte einen Grund angeben.")
    assert wrong(window) == ["„⚠ Bitte einen Grund angeben.“ is tied to no field"]
    error.tie(line)
    error.show_text("Bitte einen Grund angeben.")
    assert wrong(window) == []


def test_tab_that_goes_back_is_told(window: QWidget) -> None:
    below, left, right = (QPushButton(name) for name in ("unten", "links", "rechts"))
    box, row = QVBoxLayout(window), QHBoxLayout()
    row.addWidget(left)
    row.addWidget(right)
    box.addLayout(row)
    box.addWidget(below)
    QWidget.setTabOrder(right, left)
    QWidget.setTabOrder(left, below)
    assert wrong(window) == ["Tab goes back from rechts to links"]
    QWidget.setTabOrder(left, right)
    QWidget.setTabOrder(right, below)
    assert wrong(window) == []


def test_the_next_column_is_no_way_back(window: QWidget) -> None:
    names = ("oben links", "unten links", "oben rechts", "unten rechts")
    row = QHBoxLayout(window)
    columns = [QVBoxLayout(), QVBoxLayout()]
    for place, name in enumerate(names):
        columns[place // 2].addWidget(QPushButton(name))
    for column in columns:
        row.addLayout(column)
    assert wrong(window) == []
