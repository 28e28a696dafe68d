"""The history of a case: who did what, when, where it is, and what they said. Latest first."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mobile_office.domain.case import Action
from mobile_office.domain.errors import Refused
from mobile_office.domain.overview import Delivery, HistoryLine
from mobile_office.ui import style, words
from mobile_office.ui.decision import ground_of
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Muted, Pill, Strong, Words
from mobile_office.ui.words import say

FACT_TONES = {
    Delivery.SAVED: "warn",
    Delivery.HANDED_OVER: "calm",
    Delivery.HELD: "warn",
    Delivery.RECEIPTED: "good",
    Delivery.REFUSED: "bad",
}


def reason_text(line: HistoryLine) -> str:
    """The reason as written; a NOT_POSSIBLE's ground comes first, in words."""
    ground = ground_of(line.reason) if line.action is Action.NOT_POSSIBLE else ""
    if not ground:
        return line.reason
    told, text = say(f"not_possible.{ground}"), line.reason.removeprefix(f"{ground}: ")
    return f"{told}. {text}" if text else told


class HistoryView(QWidget):
    """The entries of a case, one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(style.px(style.BETWEEN))

    def show_lines(
        self,
        lines: Iterable[HistoryLine],
        names: Mapping[str, str],
        labels: Mapping[str, str],
        now: datetime,
    ) -> None:
        """`names` by person, `labels` by field path; `now` says which day is today."""
        clear(self._box)
        for line in reversed(tuple(lines)):
            self._box.addWidget(_Item(line, names, labels, now))


class _Item(QFrame):
    def __init__(
        self, line: HistoryLine, names: Mapping[str, str], labels: Mapping[str, str], now: datetime
    ) -> None:
        super().__init__()
        self.setObjectName(f"history.{line.entry}")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.TIGHT))
        what = say(f"history.{line.action}")
        self.setAccessibleName(what)
        box.addWidget(Strong(what))
        who = names.get(line.person, line.person)
        box.addWidget(Muted(say("history.who_when", name=who, at=words.moment(line.at, now))))
        if line.reason:
            note = line.action is Action.NOTE
            box.addWidget(Words(line.reason if note else say("history.reason", text=reason_text(line))))
        if line.basis:
            box.addWidget(Words(say("history.basis", basis=say(f"form.basis_{line.basis}"))))
        for path, text in line.comments.items():
            field = labels.get(path, say("decision.whole"))
            box.addWidget(Words(say("history.pinned", field=field, text=text)))
        if line.register_number:
            box.addWidget(Words(say("history.register_number", number=line.register_number)))
        if line.doubt:
            box.addWidget(Pill(say("doubt.pill"), "bad", small=True))
            box.addWidget(Words(f"⚠ {say(f'doubt.{line.doubt}')}", "error"))
            return
        fact = say(f"fact.{line.delivery}")
        if line.seq is not None:
            fact = f"{fact} · {say('history.receipt', seq=line.seq)}"
        box.addWidget(Pill(fact, FACT_TONES[line.delivery], small=True))
        if line.refused:
            why = words.error(Refused(line.refused))
            box.addWidget(Words(f"⚠ {say('history.refused', why=why)}", "error"))
