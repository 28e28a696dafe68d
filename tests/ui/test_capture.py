"""Paper captured later: the number as it is typed or scanned, the service it belongs to, the day it was declared."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.number import form_number
from mobile_office.domain.overview import Draft
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.capture import CapturePage, read_form_number
from tests.samples import fill_sample

ELSEWHERE = form_number("K", 2026, 12)  # printed on another laptop


class Screen:
    """The page being used by keys."""

    def __init__(self, qtbot: QtBot, desk: Desk, background: Background) -> None:
        self.qtbot, self.background = qtbot, background
        self.opened, self.closed = list[Draft](), list[None]()
        self.page = CapturePage(desk, background, self.opened.append, lambda: self.closed.append(None))
        qtbot.addWidget(self.page)
        self.page.resize(1100, 700)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def type(self, text: str, *, enter: bool = True) -> None:
        """Where the keyboard is; a scanner ends with Enter."""
        line = self.page.focusWidget()
        if isinstance(line, QLineEdit):
            line.selectAll()
        self.qtbot.keyClicks(line, text)
        if enter:
            self.key(Qt.Key.Key_Return)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.focusWidget(), key)
        self.background.drain()

    def at(self) -> str:
        widget = self.page.focusWidget()
        return widget.objectName() if widget is not None else ""

    def error(self, name: str) -> str:
        label = self.page.errors[f"capture.{name}"]
        return "" if label.isHidden() else label.text().removeprefix("⚠ ")


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, background: Background) -> Callable[[], Screen]:
    return lambda: Screen(qtbot, desk, background)


@pytest.mark.parametrize(
    "typed",
    [
        "F-B-2026-00012-V",
        "f-b-2026-00012-v",
        " F B 2026 00012 V ",
        "FB202600012V",
        "FßBß2026ß00012ßV",
        "F–B–2026–00012–V",
    ],
)
def test_a_number_is_read_however_it_is_typed_or_scanned(typed: str) -> None:
    assert read_form_number(typed) == "F-B-2026-00012-V"


def test_a_check_character_mistaken_for_its_look_alike_is_read_right() -> None:
    assert form_number("B", 2026, 3) == "F-B-2026-00003-I"
    assert read_form_number("F-B-2026-00003-1") == "F-B-2026-00003-I"
    assert read_form_number("F-B-2026-00003-0") == "F-B-2026-00003-0"


def test_what_is_no_form_number_stays_as_typed() -> None:
    assert read_form_number(" b-2026-00042-7 ") == "B-2026-00042-7"


def test_a_form_printed_here_is_opened_by_keys_alone(desk: Desk, screen: Callable[[], Screen]) -> None:
    (number,) = desk.issue_forms("id_exemption", 1)
    page = screen()
    assert page.at() == "capture.number"
    page.type(number.replace("-", "").lower())
    assert page.page.number.line.text() == number
    assert page.page.service.value() == "id_exemption"
    assert not page.page.service.focus.isEnabled()
    assert page.at() == "capture.day"
    declared = desk.daybook.legal_date() - timedelta(days=2)
    page.type(declared.strftime("%d%m%Y"))
    (draft,) = page.opened
    assert (draft.form, draft.declared_at, draft.service) == (number, declared, "id_exemption")


def test_a_scanners_enter_never_accepts_a_day_nobody_has_read(
    desk: Desk, screen: Callable[[], Screen]
) -> None:
    (number,) = desk.issue_forms("registration", 1)
    page = screen()
    page.type(number)
    assert page.opened == []
    assert page.at() == "capture.day"


def test_a_form_from_elsewhere_asks_for_its_service(screen: Callable[[], Screen]) -> None:
    page = screen()
    page.type(ELSEWHERE)
    assert page.at() == "capture.service"
    page.page.open()
    assert page.error("service") == words.say("capture.service_missing")
    page.page.service.combo.setCurrentIndex(page.page.service.combo.findData("id_card"))
    page.page.open()
    page.background.drain()
    assert [draft.service for draft in page.opened] == ["id_card"]


def test_a_wrong_check_character_is_told_when_the_field_is_left(screen: Callable[[], Screen]) -> None:
    page = screen()
    page.type("F-K-2026-00012-0", enter=False)
    assert page.error("number") == ""
    page.key(Qt.Key.Key_Tab)
    assert page.error("number") == words.error(NotAllowed("form_number_wrong"))


def test_a_form_captured_already_names_its_case(desk: Desk, screen: Callable[[], Screen]) -> None:
    today = desk.daybook.legal_date()
    draft = desk.capture("id_exemption", ELSEWHERE, today)
    for key, value in fill_sample(desk, "id_exemption").answers.items():
        desk.save(draft.id, key, value)
    for kind, state in desk.service("id_exemption", draft.version).sample_evidence.items():
        desk.see(draft.id, kind, state, "", "")
    number = desk.submit(draft.id)
    page = screen()
    page.type(ELSEWHERE)
    assert page.error("number") == words.error(NotAllowed("form_captured", case=number))
    assert page.at() == "capture.number"


def test_a_day_to_come_is_refused_at_the_field(desk: Desk, screen: Callable[[], Screen]) -> None:
    (number,) = desk.issue_forms("registration", 1)
    page = screen()
    page.type(number)
    page.type((desk.daybook.legal_date() + timedelta(days=1)).strftime("%d.%m.%Y"))
    assert page.error("day") == words.error(NotAllowed("declared_in_future"))
    assert page.opened == []
    page.type("31.02.2026")
    assert page.error("day") == words.say("problems.not_a_date")


def test_how_long_ago_it_was_is_told_in_words(desk: Desk, screen: Callable[[], Screen]) -> None:
    page, today = screen(), desk.daybook.legal_date()
    assert page.page._weekday.text() == words.say("capture.today", day=words.day(today))
    page.page.day.focus.setFocus()
    page.type((today - timedelta(days=10)).strftime("%d.%m.%Y"), enter=False)
    assert "vor 10 Tagen" in page.page._weekday.text()


def test_escape_goes_back(screen: Callable[[], Screen]) -> None:
    page = screen()
    page.key(Qt.Key.Key_Escape)
    assert page.closed == [None]
