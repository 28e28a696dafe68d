"""Turning pages: the keyboard visits no third place, comes back to where it was, and a page bears its title."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.pieces import Title
from mobile_office.ui.turning import Pages, call_by_title, leave, release


class Sheet(QWidget):
    """A page with a title and two lines."""

    def __init__(self, title: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        self.title, self.first, self.second = Title(title), QLineEdit(), QLineEdit()
        self.first.setObjectName(f"{title}.first")
        self.second.setObjectName(f"{title}.second")
        for part in (self.title, self.first, self.second):
            box.addWidget(part)


class Book(QWidget):
    """A window with a button outside its two pages."""

    def __init__(self) -> None:
        super().__init__()
        self.outside, self.pages = QPushButton("Vorgänge"), Pages()
        self.one, self.two = Sheet("Heute"), Sheet("Vorgänge")
        box = QVBoxLayout(self)
        box.addWidget(self.outside)
        box.addWidget(self.pages)
        for page in (self.one, self.two):
            self.pages.addWidget(page)

    def turn(self, page: QWidget) -> None:
        """Turn and begin."""
        self.pages.turn_to(page)
        self.pages.begin()


@pytest.fixture
def book(qtbot: QtBot) -> Book:
    made = Book()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def visited(book: Book) -> Iterator[list[QWidget]]:
    """Where the keyboard comes, one after the other."""
    places: list[QWidget] = []

    def moved(_old: QWidget | None, new: QWidget | None) -> None:
        if new is not None:
            places.append(new)

    QApplication.instance().focusChanged.connect(moved)  # type: ignore[union-attr]
    yield places
    QApplication.instance().focusChanged.disconnect(moved)  # type: ignore[union-attr]


def test_the_keyboard_goes_from_page_to_page_and_nowhere_else(book: Book, visited: list[QWidget]) -> None:
    book.one.second.setFocus()
    book.turn(book.two)
    book.two.first.setFocus()
    book.turn(book.one)
    assert visited == [book.one.second, book.two, book.two.first, book.one.second]


def test_a_page_that_puts_it_somewhere_itself_has_its_way(book: Book, visited: list[QWidget]) -> None:
    book.one.first.setFocus()
    book.pages.turn_to(book.two)
    book.two.second.setFocus()
    book.pages.begin()
    assert visited == [book.one.first, book.two.second]


def test_what_was_left_outside_stays_there_on_a_page_used_before(book: Book) -> None:
    book.turn(book.one)
    book.one.first.setFocus()
    book.turn(book.two)
    book.outside.setFocus()
    book.turn(book.one)
    assert book.outside.hasFocus()


def test_a_place_that_is_gone_is_the_page_s_own(book: Book) -> None:
    book.one.first.setFocus()
    book.turn(book.two)
    book.one.first.hide()
    book.turn(book.one)
    assert book.one.hasFocus()
    book.turn(book.two)
    book.pages.drop(book.one)
    assert book.pages.count() == 1


def test_a_page_is_called_by_its_title_as_it_reads_now(book: Book) -> None:
    book.turn(book.two)
    assert book.two.accessibleName() == "Vorgänge"
    book.two.title.setText("Vorgang")
    call_by_title(book.two)
    assert book.two.accessibleName() == "Vorgang"
    book.one.setAccessibleName("Heute am Markt")
    call_by_title(book.one)
    assert book.one.accessibleName() == "Heute am Markt"


def test_only_what_lies_within_is_released(book: Book) -> None:
    book.outside.setFocus()
    assert release(book.pages) is None
    assert book.outside.hasFocus()
    book.one.first.setFocus()
    assert release(book.one) is book.one.first
    assert QApplication.focusWidget() is None


def test_a_page_is_left_by_its_own_verb_where_it_has_one(qtbot: QtBot) -> None:
    class Left(QWidget):
        times = 0

        def leave(self) -> None:
            self.times += 1

    page, plain = Left(), QWidget()
    for each in (page, plain):
        qtbot.addWidget(each)
        leave(each)
    assert page.times == 1
