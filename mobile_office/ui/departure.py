"""The departure check: what the laptop found, two ticks by hand, a note, a signature.

It never forbids to leave: what is bad or not ticked needs a note, and the button says so.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from mobile_office.departure import TICKS, Check, needs_note
from mobile_office.desk import Desk
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.columns import Columns
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear, page_box
from mobile_office.ui.pieces import Card, ErrorText, Heading2, Muted, Notice, Pill, Strong, Title, Words
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.ticks import Tick
from mobile_office.ui.words import say

TONES = {"ok": "good", "warn": "warn", "bad": "bad"}


class DeparturePage(QWidget):
    """`printer()` says whether the system knows a printer; `close()` goes back."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        printer: Callable[[], bool],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._background, self._printer, self._close = desk, background, printer, close
        self.checks: tuple[Check, ...] = ()
        self._is_working = False
        self.notice = Notice(parent=self)
        self.rows = QGridLayout()
        self.ticks = {key: Tick(say(f"departure.{key}")) for key in TICKS}
        self.note, self.error = QLineEdit(), ErrorText()
        self.again = PlainButton(say("departure.again"), "F5")
        self.sign = PrimaryButton(say("departure.sign"), "Ctrl+S")
        self._build()
        self.look()

    def look(self) -> None:
        """Check everything (again)."""
        self.checks = ()
        self.notice.show_text(say("departure.running"))
        self._show_button()
        has_printer = self._printer()
        self._background.write(lambda: self._desk.departure_checks(has_printer), self._show, self._failed)

    def _build(self) -> None:
        columns = Columns()
        page_box(self).addWidget(columns)
        for part in (Title(say("departure.title")), Muted(self._lead()), self.notice):
            columns.header.box.addWidget(part)
        columns.main.box.addWidget(self._checks_card())
        columns.side.box.addWidget(self._hand_card())
        back, line = PlainButton(say("departure.back")), Flow()
        line.addWidget(back)
        columns.foot.box.addLayout(line)
        for name, button, act in (
            ("back", back, self._close),
            ("again", self.again, self.look),
            ("sign", self.sign, self._sign),
        ):
            button.setObjectName(f"departure.{name}")
            button.clicked.connect(lambda _=False, act=act: act())
        QShortcut(QKeySequence("Esc"), self, lambda: self._close())
        self.setFocusProxy(self.ticks[TICKS[0]])

    def _lead(self) -> str:
        departures = self._desk.daybook.day().departures
        if not departures:
            return say("departure.lead")
        last = departures[-1]
        name = next((one.name for one in self._desk.colleagues() if one.person == last.person), last.person)
        return f"{say('departure.lead')} {say('departure.last', at=words.clock(last.at), name=name)}"

    def _checks_card(self) -> Card:
        card = Card()
        card.box.addWidget(Heading2(say("departure.checks")))
        self.rows.setHorizontalSpacing(style.px(style.BETWEEN))
        self.rows.setVerticalSpacing(style.px(style.NEAR))
        card.box.addLayout(self.rows)
        line = Flow()
        line.addWidget(self.again)
        card.box.addLayout(line)
        return card

    def _hand_card(self) -> Card:
        card = Card()
        card.box.addWidget(Heading2(say("departure.by_hand")))
        for key, tick in self.ticks.items():
            tick.setObjectName(f"departure.{key}")
            tick.toggled.connect(self._show_button)
            card.box.addWidget(tick)
            card.box.addWidget(Muted(say(f"departure.{key}_hint")))
        label = Words(say("departure.note"))
        label.setBuddy(self.note)
        self.note.setObjectName("departure.note")
        self.note.setAccessibleName(say("departure.note"))
        self.note.returnPressed.connect(self._sign)
        self.error.tie(self.note)
        for part in (label, self.note, Muted(say("departure.note_hint")), self.error, self.sign):
            card.box.addWidget(part)
        return card

    def _show(self, checks: tuple[Check, ...]) -> None:
        self.checks = checks
        clear(self.rows)
        large = style.px(100) > 150  # then a name stands above what was found
        for line, check in enumerate(checks):
            pill = Pill(say(f"departure.state_{check.state}"), TONES[check.state], small=True)
            name, told = Strong(say(f"check.{check.key}")), Words(sentence(check))
            told.setObjectName(f"check.{check.key}")
            name.setWordWrap(large)
            middle = Qt.AlignmentFlag.AlignVCenter
            self.rows.addWidget(pill, 2 * line, 0, middle)
            self.rows.addWidget(name, 2 * line, 1, middle)
            self.rows.addWidget(told, 2 * line + large, 1 if large else 2)
        self.rows.setColumnStretch(1 if large else 2, 1)
        states = {check.state for check in checks}
        worst = "bad" if "bad" in states else "warn" if "warn" in states else "good"
        said = {"bad": "some_bad", "warn": "some_warn", "good": "all_good"}[worst]
        self.notice.show_text(say(f"departure.{said}"), worst)
        self._show_button()

    def _ticked(self) -> tuple[str, ...]:
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def _show_button(self) -> None:
        states = tuple(check.state for check in self.checks)
        anyway = bool(states) and needs_note(states, self._ticked())
        self.sign.set_words(say("departure.sign_anyway" if anyway else "departure.sign"))
        self.sign.setEnabled(bool(states))
        if not anyway:
            self.error.show_text("")

    def _sign(self) -> None:
        if self._is_working or not self.sign.isEnabled():
            return
        checks, ticks = {check.key: str(check.state) for check in self.checks}, self._ticked()
        note, daybook = self.note.text(), self._desk.daybook
        self._is_working = True  # disabled, the button would hand the keyboard on to the rail
        self._background.write(lambda: daybook.depart(checks, ticks, note), self._signed, self._refused)

    def _signed(self, _: None) -> None:
        self._close()

    def _refused(self, error: Exception) -> None:
        self._is_working = False
        self._show_button()
        self.error.show_text(words.error(error))
        self.note.setFocus()
        bring_into_view(self.error, self.note)

    def _failed(self, error: Exception) -> None:
        self.notice.show_text(words.error(error), "bad")


def sentence(check: Check) -> str:
    """What a check found, and what to do about it."""
    values: dict[str, Any] = {name: _shown(value) for name, value in check.values.items()}
    key = f"check.{check.sentence}"
    if "megabytes" in values:
        values["megabytes"] = words.locale().toString(values["megabytes"])  # 25.273 or 25,273
    if "n" in values:
        return words.count(key, values.pop("n"), **values)
    return say(key, **values)


def _shown(value: Any) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return f"{words.short_day(value.astimezone().date())} {words.clock(value)}"
    return words.short_day(value)
