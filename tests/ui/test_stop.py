"""Changing the stop and setting it right, by keyboard: in plain words before it is done."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.publication import Kind, Publication
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.stop import StopPage

Open = Callable[..., StopPage]
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")  # offscreen, a list of stops cannot


@pytest.fixture
def closed() -> list[str]:
    """What was left."""
    return []


@pytest.fixture
def open_page(qtbot: QtBot, desk: Desk, background: Background, closed: list[str]) -> Open:
    def open_page(*, right: bool = False) -> StopPage:
        page = StopPage(desk, background, lambda: closed.append("closed"), right=right)
        qtbot.addWidget(page)
        page.resize(1134, 707)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.setFocus()
        return page

    return open_page


def test_a_stop_is_typed_and_entered(qtbot: QtBot, open_page: Open, desk: Desk, closed: list[str]) -> None:
    page = open_page()
    assert page.name.hasFocus()
    qtbot.keyClicks(page.name, "Marktplatz")
    assert page.will.label.text() == "Ab jetzt: Marktplatz."
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: closed == ["closed"])
    assert desk.today().stop == "Marktplatz"


def plan(desk: Desk, *stops: tuple[int, int, str]) -> None:
    """Publish a plan for today; hours from now."""
    now = desk.clock().astimezone()
    day = now.date().isoformat()
    text = ""
    for since, until, name in stops:
        text += (
            f'[[stop]]\nname = "{name}"\naddress = "Am Markte 1"\nkind = "market"\nday = {day}\n'
            f'from = "{since:02}:00"\nuntil = "{until:02}:59"\n'
        )
    data = text.encode()
    kept = desk._place.publications
    item = Publication("03241001", 1, Kind.TOURS, "plan", 0, sha256(data).hexdigest(), len(data), "", now)
    kept.announce([item])
    kept.keep_piece(item.digest, 0, data)


def test_the_plan_proposes_the_running_stop_and_enter_takes_it(
    qtbot: QtBot, open_page: Open, desk: Desk, closed: list[str]
) -> None:
    plan(desk, (0, 23, "Marktplatz"))
    page = open_page()
    assert page.name.text() == "Marktplatz"
    assert planned(page) == ["Marktplatz, 00:00 bis 23:59 Uhr · Am Markte 1"]
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: closed == ["closed"])
    assert desk.today().stop == "Marktplatz"


def test_each_planned_stop_has_a_key_and_typing_takes_another(
    qtbot: QtBot, open_page: Open, desk: Desk
) -> None:
    plan(desk, (0, 0, "Marktplatz"), (1, 23, "Bücherei"))
    page = open_page()
    assert len(planned(page)) == 2
    qtbot.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert page.name.text() == "Marktplatz"
    assert page.name.hasFocus()
    qtbot.keyClicks(page.name, "Anger")
    assert page.name.text() == "Anger"


def test_where_the_bus_stands_already_nothing_is_proposed(open_page: Open, desk: Desk) -> None:
    plan(desk, (0, 23, "Marktplatz"))
    desk.daybook.arrive("Marktplatz")
    assert open_page().name.text() == ""
    assert open_page(right=True).name.text() == "Marktplatz"


def planned(page: StopPage) -> list[str]:
    """The stops of the plan as the page lists them."""
    return [
        b.accessibleName()
        for b in page.findChildren(QPushButton)
        if b.objectName().startswith("stop.planned.")
    ]


def test_stops_used_before_are_offered(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    desk.daybook.arrive("Seniorenzentrum Misburg-Nord")
    page = open_page()
    qtbot.keyClicks(page.name, "misb")
    completer = page.name.completer()
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "Seniorenzentrum Misburg-Nord"


def test_an_empty_stop_is_refused_with_a_sentence(qtbot: QtBot, open_page: Open, closed: list[str]) -> None:
    page = open_page()
    page.do.click()
    qtbot.waitUntil(page.errors["name"].isVisible)
    assert closed == []


def test_a_wrong_stop_and_date_are_set_right_with_a_reason_by_keyboard(
    qtbot: QtBot, open_page: Open, desk: Desk, closed: list[str]
) -> None:
    desk.daybook.arrive("Misburg")
    day = desk.daybook.legal_date() - timedelta(days=1)
    page = open_page(right=True)
    assert page.name.text() == "Misburg"
    page.name.selectAll()
    qtbot.keyClicks(page.name, "Bothfeld")
    qtbot.keyClick(page.name, Qt.Key.Key_Tab)
    assert page.date.hasFocus()
    page.date.selectAll()
    qtbot.keyClicks(page.date, day.strftime("%d.%m.%Y"))
    told = page.will.label.text()
    assert "gilt: Bothfeld statt Misburg." in told
    assert f"Ab jetzt gilt als Tag der Erklärung: {words.short_day(day)}." in told
    qtbot.keyClick(page.date, Qt.Key.Key_Return)
    assert page.reason.hasFocus(), "Enter goes on to what is empty"
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(page.errors["reason"].isVisible)
    qtbot.keyClicks(page.reason, "Verlesen")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: closed == ["closed"])
    folded = desk.daybook.day()
    assert (folded.stop, folded.stops[0].was, folded.date) == ("Bothfeld", "Misburg", day)


def test_what_is_no_date_is_said_at_the_date(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    page = open_page(right=True)
    page.date.setText("31.02.2026")
    page.reason.setText("Uhr")
    page.do.click()
    assert page.errors["date"].isVisible()
    assert page.date.hasFocus()
    assert desk.daybook.day().stops == ()


def test_without_a_stop_before_the_right_one_counts_from_now(open_page: Open) -> None:
    page = open_page(right=True)
    page.name.setText("Bothfeld")
    assert page.will.label.text().startswith("Ab jetzt gilt: Bothfeld statt")


def test_nothing_changed_is_said(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(right=True)
    assert page.will.label.text() == "Noch nichts geändert."
    page.reason.setText("Versehen")
    page.do.click()
    qtbot.waitUntil(page.errors["name"].isVisible)


def test_esc_goes_back(qtbot: QtBot, open_page: Open, closed: list[str]) -> None:
    qtbot.keyClick(open_page().name, Qt.Key.Key_Escape)
    assert closed == ["closed"]
