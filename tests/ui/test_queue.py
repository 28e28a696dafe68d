"""The queue card on a real desk: by keys only, numbers and never names."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.queue import Reason, State
from mobile_office.ui.background import Background
from mobile_office.ui.queue import QueueCard
from mobile_office.ui.today import TodayPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, background: Background) -> TodayPage:
    page = TodayPage(desk, background, lambda _: None, lambda _: None, lambda _: None)
    qtbot.addWidget(page)
    page.resize(1134, 708)
    page.refresh()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def card(page: TodayPage) -> QueueCard:
    assert page.queue is not None
    return page.queue


def press(qtbot: QtBot, page: TodayPage, background: Background, key: Qt.Key) -> None:
    """A button's own key clicks a tenth of a second later: Qt shows it pressed."""
    qtbot.keyClick(page.focusWidget() or page, key)
    qtbot.wait(150)
    background.drain()
    background.drain()


def test_a_morning_is_called_and_counted_by_keys_alone(
    qtbot: QtBot, page: TodayPage, card: QueueCard, desk: Desk, background: Background
) -> None:
    assert card.waiting.text() == "Niemand wartet."
    for _ in range(3):
        press(qtbot, page, background, Qt.Key.Key_F4)
    assert card.waiting.text() == "3 warten"
    assert "B-01, B-02, B-03" in card.told.text()
    press(qtbot, page, background, Qt.Key.Key_F2)
    assert card.at_desk.text() == "Am Platz: B-01"
    assert page.new.search.hasFocus(), "the next key says what they came for"
    press(qtbot, page, background, Qt.Key.Key_F2)
    press(qtbot, page, background, Qt.Key.Key_F3)
    assert card.away.reasons[Reason.PAPERS].hasFocus()
    press(qtbot, page, background, Qt.Key.Key_2)
    assert card.figures.text() == "Heute 1 bedient, 1 weggeschickt, im Schnitt 1 Minuten"
    assert desk.daybook.queue.line().figures().sent_away == {"not_ours": 1}
    assert card.away_button.hasFocus()
    assert not card.away.keep.isVisible()


def test_who_was_not_there_is_called_when_they_come_back(
    qtbot: QtBot, page: TodayPage, card: QueueCard, desk: Desk, background: Background
) -> None:
    press(qtbot, page, background, Qt.Key.Key_F4)
    press(qtbot, page, background, Qt.Key.Key_F2)
    card.absent.click()
    background.drain()
    background.drain()
    assert card.at_desk.text() == "Am Platz: niemand"
    back = card.findChild(type(card.done), "queue.back.1")
    assert back is not None
    back.click()
    background.drain()
    background.drain()
    assert [one.state for one in desk.daybook.queue.line().tickets] == [State.CALLED]


def test_esc_keeps_somebody_from_being_counted(
    qtbot: QtBot, page: TodayPage, card: QueueCard, desk: Desk, background: Background
) -> None:
    press(qtbot, page, background, Qt.Key.Key_F3)
    press(qtbot, page, background, Qt.Key.Key_Escape)
    assert card.away.isHidden()
    assert desk.daybook.queue.line().tickets == ()
    assert card.away_button.hasFocus()


def test_the_list_of_what_to_bring_is_one_key_from_the_search(
    qtbot: QtBot, page: TodayPage, background: Background
) -> None:
    page.new.search.setText("umzug")
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.keyClick(page.new.search, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["bring.registration"]
    background.drain()
