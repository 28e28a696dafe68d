"""What appears by itself is said: notices and errors, once, and only while somebody listens."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.ui.announcing import announce
from mobile_office.ui.pieces import ErrorText, Notice

Said = list[tuple[str, bool]]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """What Qt is asked to hand to the screen reader: the offscreen platform has none to hand it to."""
    heard: Said = []

    def hear(event: QAccessibleEvent) -> None:
        if not isinstance(event, QAccessibleAnnouncementEvent):
            return
        urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
        heard.append((event.message(), urgent))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QAccessible.setActive(True)
    yield heard
    QAccessible.setActive(False)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A page on the screen."""
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    return made


def put(page: QWidget, *parts: QWidget) -> None:
    """Parts on a page that is seen."""
    layout = page.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
    QApplication.processEvents()


def test_a_notice_is_said_once_and_trouble_at_once(said: Said, page: QWidget) -> None:
    notice = Notice()
    put(page, notice)
    for _ in range(2):
        notice.show_text("Neu vom Amt: Hundesteuer.")
    notice.show_text("Der Speicher ist voll.", "bad")
    QApplication.processEvents()
    notice.show_text("")
    QApplication.processEvents()
    assert said == [("Neu vom Amt: Hundesteuer.", False), ("Der Speicher ist voll.", True)]


def test_an_error_is_said_with_its_field_and_described_at_it(said: Said, page: QWidget) -> None:
    line, error = QLineEdit(), ErrorText()
    put(page, line, error)
    line.setAccessibleName("Geburtsort")
    line.setAccessibleDescription("Wie im Ausweis.")
    error.tie(line)
    for _ in range(2):
        error.show_text("Diese Angabe fehlt noch.")
    QApplication.processEvents()
    assert said == [("Geburtsort: Diese Angabe fehlt noch.", False)]
    assert line.accessibleDescription() == "Diese Angabe fehlt noch. Wie im Ausweis."
    error.show_text("")
    assert line.accessibleDescription() == "Wie im Ausweis."


def test_what_was_wrong_when_the_page_was_drawn_is_not_said(said: Said, page: QWidget) -> None:
    card, error = QWidget(), ErrorText()
    QVBoxLayout(card).addWidget(error)
    error.show_text("Diese Angabe fehlt noch.")
    put(page, card)
    assert said == []


def test_it_is_said_after_what_the_key_itself_brings(said: Said, page: QWidget) -> None:
    notice = Notice()
    put(page, notice)
    notice.show_text("Der Entwurf ist gespeichert.")
    assert said == []
    said.append(("the next field", False))
    QApplication.processEvents()
    assert [text for text, _ in said] == ["the next field", "Der Entwurf ist gespeichert."]


def test_what_is_hidden_or_gone_by_then_is_not_said(said: Said, page: QWidget) -> None:
    hidden, gone = Notice(), Notice()
    put(page, hidden, gone)
    for notice in (hidden, gone):
        notice.show_text("Alles übertragen.")
    hidden.hide()
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    assert said == []


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
    notice.show()
    announce(notice, "Neu vom Amt: Hundesteuer.")
    QApplication.processEvents()
    assert said == []
