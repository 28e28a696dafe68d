"""The palette: opened, searched, chosen from and closed by keys alone; it never outlives its page."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from mobile_office.ui.inputs import Line
from mobile_office.ui.palette import Palette
from mobile_office.ui.window import Window
from tests.ui.opened import Opened, open_form, type_text

ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key


class Ear:
    """Counts how often its field was left."""

    def __init__(self) -> None:
        self.left = 0

    def takes_key(self, _event: QKeyEvent) -> bool:
        return False

    def leave(self) -> None:
        self.left += 1


class Desktop:
    """Two pages in a stack, the first with two fields; Esc on the page is counted."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.pages, self.first = qtbot, QStackedWidget(), QWidget()
        self.name, self.place, self.ear = Line(), Line(), Ear()
        self.name.listener = self.ear
        column = QVBoxLayout(self.first)
        for line in (self.name, self.place):
            column.addWidget(line)
        self.pages.addWidget(self.first)
        self.pages.addWidget(QWidget())
        self.escaped: list[bool] = []
        QShortcut(QKeySequence("Esc"), self.first, lambda: self.escaped.append(True))
        qtbot.addWidget(self.pages)
        self.pages.resize(1134, 707)
        self.pages.show()
        self.pages.activateWindow()
        qtbot.waitUntil(self.pages.isActiveWindow)
        self.name.setFocus()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(self.pages.focusWidget(), key, modifier)

    def open(self) -> Palette:
        """Open the palette at the field with the keyboard."""
        self.key(KEY.Key_Comma, ALT)
        palette = self.palette()
        assert palette is not None
        return palette

    def palette(self) -> Palette | None:
        """The open palette."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        found = self.first.findChildren(Palette)
        assert len(found) <= 1
        return found[0] if found else None


@pytest.fixture
def desktop(qtbot: QtBot) -> Desktop:
    return Desktop(qtbot)


def letters_of(palette: Palette) -> str:
    model = palette.grid.model()
    return " ".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def test_a_letter_is_found_by_name_and_stands_where_the_cursor_was(desktop: Desktop) -> None:
    type_text(desktop.name, "ukasz")
    desktop.name.setCursorPosition(0)
    palette = desktop.open()
    assert palette.search.hasFocus()
    type_text(palette.search, "L Schräg")
    assert letters_of(palette) == "Ł ł"
    desktop.key(KEY.Key_Return)
    assert (desktop.name.text(), desktop.name.cursorPosition()) == ("Łukasz", 1)
    assert desktop.name.hasFocus()
    assert desktop.palette() is None
    assert desktop.ear.left == 0
    desktop.key(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desktop.name.text() == "ukasz"


def test_arrows_choose_and_a_typed_letter_searches_again(desktop: Desktop) -> None:
    palette = desktop.open()
    type_text(palette.search, "polnisch")
    desktop.key(KEY.Key_Down)
    assert palette.grid.hasFocus()
    desktop.key(KEY.Key_Right)
    assert palette.grid.currentIndex().data() == "ć"
    desktop.key(KEY.Key_Up)
    assert palette.search.hasFocus()
    desktop.key(KEY.Key_Tab)
    assert palette.grid.hasFocus()
    type_text(palette.grid, "x")
    assert palette.search.text() == "polnischx"
    assert palette.search.hasFocus()
    desktop.key(KEY.Key_Return)  # nothing to take
    assert desktop.palette() is palette
    desktop.key(KEY.Key_Backspace)
    desktop.key(KEY.Key_Return)
    assert desktop.name.text() == "ą"


def test_what_is_selected_is_replaced(desktop: Desktop) -> None:
    type_text(desktop.name, "Lukasz")
    desktop.name.setSelection(0, 1)
    type_text(desktop.open().search, "Ł")
    desktop.key(KEY.Key_Return)
    assert desktop.name.text() == "Łukasz"


@pytest.mark.parametrize(
    ("key", "modifier"), [(KEY.Key_Escape, Qt.KeyboardModifier.NoModifier), (KEY.Key_Comma, ALT)]
)
def test_closing_gives_the_keyboard_back_and_nothing_else_happens(
    desktop: Desktop, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    type_text(desktop.name, "Ole")
    desktop.name.setCursorPosition(1)
    desktop.open()
    desktop.key(key, modifier)
    assert desktop.palette() is None
    assert (desktop.name.text(), desktop.name.cursorPosition()) == ("Ole", 1)
    assert desktop.name.hasFocus()
    assert (desktop.escaped, desktop.ear.left) == ([], 0)


def test_a_click_takes_the_letter(desktop: Desktop) -> None:
    palette = desktop.open()
    place = palette.grid.visualRect(palette.grid.model().index(2, 0)).center()
    desktop.qtbot.mouseClick(palette.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desktop.name.text() == "ı"
    assert desktop.name.hasFocus()


def test_going_to_another_field_closes_it_and_leaves_the_first(desktop: Desktop) -> None:
    desktop.open()
    desktop.place.setFocus()
    assert desktop.palette() is None
    assert desktop.place.hasFocus()
    assert desktop.ear.left == 1


def test_it_goes_with_its_page(desktop: Desktop) -> None:
    desktop.open()
    desktop.pages.setCurrentIndex(1)
    desktop.pages.setCurrentIndex(0)
    assert desktop.palette() is None


def test_another_window_coming_forward_does_not_close_it(desktop: Desktop) -> None:
    palette, other = desktop.open(), QWidget()
    desktop.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    QApplication.processEvents()
    assert desktop.palette() is palette
    desktop.pages.activateWindow()


def test_nothing_found_says_what_to_do(desktop: Desktop) -> None:
    palette = desktop.open()
    type_text(palette.search, "qqq")
    assert letters_of(palette) == ""
    shown = [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    assert words.say("letters.nothing") in shown
    desktop.key(KEY.Key_Down)
    assert palette.search.hasFocus()


def test_everything_in_it_has_a_name_for_a_screen_reader(desktop: Desktop) -> None:
    palette = desktop.open()
    index = palette.grid.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "c mit Cedille"
    assert palette.accessibleName()
    assert palette.grid.accessibleName()
    assert palette.search.accessibleName()


def test_it_is_beside_its_field_and_inside_the_page(desktop: Desktop) -> None:
    for line in (desktop.name, desktop.place):
        line.setFocus()
        palette = desktop.open()
        assert desktop.first.rect().contains(palette.geometry())
        assert not palette.geometry().intersects(line.geometry())
        palette.end()


@pytest.mark.parametrize("place", ["top", "middle", "bottom"])
def test_in_large_text_it_still_leaves_its_field_to_be_seen(
    qtbot: QtBot, dressed: QApplication, place: str
) -> None:
    style.apply(dressed, "light", 2.0)
    try:
        desktop = Desktop(qtbot)
        column = desktop.first.layout()
        assert isinstance(column, QVBoxLayout)
        if place != "top":
            column.insertStretch(0, 1)
        if place != "bottom":
            column.addStretch(1)
        desktop.pages.resize(900, 707)
        QApplication.processEvents()
        palette = desktop.open()
        assert desktop.first.rect().contains(palette.geometry())
        assert not palette.geometry().intersects(desktop.name.geometry())
        assert palette.grid.height() >= palette.grid.sizeHintForRow(0)
    finally:
        style.apply(dressed, "light")


# -- in the form


@pytest.fixture
def form(qtbot: QtBot, desk: Desk, background: Background) -> Opened:
    """A registration nobody has typed in."""
    return open_form(qtbot, desk, background, desk.start("registration"))


FAMILY = "persons.0.family_name"


def test_a_letter_from_the_palette_is_saved_and_the_field_is_not_judged_meanwhile(
    form: Opened, desk: Desk
) -> None:
    form.type(FAMILY, "ukasz2")
    form.find(FAMILY).setCursorPosition(0)  # type: ignore[attr-defined]
    form.key(KEY.Key_Comma, ALT)
    assert form.focused() == "palette.search"
    form.settle()
    assert form.text(f"{FAMILY}.error") == ""
    type_text(form.find("palette.search"), "Ł")
    form.key(KEY.Key_Return)
    assert form.focused() == FAMILY
    form.settle()
    assert desk.today().drafts[0].answers["persons"][0]["family_name"] == "Łukasz2"


def test_ctrl_enter_in_the_palette_goes_on_and_nothing_of_it_is_left(form: Opened) -> None:
    form.type(FAMILY, "L")
    form.key(KEY.Key_Comma, ALT)
    form.key(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert form.page.findChildren(Palette) == []
    assert form.focused() != "palette.search"


def test_covering_everything_closes_it_and_lifting_the_cover_comes_back_to_the_field(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    area = QWidget()
    area.refresh = lambda: None  # type: ignore[attr-defined]
    window = Window(desk, background, {"today": area}, lambda: None, lambda *_: None)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = FormPage(desk, background, desk.start("registration"), lambda _: None, lambda *_: None)
    window.open(page)
    line = page.findChild(Line, FAMILY)
    assert isinstance(line, Line)
    line.setFocus()
    type_text(line, "L")
    qtbot.keyClick(line, KEY.Key_Comma, ALT)
    assert page.findChildren(Palette)[0].isVisible()
    window.cover()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert window.findChildren(Palette) == []
    window.uncover()
    QApplication.processEvents()
    assert window.focusWidget() is line
    assert line.text() == "L"
    background.drain()
    window.close()
