"""The last run of delivery in one line, with its protocol on paper; and what the next one would bring back refused."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.errors import Trouble
from mobile_office.domain.run import Forecast
from mobile_office.printing import Paper
from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.deliverywords import doomed, last_run, stuck
from mobile_office.ui.pieces import Muted, Notice
from mobile_office.ui.words import say

ShowPaper = Callable[[Paper, Callable[[], None] | None], None]


class RunBox(QWidget):
    """`show_paper(paper, None)` shows the protocol; the page puts the button for it where its other buttons are."""

    def __init__(self, desk: Desk, show_paper: ShowPaper | None) -> None:
        super().__init__()
        self._desk, self._show_paper = desk, show_paper
        self.doomed, self._last = Notice(parent=self), Muted()
        self.protocol = PlainButton(say("run.protocol"))
        for name, widget in {
            "delivery.doomed": self.doomed,
            "delivery.last_run": self._last,
            "delivery.protocol": self.protocol,
        }.items():
            widget.setObjectName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.BETWEEN))
        box.addWidget(self.doomed)
        box.addWidget(self._last)
        self.protocol.clicked.connect(self._print)
        self.hide()

    def refresh(self, forecast: Forecast) -> None:
        """Show the last run, and what the office will refuse of the next."""
        run = self._desk.post.runs.last()
        told = "\n".join(filter(None, (stuck(self._desk.post.stuck()), doomed(forecast))))
        self.doomed.show_text(told, "warn")
        self._last.setText(last_run(run, self._desk.clock()) if run else "")
        self._last.setHidden(run is None)
        self.protocol.setHidden(run is None or self._show_paper is None)
        self.setHidden(run is None and not told)

    def _print(self) -> None:
        """The last run on paper; a code becomes its sentence in the window's language."""
        desk = self._desk
        run = desk.post.runs.last()
        if run is None or self._show_paper is None:
            return
        missing = [(one.name, one.written_at) for one in desk.courier.without_receipt()]
        self._show_paper(desk.post.runs.protocol(run, missing, _reason, desk.clock()), None)


def _reason(code: str) -> str:
    return words.error(Trouble(code))
