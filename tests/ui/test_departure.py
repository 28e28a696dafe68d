"""The departure check on the screen: run by itself, ticked and signed by keyboard, never forbidding to leave."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.departure import TICKS, Check
from mobile_office.desk import Desk
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.departure import DeparturePage, sentence

Open = Callable[..., DeparturePage]


@pytest.fixture
def closed() -> list[str]:
    """What was left."""
    return []


@pytest.fixture
def open_page(qtbot: QtBot, desk: Desk, background: Background, closed: list[str]) -> Open:
    def open_page(*, printer: bool = True) -> DeparturePage:
        page = DeparturePage(desk, background, lambda: printer, lambda: closed.append("closed"))
        qtbot.addWidget(page)
        page.resize(1134, 707)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.setFocus()
        qtbot.waitUntil(lambda: bool(page.checks))
        return page

    return open_page


def press(qtbot: QtBot, page: DeparturePage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.focusWidget(), key)


def test_every_check_says_in_words_what_it_found(open_page: Open, desk: Desk) -> None:
    page = open_page(printer=False)
    told = {label.objectName(): label.text() for label in page.findChildren(QLabel) if label.objectName()}
    assert told["check.printer"].startswith("Kein Drucker eingerichtet.")
    assert f"{len(desk.services())} Leistungen" in told["check.services"]
    assert len([name for name in told if name.startswith("check.")]) == 8
    assert "Achtung" in {label.text() for label in page.findChildren(QLabel)}


def test_it_is_ticked_and_signed_by_keyboard_alone(
    qtbot: QtBot, open_page: Open, desk: Desk, closed: list[str]
) -> None:
    page = open_page()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert page.sign.accessibleName() == "Kontrolle unterschreiben"
    press(qtbot, page, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: closed == ["closed"])
    (departure,) = desk.daybook.day().departures
    assert departure.ticks == TICKS
    assert departure.checks["store"] == "ok"


def test_without_the_ticks_one_may_leave_with_a_note(
    qtbot: QtBot, open_page: Open, desk: Desk, closed: list[str]
) -> None:
    page = open_page()
    assert page.sign.accessibleName() == "Trotzdem abfahren"
    page.sign.click()
    qtbot.waitUntil(page.error.isVisible)
    assert page.note.hasFocus()
    assert desk.daybook.day().departures == ()
    page.note.setText("Die Tasche kommt nach.")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: closed == ["closed"])
    assert desk.daybook.day().departures[0].note == "Die Tasche kommt nach."


def test_it_can_be_checked_again_and_says_who_signed_last(qtbot: QtBot, open_page: Open, desk: Desk) -> None:
    desk.daybook.depart({"store": "ok"}, TICKS)
    page = open_page()
    assert any("Zuletzt unterschrieben" in label.text() for label in page.findChildren(QLabel))
    desk.issue_forms("registration", 2)
    page.again.click()
    assert not page.sign.isEnabled()
    qtbot.waitUntil(page.sign.isEnabled)
    assert page.notice.label.text() == "Alles in Ordnung. Bitte von Hand abhaken und unterschreiben."


def test_esc_goes_back(qtbot: QtBot, open_page: Open, closed: list[str]) -> None:
    press(qtbot, open_page(), Qt.Key.Key_Escape)
    assert closed == ["closed"]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(
    "check",
    [
        Check("store", "ok"),
        Check("store", "bad"),
        *(
            Check("clock", state, {"now": datetime.now(UTC), "newest": datetime.now(UTC)}, said)  # type: ignore[arg-type]
            for state, said in (("ok", ""), ("bad", "backward"), ("bad", "told"))
        ),
        *(Check("disk", state, {"megabytes": 7}) for state in ("ok", "warn", "bad")),
        *(Check("certificate", state, {"until": date(2026, 12, 1)}) for state in ("ok", "warn", "bad")),
        Check("certificate", "bad", said="none"),
        *(
            Check("services", state, {"services": 2, "lists": 3, "n": n}, said)  # type: ignore[arg-type]
            for state, n, said in (("ok", 0, ""), ("bad", 1, ""), ("bad", 2, ""), ("bad", 0, "none"))
        ),
        *(
            Check("delivery", state, {"n": n}, said)  # type: ignore[arg-type]
            for state, said in (("ok", "waiting"), ("warn", ""), ("bad", ""))
            for n in (1, 2)
        ),
        Check("delivery", "ok", {"n": 0}),
        *(Check("forms", "ok", {"n": n}) for n in (1, 2)),
        Check("forms", "warn", {"n": 0}),
        *(Check("printer", state) for state in ("ok", "warn")),
    ],
    ids=lambda check: f"{check.sentence}-{check.values.get('n', '')}",
)
def test_each_check_has_its_sentence(check: Check, language: str) -> None:
    words.use(language)
    assert "{" not in sentence(check)
