"""The delivery page: facts before, during and after, with a real office and one that is away."""

from datetime import UTC, datetime
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import Offline
from mobile_office.domain.overview import Delivery, DeliveryLine, DeliveryState, Light
from mobile_office.printing import Paper
from mobile_office.protocol import BackOffice, Reply, Request
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.delivery import DeliveryPage
from mobile_office.ui.words import say
from tests.house import Laptop, Town
from tests.samples import submit_sample

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STATE = DeliveryState(Light.DELIVERED, 0, 0, 0, NOW, None, "")
LINE = DeliveryLine("B-2026-00042-7", "Mustermann", Delivery.SAVED, 2, 14_000, 0, "", None)


class Away:
    """A back office nobody can reach."""

    def exchange(self, request: Request) -> Reply:
        raise Offline


class Sometimes:
    """A back office that is there when `is_up`."""

    def __init__(self, office: BackOffice) -> None:
        self.office, self.is_up = office, False

    def exchange(self, request: Request) -> Reply:
        if not self.is_up:
            raise Offline
        return self.office.exchange(request)


class Slow:
    """A back office that answers when it is told to."""

    def __init__(self, office: BackOffice) -> None:
        self.office, self.go = office, Event()

    def exchange(self, request: Request) -> Reply:
        self.go.wait(20)
        return self.office.exchange(request)


def open_page(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str] | None = None
) -> DeliveryPage:
    page = DeliveryPage(desk, background, opened.append if opened is not None else None)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.refresh()
    return page


def text(page: DeliveryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_before_a_run_the_page_says_what_will_go(qtbot: QtBot, desk: Desk, background: Background) -> None:
    submit_sample(desk)
    page = open_page(qtbot, desk, background)
    assert "Bereit zur Übertragung: 1 Vorgang, unter 0,1 MB." in text(page)
    assert say("delivery.never") in text(page)
    row = [page.table.rows.index(0, column).data() for column in range(page.table.rows.columnCount())]
    assert say("fact.saved") in row


def test_after_a_run_everything_is_receipted(qtbot: QtBot, desk: Desk, background: Background) -> None:
    submit_sample(desk)
    page = open_page(qtbot, desk, background)
    qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Alles übertragen." in text(page))
    assert page.table.rows.row(0).delivery is Delivery.RECEIPTED
    assert say("delivery.nothing_waits") in text(page)
    assert page.progress.isHidden()


def test_a_reason_goes_with_what_it_was_about(
    qtbot: QtBot, laptop: Laptop, town: Town, background: Background
) -> None:
    office = Sometimes(town.office)
    desk = laptop.desk("Berger", office)
    submit_sample(desk)
    page = open_page(qtbot, desk, background)
    for is_up in (False, True):
        office.is_up = is_up
        qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.now.isEnabled)
        assert (say("errors.offline") in text(page)) is not is_up


def test_while_it_runs_it_shows_progress_and_the_count(
    qtbot: QtBot, laptop: Laptop, town: Town, background: Background
) -> None:
    slow = Slow(town.office)
    desk = laptop.desk("Berger", slow)
    submit_sample(desk)
    page = open_page(qtbot, desk, background)
    qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
    assert page.progress.isVisible()
    assert not page.now.isEnabled()
    assert "Übertragung läuft. Noch 1 Eintrag wartet." in text(page)
    slow.go.set()
    qtbot.waitUntil(lambda: page.now.isEnabled())
    assert "Alles übertragen." in text(page)


def test_without_a_link_nothing_is_lost_and_the_next_try_is_told(
    qtbot: QtBot, laptop: Laptop, background: Background
) -> None:
    desk = laptop.desk("Berger", Away())
    submit_sample(desk)
    page = open_page(qtbot, desk, background)
    qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Übertragung unterbrochen. Nichts ist verloren. Nächster Versuch: " in text(page))
    assert "Versuche seither: 1" in text(page)
    assert page.table.rows.row(0).delivery is not Delivery.RECEIPTED


def test_enter_opens_the_case_of_a_line(qtbot: QtBot, desk: Desk, background: Background) -> None:
    number = submit_sample(desk)
    opened: list[str] = []
    page = open_page(qtbot, desk, background, opened)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)
    assert opened == [number, number]


def test_a_new_laptop_says_what_will_stand_here(qtbot: QtBot, desk: Desk, background: Background) -> None:
    page = open_page(qtbot, desk, background, [])
    assert say("delivery.empty") in text(page)
    assert page.open.isHidden()


def test_the_switch_for_automatic_delivery_tells_its_state(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    page = open_page(qtbot, desk, background)
    with qtbot.waitSignal(page.automatic_changed) as told:
        qtbot.keyClick(page.automatic, Qt.Key.Key_Space)
    assert told.args == [False]


def test_with_the_switch_off_no_sentence_says_that_it_tries_by_itself(
    qtbot: QtBot, laptop: Laptop, background: Background
) -> None:
    desk = laptop.desk("Berger", Away())
    submit_sample(desk)
    desk.deliver(force=True)
    page = open_page(qtbot, desk, background, [])
    assert "Nächster Versuch" in text(page)
    qtbot.keyClick(page.automatic, Qt.Key.Key_Space)
    assert say("delivery.interrupted_manual") in text(page)
    shown = page.table.rows
    cells = [shown.index(0, column).data() for column in range(shown.columnCount())]
    for told in (text(page), *map(str, cells)):
        assert "Nächster Versuch" not in told
        assert "von selbst" not in told
        assert "sobald es geht" not in told
    assert say("by_hand.offline") in cells


def test_a_day_on_the_road_is_a_line_of_its_own_that_opens_no_case(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    desk.daybook.arrive("Misburg-Nord")
    opened: list[str] = []
    page = open_page(qtbot, desk, background, opened)
    assert say("delivery.preview_day", megabytes="unter 0,1") in text(page)
    row = [page.table.rows.index(0, column).data() for column in range(page.table.rows.columnCount())]
    assert row[0] == f"Einsatztag {words.day(desk.daybook.legal_date())}"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == []
    submit_sample(desk)
    page.refresh()
    assert "Bereit zur Übertragung: 1 Vorgang" in text(page)
    page.deliver()
    qtbot.waitUntil(lambda: "Nichts wartet." in text(page), timeout=20_000)
    assert page.table.rows.rowCount() == 1


def test_the_last_run_is_a_line_with_its_protocol(qtbot: QtBot, desk: Desk, background: Background) -> None:
    submit_sample(desk)
    shown: list[Paper] = []
    page = DeliveryPage(desk, background, show_paper=lambda paper, _: shown.append(paper))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    assert page.runs.isHidden()
    page.deliver()
    qtbot.waitUntil(lambda: "1 von 1 vollständig beim Amt." in text(page), timeout=20_000)
    qtbot.mouseClick(page.runs.protocol, Qt.MouseButton.LeftButton)
    (paper,) = shown
    assert paper.kind == "run"
    assert paper.preview(60)


def test_a_page_the_window_has_drawn_anew_is_not_read_once_more(
    qtbot: QtBot, desk: Desk, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = DeliveryPage(desk, background)
    qtbot.addWidget(page)
    read, times = desk.delivery_lines, list[None]()

    def lines() -> tuple[DeliveryLine, ...]:
        times.append(None)
        return read()

    monkeypatch.setattr(desk, "delivery_lines", lines)
    page.show()
    page.refresh()
    for _ in range(3):
        QApplication.processEvents()
    assert len(times) == 1
    page.hide()
    page.show()  # as when the cover is lifted: nobody else has it drawn
    qtbot.waitUntil(lambda: len(times) == 2)
