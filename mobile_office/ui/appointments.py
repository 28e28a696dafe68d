"""Today's appointments (Termine): who comes when and why, each with one key to begin. Hidden while there are none."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.domain.appointments import Appointment
from mobile_office.domain.service import Service
from mobile_office.ui import masked, style, words
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, PlainButton, Strong
from mobile_office.ui.words import say


class AppointmentsCard(Card):
    """`start(service id)` begins what an appointment is for, where that is a service of ours."""

    def __init__(self, start: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("appointments")
        self._start = start
        self._rows = QVBoxLayout()
        self._shown: tuple[Appointment, ...] = ()
        self.box.addWidget(Heading2(say("today.appointments")))
        self.box.addLayout(self._rows)
        self.hide()

    def show_appointments(self, appointments: Sequence[Appointment], services: Iterable[Service]) -> None:
        """Show them in their order."""
        self.setVisible(bool(appointments))
        if self._shown == tuple(appointments):
            return
        self._shown = tuple(appointments)
        clear(self._rows)
        known = {service.id: service for service in services}
        for number, one in enumerate(self._shown):
            self._rows.addWidget(self._row(number, one, known.get(one.service)))

    def _row(self, number: int, one: Appointment, service: Service | None) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.BETWEEN))
        column = QVBoxLayout()
        column.setSpacing(0)
        time = f"{one.begins:%H:%M}"
        column.addWidget(Strong(say("today.appointment", time=time, name=masked.shown(one.name))))
        named = words.text(service.short) if service else one.service
        told = " · ".join(part for part in (named, one.stop, one.note) if part)
        if told:
            column.addWidget(Muted(told))
        row.addLayout(column, 1)
        if service:
            button = PlainButton(say("today.appointment_begin"))
            button.setObjectName(f"appointment.{number}")
            button.setAccessibleName(say("today.appointment_begin_name", service=named, time=time))
            button.clicked.connect(lambda: self._start(service.id))
            row.addWidget(button)
        return whole
