"""The list of cases over the real store: searched, filtered and opened by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from mobile_office.domain.overview import Draft
from mobile_office.ui.background import Background
from mobile_office.ui.cases import STATUS_TONES, CasesPage
from mobile_office.ui.style import TONES
from mobile_office.ui.words import say
from tests.samples import fill_sample, submit_sample


@pytest.fixture
def opened() -> list[str]:
    return []


def open_page(qtbot: QtBot, desk: Desk, background: Background, opened: list[str]) -> CasesPage:
    page = CasesPage(desk, background, opened.append, lambda draft: opened.append(draft.id))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.refresh()
    return page


def shown(page: CasesPage) -> list[list[str]]:
    model = page.table.rows
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in rows]


def visible_text(page: CasesPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_case_is_a_line_with_its_status_and_its_delivery(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    number = submit_sample(desk)
    page = open_page(qtbot, desk, background, opened)
    line = shown(page)[0]
    service = desk.service("registration", 1)
    assert number in line
    assert service.short["de"] in line
    assert say("status.submitted") in line
    assert say("fact.saved") in line
    assert "1 Vorgang." in visible_text(page)


def test_enter_opens_the_selected_case(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    first, second = submit_sample(desk), submit_sample(desk)
    page = open_page(qtbot, desk, background, opened)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert sorted(opened) == sorted([first, second])


def test_searching_finds_a_case_by_its_number_and_enter_opens_the_only_hit(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    first = submit_sample(desk)
    submit_sample(desk)
    page = open_page(qtbot, desk, background, opened)
    qtbot.keyClicks(page.search, first)
    assert [first in line for line in shown(page)] == [True]
    page.search.returnPressed.emit()
    assert opened == [first]


def test_nothing_found_says_so_and_leads_back(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    submit_sample(desk)
    page = open_page(qtbot, desk, background, opened)
    qtbot.keyClicks(page.search, "Xylander")
    assert "Nichts gefunden für „Xylander“." in visible_text(page)
    button = page.findChild(QPushButton, "cases.show_all")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 1
    assert page.search.text() == ""


def test_searching_finds_what_is_parked_too_and_leads_to_it(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    number, parked = submit_sample(desk), fill_sample(desk, "id_exemption")
    desk.park(parked.id)
    page = open_page(qtbot, desk, background, opened)
    assert page.unfinished.isHidden()  # Heute shows all of them
    qtbot.keyClicks(page.search, "mustermann")
    assert [number in line for line in shown(page)] == [True]
    assert "Geparkt" in visible_text(page)
    page.search.clear()
    assert page.unfinished.isHidden()
    desk.do(number, Action.WITHDRAW, reason="auf Wunsch")
    page.status.setCurrentIndex(page.status.findText(say("status.withdrawn")))
    qtbot.keyClicks(page.search, "mustermann")
    assert page.unfinished.isHidden()  # a draft has no status
    page.status.setCurrentIndex(0)
    assert page.unfinished.isVisible()


def test_enter_goes_to_the_draft_where_no_case_is_found(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    draft = desk.start("id_exemption")
    desk.save(draft.id, "family_name", "Łukasiewicz")
    page = open_page(qtbot, desk, background, opened)
    qtbot.keyClicks(page.search, "lukas")
    assert "Nichts gefunden" not in visible_text(page)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    focused = page.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    background.drain()
    assert opened == [draft.id]


def test_the_filter_shows_one_status_only(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    gone = submit_sample(desk)
    submit_sample(desk)
    desk.do(gone, Action.WITHDRAW, reason="auf Wunsch")
    page = open_page(qtbot, desk, background, opened)
    page.status.setCurrentIndex(page.status.findText(say("status.withdrawn")))
    assert [gone in line for line in shown(page)] == [True]
    page.status.setCurrentIndex(page.status.findText(say("status.taken_over")))
    assert say("cases.nothing_in_status") in visible_text(page)


def test_a_new_laptop_says_what_to_do_first(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str]
) -> None:
    assert say("cases.empty") in visible_text(open_page(qtbot, desk, background, opened))


def test_a_change_elsewhere_is_shown_in_the_next_turn_and_read_once(
    qtbot: QtBot, desk: Desk, background: Background, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(qtbot, desk, background, opened)
    number = submit_sample(desk)
    read, times = desk.searching.drafts, list[str]()

    def drafts(typed: str) -> tuple[Draft, ...]:
        times.append(typed)
        return read(typed)

    monkeypatch.setattr(desk.searching, "drafts", drafts)
    for _ in range(3):
        background.changed.emit(frozenset([number]))
    qtbot.waitUntil(lambda: [number in line for line in shown(page)] == [True])
    QApplication.processEvents()
    assert len(times) == 1


def test_each_status_has_a_tone() -> None:
    assert set(STATUS_TONES) == set(Status)
    assert set(STATUS_TONES.values()) <= set(TONES)
