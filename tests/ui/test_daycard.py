"""The day's card: what is so in words, and only the next button is prominent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.departure import TICKS
from mobile_office.desk import Desk
from mobile_office.ui.daycard import KEYS, DayCard, FormsCard
from tests.samples import fill_sample

OK = {"store": "ok"}


@pytest.fixture
def card(qtbot: QtBot, desk: Desk) -> DayCard:
    card = DayCard(desk)
    qtbot.addWidget(card)
    card.resize(304, 500)
    card.refresh()
    card.show()
    return card


def prominent(card: DayCard) -> list[str]:
    return [key for key in KEYS if card.buttons[key].property("look") == "primary"]


def test_the_day_goes_from_departure_to_the_bag_with_one_prominent_button(card: DayCard, desk: Desk) -> None:
    steps: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: None, ["departure"]),
        (lambda: desk.daybook.depart(OK, TICKS), ["stop"]),
        (lambda: desk.daybook.arrive("Misburg"), []),
        (lambda: desk.daybook.close(0), ["closing"]),
        (lambda: desk.daybook.hand_over("T-17", "Poststelle"), []),
    ]
    for act, wanted in steps:
        act()
        card.refresh()
        assert prominent(card) == wanted
    assert "Tasche T-17 übergeben: Poststelle" in card.closing_by.text()


def test_buttons_keep_their_places(card: DayCard, desk: Desk) -> None:
    before = [card.buttons[key].parentWidget() for key in KEYS]
    desk.daybook.depart(OK, TICKS)
    card.refresh()
    assert [card.buttons[key].parentWidget() for key in KEYS] == before
    assert [card.buttons[key].isVisible() for key in KEYS] == [True] * len(KEYS)


def test_a_check_signed_with_a_note_says_so(card: DayCard, desk: Desk) -> None:
    desk.daybook.depart({"store": "bad"}, TICKS, "Wird ersetzt.")
    card.refresh()
    assert card.departure.property("tone") == "warn"
    assert card.departure_by.text().endswith("Berger, Test, mit Anmerkung")


def test_a_date_set_right_is_shown_beside_the_clock(card: DayCard, desk: Desk) -> None:
    assert not card.date.isVisible()
    book = desk.daybook
    book.set_right("Misburg", book.legal_date() - timedelta(days=1), "Uhr")
    card.refresh()
    assert card.date.text().startswith("Tag der Erklärung: ")
    assert card.stop.text() == "Misburg"


def test_a_case_after_the_closing_asks_for_another(card: DayCard, desk: Desk) -> None:
    desk.daybook.close(0)
    desk.submit(fill_sample(desk, "id_exemption").id)
    card.refresh()
    assert card.closing_by.text() == "Seit dem Abschluss kam 1 Vorgang dazu. Bitte neu abschließen."
    assert prominent(card) == ["closing"]


def test_enter_on_a_button_tells_what_is_wanted(qtbot: QtBot, card: DayCard) -> None:
    for key in KEYS:
        with qtbot.waitSignal(card.wanted) as signal:
            qtbot.keyClick(card.buttons[key], Qt.Key.Key_Return)
        assert signal.args == [key]


def test_the_paper_forms_card_leads_to_capture_and_to_blanks(qtbot: QtBot) -> None:
    card = FormsCard()
    qtbot.addWidget(card)
    for key, name in (
        ("capture", "Papierformular nacherfassen"),
        ("blanks", "Vordrucke: leere Formulare drucken"),
    ):
        button = card.findChild(QPushButton, f"forms.{key}")
        assert button is not None
        assert button.accessibleName() == name
        with qtbot.waitSignal(card.wanted) as signal:
            button.click()
        assert signal.args == [key]
