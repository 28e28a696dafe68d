"""The complaints about an accessible tree, on screens that deserve them (on every screen: `test_every_screen.py`)."""

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


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """As people see it."""
    style.apply(qapp, "light")
    words.use("de")


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
