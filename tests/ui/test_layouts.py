"""Layouts: the same distances everywhere, and pages that scroll."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui import style
from mobile_office.ui.layouts import Scroll, button_row, centred, clear, page_box
from mobile_office.ui.pieces import Card, PlainButton, PrimaryButton


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
