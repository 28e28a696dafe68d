"""What appears by itself is said: notices and errors, once, and only while somebody listens."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mobile_office.ui.announcing import announce
from mobile_office.ui.pieces import ErrorText, Notice

Said = list[tuple[str, bool]]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """What Qt is asked to hand to the screen reader: the offscreen platform has none to hand it to."""
    heard: Said = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
        heard.append((event.message(), urgent))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QAccessible.setActive(True)
    yield heard
    QAccessible.setActive(False)


def test_a_notice_is_said_once_and_trouble_at_once(said: Said, qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    for _ in range(2):
        notice.show_text("Neu vom Amt: Hundesteuer.")
    notice.show_text("Der Speicher ist voll.", "bad")
    notice.show_text("")
    assert said == [("Neu vom Amt: Hundesteuer.", False), ("Der Speicher ist voll.", True)]


def test_an_error_is_said_and_described_at_its_field(said: Said, qtbot: QtBot) -> None:
    line, error = QLineEdit(), ErrorText()
    for widget in (line, error):
        qtbot.addWidget(widget)
    line.setAccessibleDescription("Wie im Ausweis.")
    error.tie(line)
    for _ in range(2):
        error.show_text("Diese Angabe fehlt noch.")
    assert said == [("Diese Angabe fehlt noch.", False)]
    assert line.accessibleDescription() == "Diese Angabe fehlt noch. Wie im Ausweis."
    error.show_text("")
    assert line.accessibleDescription() == "Wie im Ausweis."


def test_an_error_tied_to_another_field_leaves_the_first(qtbot: QtBot) -> None:
    first, second, error = QLineEdit(), QLineEdit(), ErrorText()
    for widget in (first, second, error):
        qtbot.addWidget(widget)
    error.tie(first)
    error.show_text("Bitte nachzählen.")
    error.tie(second)
    error.show_text("Bitte den Grund angeben.")
    assert (first.accessibleDescription(), second.accessibleDescription()) == ("", "Bitte den Grund angeben.")


def test_nothing_is_sent_while_nobody_listens(said: Said, qtbot: QtBot) -> None:
    QAccessible.setActive(False)
    notice = Notice()
    qtbot.addWidget(notice)
    announce(notice, "Neu vom Amt: Hundesteuer.")
    assert said == []
