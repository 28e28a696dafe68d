"""The table of a round: room, name, birth date, service and where everybody is, in words and by colour."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from mobile_office.domain.residents import Resident, Turn
from mobile_office.ui import masked, style
from mobile_office.ui.dates import date_text
from mobile_office.ui.pieces import Table
from mobile_office.ui.rows import Column, RowsModel
from mobile_office.ui.words import say

_TONES = {Turn.WAITING: "", Turn.BEGUN: "warn", Turn.DONE: "good", Turn.LEFT_OUT: "muted"}
_LARGE = 140  # percent of text size
_LEAST = 3  # rows the table is high at least


class ResidentList(Table):
    """`opened` carries a Resident. As high as its rows: the page scrolls, not the table."""

    def __init__(self, services: dict[str, str]) -> None:
        room = Column[Resident](say("residents.room"), lambda one: one.room)
        name = Column[Resident](say("residents.name"), lambda one: masked.shown(one.name), 3)
        born = Column[Resident](
            say("residents.born"),
            lambda one: "" if one.is_masked else date_text(str(one.answers.get("birth_date") or "")),
        )
        service = Column[Resident](
            say("residents.service"), lambda one: services.get(one.service, one.service), 2
        )
        turn = Column[Resident](say("residents.turn"), turn_words, 3, tone=lambda one: _TONES[one.turn])
        is_large = style.px(100) > _LARGE
        columns = (name, turn, room, service, born) if is_large else (room, name, born, service, turn)
        super().__init__(RowsModel(columns, lambda one: one.id), say("residents.table"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if is_large:  # who and how far first, whole rather than cut; the rest by scrolling sideways
            self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_residents(self, residents: tuple[Resident, ...]) -> None:
        """Show these; the selection stays where it was."""
        self.rows.set_rows(residents)
        height = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight((max(len(residents), _LEAST) + 1) * height + style.px(style.NEAR))

    def resident(self) -> Resident | None:
        """The one selected."""
        found = self.current()
        return found if isinstance(found, Resident) else None


def turn_words(one: Resident) -> str:
    """Where somebody is, in words."""
    reason = say(f"residents.reason_{one.reason}") if one.turn is Turn.LEFT_OUT else ""
    return say(f"residents.{one.turn.value}", case=one.case or "", reason=reason)
