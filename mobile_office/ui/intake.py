"""Intake (Übernahme): the worklist of cases that go into the register software. Enter opens one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import CaseLine
from mobile_office.ui import masked, words
from mobile_office.ui.background import Background
from mobile_office.ui.carry import CarryView
from mobile_office.ui.cases import STATUS_TONES, in_card, scrolling_box, service_names
from mobile_office.ui.pieces import EmptyState, Muted, Notice, Table, Title
from mobile_office.ui.rows import Column, RowsModel
from mobile_office.ui.turns import Turns
from mobile_office.ui.words import say


class IntakePage(QWidget):
    """The worklist, or the one case being carried over. `open_case(number)` shows a whole case."""

    def __init__(self, desk: Desk, background: Background, open_case: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._background, self._open_case = desk, background, open_case
        names = service_names(desk)
        columns: tuple[Column[CaseLine], ...] = (
            Column(say("intake.column_service"), lambda line: names.get(line.service, line.service)),
            Column(say("intake.column_label"), lambda line: masked.shown(line.label), 1),
            Column(say("intake.column_number"), lambda line: line.number),
            Column(
                say("intake.column_status"),
                lambda line: say(f"status.{line.status}"),
                tone=lambda line: STATUS_TONES[line.status],
            ),
            Column(say("intake.column_when"), lambda line: words.moment(line.changed_at, desk.clock())),
        )
        self.table = Table(RowsModel(columns, key=lambda line: line.number), say("intake.title"))
        self.table.setObjectName("intake.table")
        self.table.opened.connect(lambda line: self.carry(line.number))
        self.view: CarryView | None = None
        self._lead = Muted(parent=self)
        self._notice = Notice(parent=self)
        self._notice.setObjectName("intake.notice")
        self._shown = QStackedWidget()
        self._shown.addWidget(in_card(self.table))
        self._shown.addWidget(EmptyState(say("intake.empty"), say("intake.empty_hint")))
        worklist = QWidget()
        box = scrolling_box(worklist)
        for widget in (Title(say("intake.title")), self._lead, self._notice):
            box.addWidget(widget)
        box.addWidget(self._shown, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(worklist)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._soon = Turns(self)
        background.changed.connect(self._changed)

    def refresh(self, *_: object) -> None:
        """Read the worklist anew; a case being carried over stays as it is."""
        self._soon.begin(())
        lines = self._desk.intake_queue()
        self.table.rows.set_rows(lines)
        self._shown.setCurrentIndex(0 if lines else 1)
        self._lead.setText(words.count("intake.waiting", len(lines)) if lines else "")
        self._lead.setHidden(not lines)
        if lines and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _changed(self, _: object) -> None:
        """Something changed; a page not shown reads anew when it is shown."""
        if self.isVisible():
            self._soon.begin([self.refresh])

    def showEvent(self, event: QShowEvent) -> None:
        """Start in the worklist, ready for Enter."""
        super().showEvent(event)
        if self.view is None:
            self.table.setFocus()

    def carry(self, number: str) -> None:
        """Open one case for carrying over; it is read beside the window's thread (`remembered`)."""
        read = partial(self._desk.page, number)
        self._background.write(read, lambda _: self._carry(number), once="case")

    def _carry(self, number: str) -> None:
        if self.view is not None:
            return  # another was opened meanwhile
        self._notice.show_text("")
        self.view = CarryView(self._desk, self._background, number, self._back, self._open_case)
        self._pages.addWidget(self.view)
        self._pages.setCurrentWidget(self.view)

    def _back(self, told: str = "") -> None:
        """Back to the worklist; `told` is what has been done."""
        if self.view is not None:
            self._pages.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None
        self._notice.show_text(told, "good")
        self.refresh()
        self.table.setFocus()
