"""Closing the day by keyboard: counted, refused when it differs, handed over, closed again when more came."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui import style
from mobile_office.ui.background import Background
from mobile_office.ui.closing import ClosingPage
from tests.samples import fill_sample

Open = Callable[[], ClosingPage]


@pytest.fixture
def led() -> list[str]:
    """Where the page led."""
    return []


@pytest.fixture
def open_page(qtbot: QtBot, desk: Desk, background: Background, led: list[str]) -> Open:
    def open_page() -> ClosingPage:
        page = ClosingPage(desk, background, lambda: led.append("protocol"), lambda: led.append("closed"))
        qtbot.addWidget(page)
        page.resize(1134, 707)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.setFocus()
        return page

    return open_page


def signed(desk: Desk) -> str:
    return desk.submit(desk.sign(fill_sample(desk, "id_exemption").id).id)


def press(qtbot: QtBot, page: ClosingPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.focusWidget(), key)


def test_a_day_is_ticked_off_closed_and_handed_over_by_keyboard(
    qtbot: QtBot, open_page: Open, desk: Desk, led: list[str]
) -> None:
    signed(desk), signed(desk)
    page = open_page()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert page.lines["counted"].text() == "2", "ticking off counts"
    page.lines["counted"].setFocus()
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(page.lines["bag_number"].hasFocus)
    qtbot.keyClicks(page.lines["bag_number"], "T-17")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.keyClicks(page.lines["bag_to"], "Poststelle")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.daybook.day().bag is not None)
    qtbot.waitUntil(lambda: "Tasche T-17 mit 2 Papieren übergeben" in page.bag_told.text())
    press(qtbot, page, Qt.Key.Key_Return)
    assert led == ["protocol"]
    press(qtbot, page, Qt.Key.Key_Escape)
    assert led == ["protocol", "closed"]


def test_a_count_that_differs_asks_for_a_reason(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    signed(desk)
    page = open_page()
    page.lines["counted"].setText("3")
    page.close_day.click()
    qtbot.waitUntil(page.errors["count"].isVisible)
    assert "Gezählt sind 3 Papiere, bekannt sind 1." in page.errors["count"].text()
    assert page.lines["reason"].hasFocus()
    assert desk.daybook.day().closing is None
    qtbot.keyClicks(page.lines["reason"], "Zwei von gestern")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(page.notice.isVisible)
    assert "Grund: Zwei von gestern" in page.notice.label.text()


def test_what_is_no_number_is_said(open_page: Open, desk: Desk) -> None:
    page = open_page()
    page.lines["counted"].setText("²")
    page.close_day.click()
    assert page.errors["count"].isVisible()
    assert desk.daybook.day().closing is None


def test_a_number_that_was_typed_is_not_counted_over(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    signed(desk)
    page = open_page()
    qtbot.keyClicks(page.lines["counted"], "7")
    next(iter(page.papers.ticks.values())).click()
    assert page.lines["counted"].text() == "7"


def test_the_bag_waits_for_the_closing_and_needs_a_number(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    page = open_page()
    assert not page.hand_over.isEnabled()
    desk.daybook.close(0)
    page.refresh()
    page.hand_over.click()
    qtbot.waitUntil(page.errors["bag"].isVisible)
    assert page.lines["bag_number"].hasFocus()


def test_what_came_after_the_closing_asks_for_another(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    desk.daybook.close(0)
    signed(desk)
    page = open_page()
    assert page.notice.label.text() == "Seit dem Abschluss kam 1 Vorgang dazu. Bitte neu abschließen."
    assert page.close_day.accessibleName() == "Neu abschließen"
    page.lines["counted"].setText("1")
    page.close_day.click()
    qtbot.waitUntil(lambda: desk.daybook.added() == 0)
    qtbot.waitUntil(lambda: "1 von 1 Papieren" in page.notice.label.text())


def test_open_ends_are_told(open_page: Open, desk: Desk) -> None:
    signed(desk)
    desk.sign(fill_sample(desk, "id_card").id)
    shown = [label.text() for label in open_page().open_ends.findChildren(QLabel)]
    assert "1 Vorgang ist nicht fertig. Er wartet unter „Heute“." in shown
    assert "1 Papier ist für einen Vorgang unterschrieben, der nicht fertig ist." in shown
    assert "1 Vorgang ist noch nicht beim Amt. Bitte heute noch übertragen." in shown


def test_a_change_elsewhere_is_shown_and_ticks_stay(
    qtbot: QtBot, open_page: Open, desk: Desk, background: Background
) -> None:
    signed(desk)
    page = open_page()
    next(iter(page.papers.ticks.values())).click()
    signed(desk)
    background.changed.emit(frozenset())
    qtbot.waitUntil(lambda: page.papers.told.text() == "1 von 2 abgehakt")


def test_every_button_has_a_name_at_double_size(qapp: QApplication, open_page: Open) -> None:
    style.apply(qapp, "light", 2.0)
    page = open_page()
    assert all(button.accessibleName() for button in page.findChildren(QPushButton))


def test_nothing_is_filled_in_where_somebody_is_about_to_type(
    qtbot: QtBot, open_page: Open, desk: Desk
) -> None:
    signed(desk), signed(desk)
    page = open_page()
    press(qtbot, page, Qt.Key.Key_Space)
    line = page.lines["counted"]
    line.setFocus()
    line.selectAll()
    press(qtbot, page, Qt.Key.Key_Delete)
    signed(desk)  # elsewhere, in this moment
    page.refresh()
    assert len(page.papers.ticks) == 3
    qtbot.keyClicks(line, "3")
    assert line.text() == "3"


def test_a_delivery_leaves_the_papers_as_they_are(open_page: Open, desk: Desk) -> None:
    signed(desk)
    page = open_page()
    (before,) = page.papers.ticks.values()
    desk.deliver(force=True)
    page.refresh()
    (now,) = page.papers.ticks.values()
    assert now is before
    assert now.hasFocus()
