"""Carrying one case into the register: each answer copied with one key, in the order of the form.

The number from the register, a question or "not possible" ends it. The clipboard is emptied on leaving.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.ui import answers, masked, style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton, PlainButton
from mobile_office.ui.cases import STATUS_TONES, in_card
from mobile_office.ui.columns import Columns
from mobile_office.ui.decision import Decision, carry_out
from mobile_office.ui.decision_panel import DecisionPanel
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import page_box
from mobile_office.ui.pieces import Muted, Notice, Pill, Table, Title
from mobile_office.ui.rows import Column, RowsModel
from mobile_office.ui.turns import Turns
from mobile_office.ui.words import say


@dataclass(frozen=True)
class Item:
    """One answer to be copied."""

    path: str
    label: str
    text: str
    copied: bool = False


class CarryView(QWidget):
    """One case. `back(told)` leaves it, `open_case(number)` shows it with its history."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        number: str,
        back: Callable[[str], None],
        open_case: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._desk, self._background, self._number = desk, background, number
        self._back, self._open_case = back, open_case
        self.page = desk.page(number)
        self.service = desk.service(self.page.case.service.id, self.page.case.service.version)
        self.panel: DecisionPanel | None = None
        self._said = Muted(say("intake.keys"))
        self._said.setObjectName("carry.said")
        self._notice = Notice(parent=self)
        self._notice.setObjectName("carry.notice")
        columns: tuple[Column[Item], ...] = (
            Column(say("intake.column_field"), lambda item: item.label, 1),
            Column(say("intake.column_value"), lambda item: item.text, 1),
            Column(
                say("intake.column_copied"),
                lambda item: say("intake.copied_mark") if item.copied else "",
                tone=lambda _: "good",
            ),
        )
        self.table = Table(RowsModel(columns, key=lambda item: item.path), say("intake.keys"))
        self.table.setObjectName("carry.table")
        self.columns = Columns()
        self._soon = Turns(self)
        self._build()
        self._soon.begin([partial(self._begin, Action.TAKE_OVER, asked=False)])  # the answers come first
        background.changed.connect(self._something_changed)

    def _build(self) -> None:
        page_box(self).addWidget(self.columns)
        header, case = self.columns.header.box, self.page.case
        back = LinkButton(say("intake.back"))
        back.setObjectName("carry.back")
        back.clicked.connect(lambda: self._back(""))
        line = Flow(gap=style.px(style.BETWEEN))
        line.addWidget(back)
        header.addLayout(line)
        header.addWidget(Title(masked.title(words.text(self.service.name), self.page.label)))
        header.addWidget(Muted(say("case.number", number=case.number)))
        pills = Flow(gap=style.px(style.BETWEEN))
        pills.addWidget(Pill(say(f"status.{case.status}"), STATUS_TONES[case.status]))
        header.addLayout(pills)
        if self.service.office_note:
            note = Notice(words.text(self.service.office_note), "warn", self)
            note.setObjectName("carry.office_note")
            header.addWidget(note)
        held = next((item for item in reversed(self.page.history) if item.action is Action.HOLD_BACK), None)
        if held is not None:
            header.addWidget(Notice(say("intake.held_back", reason=held.reason), "warn", self))
        header.addWidget(self._notice)
        header.addWidget(self._said)
        groups = answers.groups(self.service, self.page.answers, None, {}, self._desk.codelists)
        self._labels = answers.labels(groups)
        rows = [Item(row.path, self._labels[row.path], row.text) for group in groups for row in group.rows]
        self.table.opened.connect(lambda _: self.copy())
        self.table.clicked.connect(lambda index: self._pick(self.table.rows.row(index).path))
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._escape)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.columns.main.box.addWidget(in_card(self.table))
        self.table.horizontalHeader().setMinimumSectionSize(style.px(60))
        self.table.setWordWrap(True)  # an answer is never cut: it is what gets copied
        # Once it stands: each change of place has every column measured anew.
        self.table.rows.set_rows([item for item in rows if item.text])
        self.table.horizontalHeader().sectionResized.connect(self._fit_soon)
        self._fit()
        buttons = Flow(gap=style.px(style.BETWEEN))
        for action in self.page.allowed:
            if action is Action.TAKE_OVER:
                continue  # its panel is open anyway
            buttons.addWidget(self._button(f"act.{action}", partial(self._begin, action)))
        buttons.addWidget(self._button("intake.history", lambda: self._open_case(self._number)))
        self.columns.foot.box.addLayout(buttons)
        self.table.selectRow(0)

    def _fit_soon(self, *_: object) -> None:
        """Once all columns have their width."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Make each row as high as its texts and the table as high as its rows: the page scrolls.

        Qt's own row heights forget the padding of the style sheet.
        """
        for place, item in enumerate(self.table.rows.rows):
            height = max(self._height(0, item.label), self._height(1, item.text))
            self.table.setRowHeight(place, height + style.px(style.WIDE))
        rows, header = self.table.verticalHeader(), self.table.horizontalHeader()
        self.table.setFixedHeight(rows.length() + header.sizeHint().height() + style.px(style.NEAR))

    def _height(self, column: int, text: str) -> int:
        """How high a text is, wrapped in its column."""
        room = QRect(0, 0, self.table.columnWidth(column) - style.px(style.WIDE), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        return self.table.fontMetrics().boundingRect(room, int(flags), text).height()

    def _button(self, name: str, slot: Callable[[], None]) -> PlainButton:
        button = PlainButton(say(name))
        button.setObjectName(name)
        button.clicked.connect(lambda: slot())
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Start at the first answer."""
        super().showEvent(event)
        self.table.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of a citizen stays in the clipboard."""
        super().hideEvent(event)
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() in {item.text for item in self.table.rows.rows}:
            clipboard.clear()

    def copy(self) -> None:
        """Copy the selected answer and go to the next; after the last, to the register's number."""
        model, index = self.table.rows, self.table.currentIndex()
        if not index.isValid():
            return
        item, place = model.row(index), index.row()
        QGuiApplication.clipboard().setText(item.text)
        model.set_rows([replace(row, copied=row.copied or row.path == item.path) for row in model.rows])
        done, total = sum(row.copied for row in model.rows), len(model.rows)
        if done == total:
            self._said.setText(say("intake.all_copied", total=total))
        else:
            self._said.setText(say("intake.copied", label=item.label, count=done, total=total))
        if place + 1 < total:
            self.table.selectRow(place + 1)
            self._keep_visible()
        elif self.panel is not None:
            self.panel.start()

    def _keep_visible(self) -> None:
        """The table does not scroll itself; the page does."""
        spot = self.table.visualRect(self.table.currentIndex()).center()
        self.columns.show_spot(self.table.viewport(), spot)

    def _begin(self, action: Action, *, asked: bool = True) -> None:
        """Show the panel of an action in the side column; the keyboard goes there when it was `asked` for."""
        self._soon.begin(())
        if action not in self.page.allowed:
            return
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = DecisionPanel(action, self._labels)
        self.panel.confirmed.connect(self._do)
        self.panel.cancelled.connect(self._cancel)
        self.panel.cancel_button.setHidden(action is Action.TAKE_OVER)
        self.columns.side.box.insertWidget(0, self.panel)
        if asked:
            self.columns.show_side()
            self.panel.show()  # what is not shown yet cannot have the keyboard
            self.panel.start()

    def _escape(self) -> None:
        """Leave the question asked last, or else the case."""
        if self.panel is not None and self.panel.action is not Action.TAKE_OVER:
            self._cancel()
        else:
            self._back("")

    def _cancel(self) -> None:
        """Back to the number from the register, and to the answers."""
        self._begin(Action.TAKE_OVER)
        self.table.setFocus()

    def _pick(self, path: str) -> None:
        if self.panel is not None:
            self.panel.pick(path)

    def _do(self, decision: Decision) -> None:
        done = partial(self._done, decision.action)
        work = partial(carry_out, self._desk, self._number, decision)
        self._background.write(work, done, self._refused, changes={self._number})

    def _done(self, action: Action, _: None) -> None:
        told = say("case.done", what=say(f"history.{action}"))
        if action is not Action.NOTE:
            self._back(f"{self._number}. {told}")
            return
        self.page = self._desk.page(self._number)
        self._notice.show_text(told, "good")
        self._cancel()

    def _refused(self, trouble: Exception) -> None:
        if self.panel is not None:
            self.panel.show_error(words.error(trouble))

    def _something_changed(self, ids: frozenset[str]) -> None:
        if ids and self._number not in ids:
            return
        if self._desk.page(self._number).case.base != self.page.case.base:
            self._notice.show_text(say("case.changed_meanwhile"), "warn")
