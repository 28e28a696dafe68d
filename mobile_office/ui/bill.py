"""A bill on the screen: each fee with its amount and paragraph, then the sum, or what it still depends on."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mobile_office.domain.bill import FeeLine, Fees, in_euros
from mobile_office.domain.service import Text
from mobile_office.ui import style, words
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Muted, Strong, Words
from mobile_office.ui.words import say


def amount(cents: int) -> str:
    """`46,00 €`."""
    return say("fee.amount", **in_euros(cents))


def due(line: FeeLine) -> str:
    """What stands at the end of a line: its amount, or why there is none."""
    return say("fee.by_office") if line.cents is None else amount(line.cents)


def total(found: Fees) -> tuple[str, str] | None:
    """The last line and its amount; None where the office sets something and nothing else is known."""
    if found.total is not None:
        return say("fee.total"), say("fee.free") if found.total == 0 else amount(found.total)
    return (say("fee.total_so_far"), amount(found.so_far)) if found.so_far else None


class BillView(QWidget):
    """`show_bill` draws it anew; nothing is touched while nothing changes."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._place = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(style.px(style.BETWEEN))
        self._grid.setVerticalSpacing(style.px(style.TIGHT))
        self._grid.setColumnStretch(0, 1)

    def show_bill(self, found: Fees, note: Text, labels: Mapping[str, str]) -> None:
        """`note` is the service's own sentence, `labels` name the fields an open sum depends on."""
        asked = tuple(dict.fromkeys(labels.get(path, path) for path in found.open))
        if (found, asked) == self._shown:
            return
        self._shown, self._place = (found, asked), 0
        clear(self._grid)
        for line in found.lines:
            self._line(line)
        if not found.table:
            self._whole(Muted(say("fee.no_table")))
        if asked:
            self._whole(Muted(say("fee.still_open", fields=", ".join(asked))))
        if not found.lines and found.table and not asked:
            self._whole(Words(say("fee.free")))
        if len(found.lines) > 1 and (summed := total(found)):
            self._row(Strong(summed[0]), Strong(summed[1]))
        if any(line.expected for line in found.lines):
            self._whole(Muted(say("fee.expected", day=words.short_day(found.day))))
        if note and found.total != 0:
            self._whole(Muted(words.text(note)))

    def _line(self, line: FeeLine) -> None:
        free = line.cents == 0 and not line.shared
        self._row(Words(words.text(line.label)), Words(say("fee.free") if free else due(line)))
        told = [line.paragraph, say("fee.shared") if line.shared else ""]
        told += [words.text(ground) for ground in line.grounds]
        told += [say("fee.reduced", reason=line.reason)] if line.reason else []
        told += [say("fee.proposed")] if line.proposed else []
        under = Muted(" · ".join(part for part in told if part))
        under.setContentsMargins(0, 0, 0, style.px(style.TIGHT))  # it belongs to the line above
        self._whole(under)

    def _row(self, left: QWidget, right: QWidget) -> None:
        self._grid.addWidget(left, self._place, 0)
        self._grid.addWidget(right, self._place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._place += 1

    def _whole(self, part: QWidget) -> None:
        self._grid.addWidget(part, self._place, 0, 1, 2)
        self._place += 1
