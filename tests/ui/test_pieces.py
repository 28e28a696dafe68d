"""Pieces: they take Enter, say themselves to a screen reader, and show text as text."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.ui import style
from mobile_office.ui.buttons import PrimaryButton
from mobile_office.ui.pieces import Card, EmptyState, ErrorText, Notice, Pill, Table, Words
from mobile_office.ui.rows import Column, RowsModel


@dataclass(frozen=True)
class Line:
    number: str


ROWS = (Line("B-1"), Line("B-2"), Line("B-3"))


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    model: RowsModel[Line] = RowsModel([Column("Nummer", lambda line: line.number)], lambda line: line.number)
    table = Table(model, "Vorgänge")
    qtbot.addWidget(table)
    model.set_rows(ROWS)
    table.show()
    return table


def test_text_is_never_taken_for_markup(qtbot: QtBot) -> None:
    label = Words("<b>Müller</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


LONG = "Der Vermieter bestätigt den Einzug innerhalb von zwei Wochen."


@pytest.mark.parametrize("change", ["text", "font", "look", "margins"])
def test_the_height_of_text_is_kept_only_while_it_holds(qtbot: QtBot, change: str) -> None:
    label, alike = Words(LONG), Words(LONG)
    for each in (label, alike):
        qtbot.addWidget(each)
        each.ensurePolished()
    before = label.heightForWidth(200)
    for each in (label, alike):
        if change == "text":
            each.setText(LONG * 2)
        elif change == "font":
            font = each.font()
            font.setPointSizeF(font.pointSizeF() * 2)
            each.setFont(font)
        elif change == "look":
            style.look(each, "look", "title")
        else:
            each.setContentsMargins(0, 12, 0, 12)
    assert label.heightForWidth(200) == QLabel.heightForWidth(alike, 200) > before


def test_the_height_of_text_is_worked_out_once_for_each_width(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def ask(_: QLabel, width: int) -> int:
        asked.append(width)
        return 20

    monkeypatch.setattr(QLabel, "heightForWidth", ask)
    label = Words(LONG)
    qtbot.addWidget(label)
    assert [label.heightForWidth(width) for width in (200, 100, 200, 100)] == [20] * 4
    assert asked == [200, 100]


def test_an_error_is_said_with_a_sign_and_hidden_when_over(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    error = ErrorText(parent=card)
    assert error.isHidden()
    error.show_text("liegt in der Zukunft")
    assert error.text() == "⚠ liegt in der Zukunft"
    error.show_text("")
    assert error.isHidden()


@pytest.mark.parametrize("tone", style.TONES)
def test_a_pill_says_its_state_in_words(qtbot: QtBot, tone: str) -> None:
    pill = Pill("Offline · 7 Vorgänge warten", tone)
    qtbot.addWidget(pill)
    assert pill.text() == pill.accessibleName() == "Offline · 7 Vorgänge warten"
    assert pill.property("tone") == tone


def test_a_sentence_not_yet_on_a_page_is_no_window_of_its_own(qtbot: QtBot) -> None:
    notice, error = Notice("Bitte nachsehen", "warn"), ErrorText("Bitte nachsehen")
    for part in (notice, error):
        qtbot.addWidget(part)
        assert not part.isVisible()
    card = Card()
    qtbot.addWidget(card)
    card.box.addWidget(notice)
    card.box.addWidget(error)
    card.show()
    assert notice.isVisible()
    assert error.isVisible()


def test_a_notice_without_text_is_hidden(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    notice = Notice(parent=card)
    assert notice.isHidden()
    notice.show_text("Noch nicht im Amt.", "warn")
    assert not notice.isHidden()
    assert notice.accessibleName() == "Noch nicht im Amt."


def test_an_empty_page_says_what_to_do_first(qtbot: QtBot) -> None:
    button = PrimaryButton("Neuer Vorgang")
    empty = EmptyState("Noch keine Vorgänge", "Beginnen Sie mit Strg+N.", button)
    qtbot.addWidget(empty)
    assert [label.text() for label in empty.findChildren(QLabel)] == [
        "Noch keine Vorgänge",
        "Beginnen Sie mit Strg+N.",
    ]
    assert button.parent() is empty


def test_enter_opens_the_selected_row(qtbot: QtBot, table: Table) -> None:
    table.select("B-2")
    with qtbot.waitSignal(table.opened) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert signal.args == [ROWS[1]]


def test_moving_the_selection_is_announced(qtbot: QtBot, table: Table) -> None:
    table.select("B-1")
    with qtbot.waitSignal(table.chosen) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert signal.args == [ROWS[1]]


def test_the_selected_row_stays_selected_when_others_come(qtbot: QtBot, table: Table) -> None:
    table.select("B-2")
    table.rows.set_rows((Line("B-0"), *ROWS))
    assert table.current() == ROWS[1]


def test_rows_are_tall_enough_for_a_finger(table: Table) -> None:
    assert table.rowHeight(0) >= style.px(32)
