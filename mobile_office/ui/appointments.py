"""Today's appointments (Termine): who comes when and why, each with one key to begin. Hidden while there are none.

Whoever was begun with goes below the others, muted, with the time: what is open is what stands on top. It can be
begun again, because a draft may have been discarded.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.appointments import Appointment
from mobile_office.domain.service import Service
from mobile_office.ui import masked, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import Button, LinkButton, PlainButton
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Pill, Strong
from mobile_office.ui.words import say

_Noted = tuple[Appointment, datetime | None]


class AppointmentsCard(Card):
    """`start(service id)` begins what an appointment is for, where that is a service of ours; else it is ticked off."""

    def __init__(self, desk: Desk, background: Background, start: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("appointments")
        self._daybook, self._background, self._start = desk.daybook, background, start
        self._rows = QVBoxLayout()
        self._shown: tuple[_Noted, ...] = ()
        self.box.addWidget(Heading2(say("today.appointments")))
        self.box.addLayout(self._rows)
        self.hide()

    def show_appointments(self, appointments: Sequence[Appointment], services: Iterable[Service]) -> None:
        """Show them in their order, those that were begun below."""
        self.setVisible(bool(appointments))
        begun = self._daybook.begun_appointments(appointments)
        noted = tuple(
            sorted(((one, begun.get(one)) for one in appointments), key=lambda it: it[1] is not None)
        )
        if self._shown == noted:
            return
        self._shown = noted
        clear(self._rows)
        known = {service.id: service for service in services}
        for one, at in noted:
            self._rows.addWidget(self._row(appointments.index(one), one, known.get(one.service), at))

    def _row(self, number: int, one: Appointment, service: Service | None, at: datetime | None) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(style.BETWEEN))
        column = QVBoxLayout()
        column.setSpacing(0)
        time = f"{one.begins:%H:%M}"
        name = say("today.appointment", time=time, name=masked.shown(one.name))
        column.addWidget(Strong(name) if at is None else Muted(name))
        named = words.text(service.short) if service else one.service
        told = " · ".join(part for part in (named, one.stop, one.note) if part)
        if told:
            column.addWidget(Muted(told))
        row.addLayout(column, 1)
        if at is not None:
            begun = Pill(say("today.appointment_begun", at=words.clock(at)), "calm", small=True)
            row.addWidget(begun, 0, Qt.AlignmentFlag.AlignVCenter)
        if service:
            gaps = {"service": named, "time": time}
            again = at is not None
            button: Button = (
                LinkButton(say("today.appointment_again"))
                if again
                else PlainButton(say("today.appointment_begin"))
            )
            button.setAccessibleName(say(f"today.appointment_{'again' if again else 'begin'}_name", **gaps))
            button.clicked.connect(partial(self._begin, one, service.id))
        elif at is None:
            button = LinkButton(say("today.appointment_tick"))
            button.setAccessibleName(say("today.appointment_tick_name", time=time))
            button.clicked.connect(partial(self._begin, one, ""))
        else:
            return whole
        button.setObjectName(f"appointment.{number}")
        row.addWidget(button)
        return whole

    def _begin(self, one: Appointment, service: str, _checked: bool = False) -> None:
        self._background.write(partial(self._daybook.begin_appointment, one), changes=("appointments",))
        if service:
            self._start(service)
