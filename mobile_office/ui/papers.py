"""The signed papers of a day as a list to tick off against the bag: paper number and case number in a row."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mobile_office.domain.day import Captured, Tally
from mobile_office.ui import style, words
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Words
from mobile_office.ui.ticks import Tick
from mobile_office.ui.words import say


class Papers(Card):
    """`short(service, version)` names a service; `ticked` says how many papers are ticked off."""

    ticked = Signal(int)

    def __init__(self, short: Callable[[str, int], str]) -> None:
        super().__init__()
        self._short = short
        self._shown: Tally | None = None
        self.ticks: dict[str, Tick] = {}
        self.told = Muted()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(style.TIGHT))
        self.box.addWidget(Heading2(say("closing.papers")))
        self.box.addWidget(self.told)
        self.box.addLayout(self._rows)

    def show_tally(self, tally: Tally) -> None:
        """Show these; what was ticked stays ticked. Nothing is drawn anew for a delivery, which changes no paper."""
        if self._shown and (tally.papers, tally.captured) == (self._shown.papers, self._shown.captured):
            return
        seen, self._shown = self._seen(), tally
        clear(self._rows)
        self.ticks = {}
        about: dict[str, list[Captured]] = {}
        for item in tally.captured:
            about.setdefault(item.paper, []).append(item)
        for paper in tally.papers:
            lines = [self._line(item) for item in about.get(paper, [])] or [say("closing.row_loose")]
            self._add(paper, lines, ticked=paper in seen)
        for item in about.get("", []):
            told = {"number": item.number, "service": self._short(item.service, item.version)}
            self._rows.addWidget(Muted(say("closing.no_paper_hint", **told, at=words.clock(item.at))))
        widest = max((tick.sizeHint().width() for tick in self.ticks.values()), default=0)
        for tick in self.ticks.values():
            tick.setMinimumWidth(widest)  # so that what belongs to them stands in a column
        self._tell()

    def _add(self, paper: str, lines: list[str], *, ticked: bool) -> None:
        tick = Tick(paper)
        tick.setObjectName(f"paper.{paper}")
        tick.setAccessibleDescription(" ".join(lines))
        tick.setChecked(ticked)
        tick.toggled.connect(self._tell)
        self.ticks[paper] = tick
        row, column = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(style.px(style.BETWEEN))
        column.setSpacing(0)
        for line in lines:
            column.addWidget(Words(line))
        row.addWidget(tick)
        row.addLayout(column, 1)
        self._rows.addLayout(row)

    def _line(self, item: Captured) -> str:
        key = "closing.row_correction" if item.corrects else "closing.row"
        service = self._short(item.service, item.version)
        return say(key, number=item.number, service=service, at=words.clock(item.at))

    def _seen(self) -> frozenset[str]:
        return frozenset(paper for paper, tick in self.ticks.items() if tick.isChecked())

    def _tell(self) -> None:
        seen, n = len(self._seen()), len(self.ticks)
        captured = self._shown is not None and bool(self._shown.captured)
        self.told.setText(
            say("closing.ticked", ticked=seen, n=n) if n else "" if captured else say("closing.none")
        )
        self.told.setVisible(bool(self.told.text()))
        self.ticked.emit(seen)
