"""The card of today's appointments."""

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.appointments import Appointment
from mobile_office.ui.appointments import AppointmentsCard

DAY = date(2026, 11, 24)


def test_each_appointment_says_when_who_and_why_and_begins_with_one_key(qtbot: QtBot, desk: Desk) -> None:
    begun: list[str] = []
    card = AppointmentsCard(begun.append)
    qtbot.addWidget(card)
    known = Appointment(DAY, time(9, 30), "Mustermann, Erika", "Bothfeld", "registration")
    other = Appointment(DAY, time(10, 0), "Beispiel, Max", service="Perso abholen")
    card.show_appointments([known, other], desk.services())
    told = [label.text() for label in card.findChildren(QLabel)]
    assert "09:30 Uhr · Mustermann, Erika" in told
    assert "Perso abholen" in told
    (button,) = card.findChildren(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert begun == ["registration"]


def test_without_appointments_there_is_no_card(qtbot: QtBot) -> None:
    card = AppointmentsCard(lambda _: None)
    qtbot.addWidget(card)
    card.show_appointments([], [])
    assert card.isHidden()
