"""The card of today's appointments."""

from datetime import date, time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.appointments import Appointment
from mobile_office.ui.appointments import AppointmentsCard
from mobile_office.ui.background import Background

DAY = date(2026, 11, 24)


def shown(card: AppointmentsCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def test_each_appointment_says_when_who_and_why_and_begins_with_one_key(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    begun: list[str] = []
    card = AppointmentsCard(desk, background, begun.append)
    qtbot.addWidget(card)
    known = Appointment(DAY, time(9, 30), "Mustermann, Erika", "Bothfeld", "registration")
    other = Appointment(DAY, time(10, 0), "Beispiel, Max", service="Perso abholen")
    card.show_appointments([known, other], desk.services())
    told = [label.text() for label in card.findChildren(QLabel)]
    assert "09:30 Uhr · Mustermann, Erika" in told
    assert "Perso abholen" in told
    button, tick = card.findChildren(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert begun == ["registration"]
    background.drain()
    assert [*desk.daybook.begun_appointments([known, other])] == [known]
    assert tick.text() == "Abhaken"


def test_whoever_was_begun_with_is_no_longer_among_the_open_ones(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    card = AppointmentsCard(desk, background, lambda _: None)
    qtbot.addWidget(card)
    listed = [
        Appointment(DAY, time(9, 30), "Mustermann, Erika", "Bothfeld", "registration"),
        Appointment(DAY, time(10, 0), "Beispiel, Max", service="Perso abholen"),
        Appointment(DAY, time(11, 0), "Muster, Leo", service="id_card"),
    ]
    card.show_appointments(listed, desk.services())
    for place in (0, 1):
        button = card.findChild(QPushButton, f"appointment.{place}")
        assert button is not None
        button.click()
    background.drain()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    card.show_appointments(listed, desk.services())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    names = [text for text in shown(card) if "Uhr ·" in text]
    assert [name.split(" · ")[1] for name in names] == ["Muster, Leo", "Mustermann, Erika", "Beispiel, Max"]
    assert len([text for text in shown(card) if text.startswith("begonnen ")]) == 2
    again = card.findChild(QPushButton, "appointment.0")
    assert again is not None
    assert again.accessibleName().startswith("Noch einmal: Anmeldung")
    assert card.findChild(QPushButton, "appointment.1") is None


def test_without_appointments_there_is_no_card(qtbot: QtBot, desk: Desk, background: Background) -> None:
    card = AppointmentsCard(desk, background, lambda _: None)
    qtbot.addWidget(card)
    card.show_appointments([], [])
    assert card.isHidden()
