"""The page that begins another service: for whom, which one, by the keyboard; and the visit's sum."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.bill import FeeLine, Fees
from mobile_office.domain.overview import Draft
from mobile_office.domain.visit import Visit, VisitCase
from mobile_office.ui.background import Background
from mobile_office.ui.visit import SoFar, VisitPage
from tests.domain import family
from tests.ui.opened import type_text


@dataclass
class Choosing:
    """A page for the family of four, and what came of it."""

    page: VisitPage
    qtbot: QtBot
    opened: list[Draft] = field(default_factory=list)
    left: list[bool] = field(default_factory=list)

    def press(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        self.qtbot.keyClick(self.page if focus is None else focus, key)


@pytest.fixture
def choosing(qtbot: QtBot, desk: Desk, background: Background) -> Choosing:
    visit = desk.start("registration", family.answers()).visit
    opened: list[Draft] = []
    left: list[bool] = []
    page = VisitPage(desk, background, visit, opened.append, lambda: left.append(True))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    return Choosing(page, qtbot, opened, left)


def test_everybody_is_offered_by_name_and_the_keyboard_is_on_the_first(choosing: Choosing) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "visit.person.0"
    names = [
        button.text() for button in choosing.page.people.findChildren(QWidget) if hasattr(button, "text")
    ]
    assert names == [
        "✓ Mustermann, Erika Maria",
        "Mustermann, Max",
        "Mustermann, Leo",
        "Mustermann, Ida",
        "Jemand anderes",
    ]


def test_tab_enter_a_word_and_enter_begin_a_service_for_a_child(
    choosing: Choosing, background: Background
) -> None:
    for _ in range(2):
        choosing.press(Qt.Key.Key_Tab)
    choosing.press(Qt.Key.Key_Return)
    assert choosing.page.offer.search.hasFocus()
    type_text(choosing.page.offer.search, "Reisepass vorbereiten")
    choosing.press(Qt.Key.Key_Return)
    background.drain()
    choosing.qtbot.waitUntil(lambda: bool(choosing.opened))
    (draft,) = choosing.opened
    assert (draft.service, draft.label) == ("passport", "Mustermann, Leo")


def test_somebody_else_begins_with_an_empty_form(choosing: Choosing, background: Background) -> None:
    choosing.page.people.chosen.emit("other")
    choosing.page.offer.chosen.emit("id_card")
    choosing.page.offer.chosen.emit("id_card")  # pressed twice
    background.drain()
    choosing.qtbot.waitUntil(lambda: bool(choosing.opened))
    assert [draft.answers for draft in choosing.opened] == [{}]


def test_escape_leads_back(choosing: Choosing) -> None:
    choosing.press(Qt.Key.Key_Escape)
    assert choosing.left == [True]


def test_the_visit_so_far_names_each_case_and_the_sum(qtbot: QtBot) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def case(number: str, cents: int | None, *, withdrawn: bool = False) -> VisitCase:
        fees = Fees((FeeLine("x", {"de": "x"}, cents, "§ 1", True),), date(2026, 11, 22), "x")
        return VisitCase(number, "id_card", 1, "Mustermann, Erika", {}, (), fees, noon, withdrawn)

    cases = (case("B-1", 4600), case("B-2", 0), case("B-3", None), case("B-4", 600, withdrawn=True))
    shown = SoFar(Visit("v", cases), {"id_card": "Personalausweis"})
    qtbot.addWidget(shown)
    texts = [label.text() for label in shown.findChildren(QLabel)]
    for told in ("46,00 €", "kostenfrei", "wird im Amt festgesetzt", "zurückgenommen", "Personalausweis"):
        assert told in texts
    assert texts[-2:] == ["Zusammen, ohne Festsetzung im Amt", "46,00 €"]
    alone = SoFar(Visit("v", cases[:1]), {})
    qtbot.addWidget(alone)
    assert alone.findChild(QLabel, "visit.total") is None
