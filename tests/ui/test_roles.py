"""What a screen reader is told a plain widget is: a window, a named part, or nothing worth a word."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui import roles

Role = QAccessible.Role


@pytest.fixture(scope="module", autouse=True)
def told() -> None:
    """It is for good, as in the program."""
    roles.tell()


def role(widget: QWidget) -> QAccessible.Role:
    part = QAccessible.queryAccessibleInterface(widget)
    assert part is not None
    return part.role()


def test_a_plain_widget_that_is_a_window_says_so(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle("Mobiles Bürgeramt")
    window.show()
    part = QAccessible.queryAccessibleInterface(window)
    assert part is not None
    assert (part.role(), part.text(QAccessible.Text.Name)) == (Role.Window, "Mobiles Bürgeramt")


def test_a_named_part_and_a_page_are_groups_and_the_rest_is_passed_over(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    named, page, plain = QWidget(), QWidget(), QWidget()
    named.setAccessibleName("Nachweise")
    page.setProperty("look", "page")
    for part in (named, page, plain):
        box.addWidget(part)
    assert [role(part) for part in (named, page, plain)] == [Role.Grouping, Role.Grouping, Role.Client]


def test_what_qt_knows_better_stays_as_it_is(qtbot: QtBot) -> None:
    line, dialog = QLineEdit(), QDialog()
    for widget in (line, dialog):
        qtbot.addWidget(widget)
        widget.setAccessibleName("Suche")
    assert (role(line), role(dialog)) == (Role.EditableText, Role.Dialog)
