"""A fee's reduction, chosen under the bill: its grounds, the reason in words, and what stays to be paid.

Opens in place; nothing is chosen before it would be accepted. Taking it back is one button.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.domain.bill import Fees, in_euros
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.fee_tables import ReductionRule
from mobile_office.domain.fees import reduced
from mobile_office.domain.reduction import Chosen
from mobile_office.ui import style, words
from mobile_office.ui.buttons import LinkButton, PlainButton
from mobile_office.ui.choosers import CheckRow
from mobile_office.ui.flow import Flow
from mobile_office.ui.inputs import Box, Line
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import ErrorText, Muted, Words
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.steplist import flush_left
from mobile_office.ui.words import say

_EUROS = re.compile(r"\s*(\d{1,5})(?:[.,](\d{1,2}))?\s*(?:€)?\s*")


def cents(typed: str) -> int | None:
    """`10`, `10,5` or `10.00 €` in cents; None for what is no amount. Nothing typed is nothing to pay."""
    found = _EUROS.fullmatch(typed) if typed.strip() else None
    if found:
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    return None if typed.strip() else 0


class ReductionChooser(QWidget):
    """`chosen(state, reason)` as evidence keeps it; an empty state takes it back."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._rules: tuple[ReductionRule, ...] = ()
        self._found: Fees | None = None
        self._kept: Chosen | None = None
        self._grounds: dict[str, Box] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.TIGHT))
        self.open = LinkButton(say("fee.reduce"))
        self.open.setObjectName("reduction.open")
        self.open.clicked.connect(self._show)
        box.addWidget(flush_left(self.open))
        self.panel = QWidget()
        self.panel.setObjectName("reduction")
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.px(style.NEAR))
        self.panel.hide()
        box.addWidget(self.panel)
        self.hide()

    def show_offer(self, rules: Sequence[ReductionRule], kept: Chosen | None, found: Fees) -> None:
        """What may be reduced, and what was chosen; what is being typed stays."""
        self._rules, self._kept, self._found = tuple(rules), kept, found
        self.setVisible(bool(rules))
        self.open.set_words(say("fee.reduce_change" if kept else "fee.reduce"))
        if not rules:
            self._hide()

    def _show(self) -> None:
        if not self.panel.isHidden():
            self._hide()
            return
        clear(self._column)
        rule, kept = self._rules[0], self._kept
        self._column.addWidget(Words(words.text(rule.label)))
        self._column.addWidget(Muted(rule.paragraph))
        self._grounds = {}
        for key, ground in rule.grounds.items():
            row = CheckRow(words.text(ground.label))
            row.box.setObjectName(f"reduction.{key}")
            row.box.setChecked(bool(kept and key in kept.grounds))
            self._grounds[key] = row.box
            self._column.addWidget(row)
        self.reason = self._line("reduction.reason", say("fee.reduce_reason"), kept.reason if kept else "")
        left = "{euros}{point}{cents}".format(
            point=words.locale().decimalPoint(), **in_euros(kept.remaining if kept else 0)
        )
        self.remaining = self._line("reduction.remaining", say("fee.reduce_remaining"), left)
        self.error = ErrorText()
        self.error.setObjectName("reduction.error")
        self.error.tie(*self._grounds.values(), self.reason, self.remaining)
        self._column.addWidget(self.error)
        self._column.addWidget(Muted(say("fee.reduce_hint")))
        foot = Flow(gap=style.px(style.BETWEEN))
        buttons = {"take": self._take, "cancel": self._hide}
        if kept:
            buttons["back"] = self._take_back
        for key, verb in buttons.items():
            button = PlainButton(say(f"fee.reduce_{key}"))
            button.setObjectName(f"reduction.{key}")
            button.clicked.connect(verb)
            foot.addWidget(button)
        self._column.addLayout(foot)
        self.panel.show()
        next(iter(self._grounds.values())).setFocus()
        bring_into_view(self.panel)

    def _line(self, name: str, label: str, value: str) -> Line:
        line = Line(value)
        line.setObjectName(name)
        line.setAccessibleName(label)
        line.takes_letters = False
        told = Words(label)
        told.setBuddy(line)
        self._column.addWidget(told)
        self._column.addWidget(line)
        return line

    def _take(self) -> None:
        rule, found, left = self._rules[0], self._found, cents(self.remaining.text())
        grounds = tuple(key for key, tick in self._grounds.items() if tick.isChecked())
        reason = self.reason.text().strip()
        if left is None or found is None:
            self.error.show_text(say("errors.fee_not_reducible"))
            return
        before = replace(found, lines=tuple(line for line in found.lines if line.key != rule.key))
        try:
            reduced(before, rule, grounds, reason, (), left)
        except NotAllowed as refused:
            self.error.show_text(words.error(refused))
            return
        self._hide()
        self.chosen.emit(Chosen(rule.key, grounds, reason, left).state, reason)

    def _take_back(self) -> None:
        self._hide()
        self.chosen.emit("", "")

    def _hide(self) -> None:
        if not self.panel.isHidden():
            self.panel.hide()
            self.open.setFocus()
