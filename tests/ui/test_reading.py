"""Tab goes as one reads, with real keys: columns, grids, hidden parts, what was added later, and back again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mobile_office.ui import reading
from mobile_office.ui.turns import Turns


class Page(QWidget):
    """A window whose Tab is ours."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return reading.step(self, forward=forward)

    def line(self, name: str) -> QLineEdit:
        """A field; made in another order than it is read."""
        made = QLineEdit(self)
        made.setObjectName(name)
        return made


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        page.show()
        qtbot.waitUntil(page.isActiveWindow)

    return show


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    return made


def way(qtbot: QtBot, page: Page, steps: int, key: Qt.Key = Qt.Key.Key_Tab) -> str:
    """The names Tab comes by."""
    came = []
    for _ in range(steps):
        focused = page.focusWidget()
        qtbot.keyClick(page if focused is None else focused, key)
        now = page.focusWidget()
        came.append("" if now is None else now.objectName())
    return " ".join(came)


def test_one_column_and_then_the_next(qtbot: QtBot, page: Page, show: Callable[[Page], None]) -> None:
    e, d, c, b, a = (page.line(name) for name in "edcba")
    row, left, right = QHBoxLayout(page), QVBoxLayout(), QGridLayout()
    row.addLayout(left)
    row.addLayout(right)
    left.addWidget(a)
    left.addWidget(b)
    right.addWidget(e, 1, 0)
    right.addWidget(d, 0, 1)
    right.addWidget(c, 0, 0)
    show(page)
    a.setFocus()
    assert way(qtbot, page, 6) == "b c d e a b"
    assert way(qtbot, page, 6, Qt.Key.Key_Backtab) == "a e d c b a"
    assert [each.objectName() for each in reading.stops(page)] == list("abcde")


def test_what_is_hidden_or_disabled_is_passed_over(
    qtbot: QtBot, page: Page, show: Callable[[Page], None]
) -> None:
    a, b, c, d = (page.line(name) for name in "abcd")
    box = QVBoxLayout(page)
    for each in (a, b, c, d):
        box.addWidget(each)
    show(page)
    b.hide()
    c.setEnabled(False)
    a.setFocus()
    assert way(qtbot, page, 2) == "d a"


def test_what_is_added_in_between_is_in_its_place(
    qtbot: QtBot, page: Page, show: Callable[[Page], None]
) -> None:
    a, c = page.line("a"), page.line("c")
    box = QVBoxLayout(page)
    box.addWidget(a)
    box.addWidget(c)
    show(page)
    b = page.line("b")
    box.insertWidget(1, b)
    qtbot.waitUntil(b.isVisible)
    a.setFocus()
    assert way(qtbot, page, 2) == "b c"


def test_a_scrolled_part_is_read_where_it_stands(
    qtbot: QtBot, page: Page, show: Callable[[Page], None]
) -> None:
    area, inside, after = QScrollArea(page), QWidget(), QPushButton("after", page)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    after.setObjectName("after")
    column, box = QVBoxLayout(inside), QVBoxLayout(page)
    first, second = page.line("first"), page.line("second")
    second.setMinimumHeight(600)
    column.addWidget(first)
    column.addWidget(second)
    area.setWidget(inside)
    box.addWidget(area)
    box.addWidget(after)
    show(page)
    first.setFocus()
    assert way(qtbot, page, 3) == "second after first"


def test_a_row_turned_round_is_read_as_it_is_seen(
    qtbot: QtBot, page: Page, show: Callable[[Page], None]
) -> None:
    a, b = page.line("a"), page.line("b")
    row = QBoxLayout(QBoxLayout.Direction.RightToLeft, page)
    row.addWidget(b)
    row.addWidget(a)
    show(page)
    a.setFocus()
    assert way(qtbot, page, 1) == "b"
    assert [each.objectName() for each in reading.stops(page)] == ["a", "b"]


def test_parts_without_a_layout_go_by_their_place(
    qtbot: QtBot, page: Page, show: Callable[[Page], None]
) -> None:
    b, a = page.line("b"), page.line("a")
    a.move(0, 0)
    b.move(0, 100)
    show(page)
    a.setFocus()
    assert way(qtbot, page, 1) == "b"


def test_the_only_stop_keeps_the_keyboard(qtbot: QtBot, page: Page, show: Callable[[Page], None]) -> None:
    only = page.line("only")
    QVBoxLayout(page).addWidget(only)
    show(page)
    only.setFocus()
    assert reading.step(page, forward=True) is False
    assert page.focusWidget() is only


def test_what_is_still_being_made_is_made_first(
    qtbot: QtBot, page: Page, show: Callable[[Page], None]
) -> None:
    box = QVBoxLayout(page)
    box.addWidget(page.line("a"))
    show(page)
    Turns(page).begin([lambda: box.addWidget(page.line("b")), lambda: box.addWidget(page.line("c"))])
    for line in page.findChildren(QLineEdit):
        line.setFocus()
    qtbot.keyClick(page.findChild(QLineEdit, "a"), Qt.Key.Key_Tab)
    assert [each.objectName() for each in page.findChildren(QLineEdit)] == ["a", "b", "c"]
