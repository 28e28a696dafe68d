"""Delivery (Übertragung): what lies on this laptop, what the office has, what happens next.

Facts only: saved, handed over, receipted, refused. Never "failed" for a send whose outcome is unknown.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHeaderView, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import DeliveryLine, DeliveryState, Light
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.bundle import BundleCard
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.cases import in_card, scrolling_box
from mobile_office.ui.deliverywords import carrying, fact, outcome, preview, reason, size, under_way, who
from mobile_office.ui.flow import Flow
from mobile_office.ui.pieces import EmptyState, Muted, Notice, Strong, Table, Title
from mobile_office.ui.rows import Column, RowsModel
from mobile_office.ui.runs import RunBox, ShowPaper
from mobile_office.ui.turns import Turns
from mobile_office.ui.words import say

_WATCH_MS = 300  # how often progress is looked at while a delivery runs
_NAME = 320  # the widest a name may be beside a reason, pixels at scale 1
_STEPS = 1000  # of the bar: bytes would not fit into its numbers


class DeliveryPage(QWidget):
    """Delivery of this laptop. `open_case(number)` is called on Enter or double click."""

    automatic_changed = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        background: Background,
        open_case: Callable[[str], None] | None = None,
        *,
        automatic: bool = True,
        show_paper: ShowPaper | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._background, self._open_case = desk, background, open_case
        self._running = self._is_stopping = False
        self._current = ""
        self._preview, self._facts, self._reason = Strong(), Muted(), Muted(parent=self)
        self._reason.hide()
        self.now = PrimaryButton(say("delivery.now"))
        self.stop = PlainButton(say("run.stop"))
        self._watch = QTimer(self)
        self.open = PlainButton(say("delivery.open"))
        self.automatic = QCheckBox(say("delivery.automatic"))
        self.automatic.setChecked(automatic)
        self.progress = QProgressBar()
        self.notice = Notice(parent=self)
        self.table = Table(RowsModel(self._columns(), key=lambda line: line.number), say("delivery.title"))
        self.runs = RunBox(desk, show_paper)
        self.bundles = BundleCard(desk, background)
        self._shown = QStackedWidget()
        self._soon = Turns(self)
        self._build()
        background.changed.connect(self._changed)

    def _columns(self) -> tuple[Column[DeliveryLine], ...]:
        def next_try(line: DeliveryLine) -> str:
            if not line.waiting or not self.automatic.isChecked():
                return ""
            return (
                words.moment(line.next_try, self._desk.clock()) if line.next_try else say("delivery.now_next")
            )

        return (
            Column(say("delivery.column_label"), who, 1),
            Column(say("delivery.column_number"), lambda line: "" if line.day else line.number),
            Column(
                say("delivery.column_fact"),
                lambda line: fact(line)[0],
                tone=lambda line: fact(line)[1],
            ),
            Column(say("delivery.column_size"), lambda line: size(line.bytes)),
            Column(say("delivery.column_attempts"), lambda line: str(line.attempts or "")),
            Column(say("delivery.column_next"), next_try),
            Column(say("delivery.column_reason"), self._why, 1),
        )

    def _why(self, line: DeliveryLine) -> str:
        return reason(line, automatic=self.automatic.isChecked())

    def _build(self) -> None:
        names = {
            "delivery.preview": self._preview,
            "delivery.facts": self._facts,
            "delivery.reason": self._reason,
            "delivery.now": self.now,
            "delivery.stop": self.stop,
            "delivery.open": self.open,
            "delivery.automatic": self.automatic,
            "delivery.progress": self.progress,
            "delivery.notice": self.notice,
            "delivery.table": self.table,
        }
        for name, widget in names.items():
            widget.setObjectName(name)
        box = scrolling_box(self)
        box.setSpacing(style.px(style.BETWEEN))
        box.addWidget(Title(say("delivery.title")))
        told = QVBoxLayout()
        told.setSpacing(style.px(style.TIGHT))
        for line in (self._preview, self._facts):
            told.addWidget(line)
        box.addLayout(told)
        row = Flow(gap=style.px(style.AROUND))
        row.addWidget(self.now)
        row.addWidget(self.stop)
        self.stop.hide()
        row.addWidget(self.automatic)
        box.addLayout(row)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(style.px(8))
        self.progress.setAccessibleName(say("delivery.title"))
        self.progress.hide()
        box.addWidget(self.progress)
        box.addWidget(self.notice)
        box.addWidget(self.runs)
        self._shown.addWidget(in_card(self.table))
        self.table.horizontalHeader().setMinimumSectionSize(style.px(64))
        self._shown.addWidget(EmptyState(say("delivery.empty"), say("delivery.empty_hint")))
        box.addWidget(self._shown, 1)
        foot = Flow(gap=style.px(style.BETWEEN))
        foot.addWidget(self.open)
        foot.addWidget(self.runs.protocol)
        box.addWidget(self._reason)
        box.addLayout(foot)
        box.addWidget(self.bundles)
        self.now.clicked.connect(self.deliver)
        self.stop.clicked.connect(self._stop)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._show_progress)
        self.open.clicked.connect(lambda: self._opened(self.table.current()))
        self.table.opened.connect(self._opened)
        self.table.chosen.connect(self._show_reason)
        self.automatic.toggled.connect(self.automatic_changed)
        self.automatic.toggled.connect(self.refresh)  # whether it tries again by itself

    def refresh(self, *_: object) -> None:
        """Read how delivery stands."""
        self._soon.begin(())
        state, lines = self._desk.delivery(), self._desk.delivery_lines()
        running = self._running or state.light is Light.SENDING
        now = self._desk.clock()
        self.table.rows.set_rows(lines)
        if lines and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show_reason(self.table.current())
        self._shown.setCurrentIndex(0 if lines else 1)
        self.open.setHidden(not lines or self._open_case is None)
        self._hide_empty_columns()
        self.bundles.refresh()
        forecast = self._desk.post.runs.forecast(now)
        self.runs.refresh(forecast)
        self._preview.setText(preview(forecast))
        last = state.last_success
        facts = [say("delivery.last_success", at=words.moment(last, now)) if last else say("delivery.never")]
        if state.attempts:
            facts.append(say("delivery.attempts", count=state.attempts))
        self._facts.setText(" · ".join(facts))
        self.now.setEnabled(not running)
        self.progress.setHidden(not running)
        self._show_running(running)
        told, tone = (
            (under_way(state), "calm")
            if running
            else outcome(state, now, automatic=self.automatic.isChecked())
        )
        if not running and self._is_stopping and state.blobs_waiting:
            told, tone = say("run.stopped"), "calm"
        self.notice.show_text(told, tone)
        self._show_progress()

    def _hide_empty_columns(self) -> None:
        """Leave the room to the names where there is nothing to say about size, attempts or reasons."""
        rows, columns = self.table.rows.rows, self.table.rows.columns
        for place, column in enumerate(columns):
            self.table.setColumnHidden(place, bool(rows) and not any(column.text(row) for row in rows))
        header, mode = self.table.horizontalHeader(), QHeaderView.ResizeMode
        if header.sectionResizeMode(len(columns) - 1) is not mode.Stretch:
            return  # at large text it scrolls sideways
        explains = not self.table.isColumnHidden(len(columns) - 1)  # told in full below: the names come first
        header.setSectionResizeMode(0, mode.Fixed if explains else mode.Stretch)
        if explains:
            self.table.setColumnWidth(0, min(self.table.sizeHintForColumn(0), style.px(_NAME)))

    def _show_running(self, running: bool) -> None:
        """While it runs it is watched, and there is something to stop; its length is known with the first scan."""
        if not running:
            self._watch.stop()
            self.stop.hide()
            self.progress.setRange(0, 0)
        elif not self._watch.isActive():
            self._is_stopping = False
            self._watch.start()

    def _show_progress(self) -> None:
        """How far the scans have come, in bytes and in words; a case on its way is named by its number."""
        load = self._desk.post.progress()
        if not self._watch.isActive() or not load.bytes:
            return
        if load.current != self._current:  # the cases are delivered, or another one's scans are on their way
            self._current = load.current
            self.table.rows.set_rows(self._desk.delivery_lines())
        self.stop.show()
        self.stop.setEnabled(not self._is_stopping)
        self.progress.setRange(0, _STEPS)
        self.progress.setValue(_STEPS * load.bytes_done // load.bytes)
        self.notice.show_text(say("run.stopping") if self._is_stopping else carrying(load), "calm")

    def _stop(self) -> None:
        """End after the piece under way; nothing is lost, the button goes on from there."""
        self._is_stopping = True
        self._desk.post.stop()
        self._show_progress()

    def deliver(self) -> None:
        """Deliver now, whatever the rhythm says; the window stays free meanwhile."""
        self._running = True
        self.refresh()
        self._background.network(lambda: self._desk.deliver(force=True), self._delivered, self._failed)

    def _changed(self, _: object) -> None:
        """Something changed; a page not shown reads anew when it is shown."""
        if self.isVisible():
            self._soon.begin([self.refresh])

    def showEvent(self, event: QShowEvent) -> None:
        """Facts may have changed while another page was shown; mostly the window has it drawn anew at once."""
        super().showEvent(event)
        self._soon.begin([self.refresh])
        self.now.setFocus()

    def _delivered(self, _: DeliveryState) -> None:
        self._running = False
        self.refresh()
        self._background.changed.emit(frozenset())
        self.now.setFocus()

    def _failed(self, trouble: Exception) -> None:
        self._running = False
        self.refresh()
        self.notice.show_text(words.error(trouble), "bad")

    def _show_reason(self, line: object) -> None:
        """The selected line's reason in full; the column may cut it."""
        told = self._why(line) if isinstance(line, DeliveryLine) else ""
        self._reason.setText(f"{_named(line)}: {told}" if isinstance(line, DeliveryLine) and told else "")
        self._reason.setHidden(not self._reason.text())

    def _opened(self, line: object) -> None:
        if not isinstance(line, DeliveryLine) or self._open_case is None:
            return
        if line.day is None:
            self._open_case(line.number)
        else:  # its reason stands below the table; having read it is all there is to do
            self._background.write(partial(self._desk.acknowledge, line.number), changes=(line.number,))


def _named(line: DeliveryLine) -> str:
    return line.number if line.day is None else who(line)
