"""Layouts: the same distances everywhere, and pages that scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui import style
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import Scroll, button_row, centred, clear, page_box
from mobile_office.ui.pieces import Card


def test_a_page_has_its_margins(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    assert page_box(page).contentsMargins().left() == style.WIDE


def test_the_wanted_button_stands_right_of_the_quiet_ones(qtbot: QtBot) -> None:
    page, back, go = QWidget(), PlainButton("Zurück"), PrimaryButton("Weiter")
    qtbot.addWidget(page)
    page.setLayout(button_row(back, right=(go,)))
    page.resize(800, 80)
    page.show()
    assert back.geometry().right() < go.geometry().left()
    assert go.geometry().right() > 700


def test_a_long_page_scrolls_down_and_never_sideways(qtbot: QtBot) -> None:
    scroll = Scroll()
    qtbot.addWidget(scroll)
    for _ in range(50):
        scroll.box.addWidget(QLabel("Zeile"))
    scroll.resize(300, 200)
    scroll.show()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert scroll.horizontalScrollBar().maximum() == 0


def test_a_card_stands_in_the_middle(qtbot: QtBot) -> None:
    card = Card()
    card.setFixedSize(200, 100)
    page = centred(card)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    qtbot.waitUntil(lambda: card.x() > 0)
    assert abs(card.geometry().center().x() - 400) <= 2


def test_clearing_takes_out_everything(qtbot: QtBot) -> None:
    page, box, row = QWidget(), QVBoxLayout(), QHBoxLayout()
    qtbot.addWidget(page)
    page.setLayout(box)
    box.addWidget(QLabel("oben"))
    row.addWidget(QLabel("innen"))
    box.addLayout(row)
    clear(box)
    assert box.count() == 0
    assert row.count() == 0


def test_what_does_not_fit_beside_stands_below_at_the_right(qtbot: QtBot) -> None:
    page, back, go = QWidget(), PlainButton("Zurück zur Anmeldung"), PrimaryButton("Neue Passphrase setzen")
    qtbot.addWidget(page)
    page.setLayout(button_row(back, right=(go,)))
    page.resize(300, 120)
    page.show()
    assert go.geometry().top() > back.geometry().bottom()
    assert (back.x(), go.geometry().right() + 1) == (0, page.width())
    assert go.width() >= go.sizeHint().width()


def test_a_page_follows_the_keyboard_from_part_to_part_and_opens_at_its_top(qtbot: QtBot) -> None:
    scroll, lines = Scroll(), [QLineEdit() for _ in range(30)]
    qtbot.addWidget(scroll)
    for line in lines:
        scroll.box.addWidget(line)
    scroll.resize(300, 200)
    lines[-1].setFocus()
    scroll.show()
    qtbot.waitUntil(lines[-1].hasFocus)
    assert scroll.verticalScrollBar().value() == 0
    lines[0].setFocus()
    lines[-2].setFocus()
    qtbot.waitUntil(lambda: not lines[-2].visibleRegion().isEmpty())


def test_where_one_reads_from_the_right_the_wanted_button_stands_left(qtbot: QtBot) -> None:
    page, back, go = QWidget(), PlainButton("Zurück"), PrimaryButton("Weiter")
    qtbot.addWidget(page)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.setLayout(button_row(back, right=(go,)))
    page.resize(800, 80)
    page.show()
    assert (go.x(), back.geometry().right() + 1) == (0, page.width())


def test_what_is_typed_below_the_fold_comes_into_view_with_its_first_letter(qtbot: QtBot) -> None:
    page, scroll, line = QWidget(), Scroll(), QLineEdit()
    outside = QLineEdit(page)
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    box.addWidget(outside)
    box.addWidget(scroll)
    for _ in range(50):
        scroll.box.addWidget(QLabel("Zeile"))
    scroll.box.addWidget(line)
    page.resize(300, 240)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    outside.setFocus()
    line.setFocus()
    qtbot.wait(50)
    bar = scroll.verticalScrollBar()
    assert bar.value() == 0, "a page opens at its top"
    qtbot.keyClicks(line, "a")
    assert bar.value() > 0
    bar.setValue(0)
    qtbot.keyClicks(line, "b")
    assert bar.value() == 0, "who scrolls away meanwhile has seen it"
