"""The review queue: by service, oldest first, with the reason, opened by Enter."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Status
from mobile_office.domain.overview import CaseLine, Delivery
from mobile_office.domain.people import Actor, Role
from mobile_office.ui.background import Background
from mobile_office.ui.review import ReviewPage, age, waiting
from mobile_office.ui.words import say
from tests.samples import submit_sample

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
REVIEWER = Actor("p9", "Thiele", frozenset({Role.SUPERVISOR}), "bus-1", "03241001", also=("pool-1",))


def line(number: str, service: str, minutes: int, by: str = "p1") -> CaseLine:
    at = NOW - timedelta(minutes=minutes)
    hands = frozenset([by])
    return CaseLine(number, "Mustermann", service, Status.SUBMITTED, Delivery.SAVED, at, at, hands, by)


def test_cases_stand_by_service_and_the_longest_waiting_first() -> None:
    lines = [line("1", "a", 10), line("2", "b", 90), line("3", "a", 60), line("4", "b", 5)]
    rows = waiting(
        lines, {"a": "A", "b": "B"}, {"p1": "Berger"}, {"a": "before", "b": "drawn"}, REVIEWER, NOW
    )
    assert [row.number for row in rows] == ["2", "4", "3", "1"]
    assert [row.reason for row in rows] == ["Stichprobe", "Stichprobe", "immer", "immer"]
    assert rows[0].by == "Berger"


def test_what_one_has_typed_in_says_so() -> None:
    (row,) = waiting([line("1", "a", 10, by="p9")], {}, {}, {"a": "before"}, REVIEWER, NOW)
    assert row.own
    assert row.reason == "immer · von Ihnen mitgeschrieben"


def test_ages_are_short_words() -> None:
    assert age(timedelta(minutes=-3)) == "0 min"
    assert age(timedelta(minutes=59)) == "59 min"
    assert age(timedelta(hours=3)) == "3 h"
    assert age(timedelta(days=3)) == "3 Tagen"


def open_page(qtbot: QtBot, desk: Desk, background: Background, opened: list[str]) -> ReviewPage:
    page = ReviewPage(desk, background, opened.append)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.refresh()
    return page


def visible_text(page: ReviewPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_enter_opens_the_case_that_waits_longest(
    qtbot: QtBot, desk_of: Callable[[str], Desk], background: Background
) -> None:
    clerk = desk_of("Berger")
    first = submit_sample(clerk)
    submit_sample(clerk)
    opened: list[str] = []
    page = open_page(qtbot, desk_of("Thiele"), background, opened)
    assert "2 Vorgänge warten" in visible_text(page)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == [first]
    reasons = [page.table.rows.index(row, 5).data() for row in range(2)]
    assert reasons == ["immer", "immer"]


def test_an_empty_queue_says_what_will_appear(
    qtbot: QtBot, desk_of: Callable[[str], Desk], background: Background
) -> None:
    page = open_page(qtbot, desk_of("Thiele"), background, [])
    assert say("review.empty") in visible_text(page)
