"""The history of a case: latest first, who, what, when, where it is, and why."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.domain.case import Action
from mobile_office.domain.overview import Delivery, HistoryLine
from mobile_office.ui.background import Background
from mobile_office.ui.history import HistoryView, reason_text

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def line(
    action: Action,
    delivery: Delivery = Delivery.SAVED,
    seq: int | None = None,
    refused: str | None = None,
    comments: dict[str, str] | None = None,
    reason: str = "",
    register_number: str = "",
) -> HistoryLine:
    entry = f"e-{action}"
    return HistoryLine(
        entry, action, "p1", NOW, delivery, seq, refused, comments or {}, reason, register_number
    )


def texts(qtbot: QtBot, *lines: HistoryLine) -> list[str]:
    view = HistoryView()
    qtbot.addWidget(view)
    view.show_lines(lines, {"p1": "K. Berger"}, {"street": "Straße"}, NOW)
    view.show()
    return [label.text() for label in view.findChildren(QLabel) if not label.isHidden()]


def test_the_latest_entry_stands_first_with_its_person(qtbot: QtBot, background: Background) -> None:
    found = texts(qtbot, line(Action.SUBMIT), line(Action.APPROVE))
    assert found.index("Freigegeben und weitergegeben") < found.index("Abgegeben")
    assert any(text.startswith("K. Berger, ") for text in found)


def test_delivery_is_a_fact_with_its_receipt(qtbot: QtBot, background: Background) -> None:
    assert "Nur auf diesem Laptop" in texts(qtbot, line(Action.SUBMIT))
    assert "Vom Amt quittiert · Quittung Nr. 7" in texts(qtbot, line(Action.SUBMIT, Delivery.RECEIPTED, 7))


def test_comments_reason_and_number_are_told(qtbot: QtBot, background: Background) -> None:
    asked = line(Action.RETURN, comments={"street": "Hausnummer?", "gone": "Und das?"})
    found = texts(
        qtbot, asked, line(Action.TAKE_OVER, register_number="R-17"), line(Action.NOTE, reason="ruft an")
    )
    for part in ("Straße: Hausnummer?", "Ganzer Vorgang: Und das?", "Registernummer R-17", "ruft an"):
        assert part in found


def test_a_refused_entry_says_why(qtbot: QtBot, background: Background) -> None:
    found = texts(qtbot, line(Action.APPROVE, Delivery.REFUSED, refused="stale"))
    assert any(text.startswith("⚠ Vom Amt abgelehnt: ") and len(text) > 30 for text in found)


def test_the_ground_of_not_possible_is_told_in_words(background: Background) -> None:
    told = reason_text(line(Action.NOT_POSSIBLE, reason="not_responsible: Wohnt in Laatzen"))
    assert told == "Nicht zuständig. Wohnt in Laatzen"
    assert reason_text(line(Action.HOLD_BACK, reason="other_ground: x")) == "other_ground: x"


def test_a_shown_history_is_a_widget_for_each_entry(qtbot: QtBot, background: Background) -> None:
    view = HistoryView()
    qtbot.addWidget(view)
    view.show_lines([line(Action.SUBMIT)], {}, {}, NOW)
    view.show_lines([line(Action.SUBMIT), line(Action.NOTE)], {}, {}, NOW)
    items = [item for item in view.findChildren(QWidget) if item.objectName().startswith("history.")]
    assert {item.objectName() for item in items if not item.isHidden()} == {
        "history.e-submit",
        "history.e-note",
    }
