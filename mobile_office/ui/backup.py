"""The card for the backup of this laptop: when the last one was made, and making another while work goes on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from mobile_office.backup import Backup, Made
from mobile_office.domain.errors import Trouble
from mobile_office.sync.stick import Step
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.bundle import Choose, choose_folder
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

OLD = timedelta(days=7)  # time for another one
_PARTS = 1000  # of the bar


def megabytes(size: int) -> str:
    """`12,3`; what is less than a tenth counts as one."""
    return words.locale().toString(max(size / 1_000_000, 0.1), "f", 1)


def told(last: Made | None, now: datetime) -> tuple[str, str]:
    """The sentence about the last backup, and its tone."""
    if last is None:
        return say("backup.never"), "warn"
    at, age = words.moment(last.at, now), now - last.at
    if age >= OLD:
        return say("backup.last_old", age=words.count("backup.days", age.days), at=at), "warn"
    return say("backup.last", at=at, size=megabytes(last.size), name=last.name), "calm"


def made_words(made: Made) -> str:
    """What was just done, in words."""
    done = say("backup.made", name=made.name, size=megabytes(made.size))
    return f"{done} {words.count('backup.removed', made.removed)}" if made.removed else done


def stepped(step: Step) -> str:
    """What is being done, and how far it has come."""
    done = say("backup.bytes", done=megabytes(step.done), total=megabytes(step.total))
    return f"{say(f'backup.step_{step.name}')} {done}"


class BackupCard(Card):
    """Making a backup and seeing how old the last one is. `choose` asks for a folder."""

    _stepped = Signal(Step)

    def __init__(
        self,
        backup: Backup,
        background: Background,
        clock: Callable[[], datetime],
        choose: Choose = choose_folder,
    ) -> None:
        super().__init__()
        self._backup, self._background, self._clock, self._choose = backup, background, clock, choose
        self.make, self.stop = PlainButton(say("backup.make")), PlainButton(say("backup.stop"))
        self.progress, self.step = QProgressBar(), Muted(parent=self)
        self.state, self.notice = Notice(parent=self), Notice(parent=self)
        names = {"make": self.make, "stop": self.stop, "progress": self.progress, "step": self.step}
        for name, widget in {**names, "state": self.state, "notice": self.notice}.items():
            widget.setObjectName(f"backup.{name}")
        self.box.setSpacing(style.px(style.BETWEEN))
        for part in (Heading2(say("backup.title")), Muted(say("backup.lead")), self.state):
            self.box.addWidget(part)
        self.box.addLayout(button_row(self.make, self.stop))
        self.progress.setRange(0, _PARTS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(style.px(8))
        self.progress.setAccessibleName(say("backup.title"))
        for widget in (self.progress, self.step, self.notice):
            widget.hide()
            self.box.addWidget(widget)
        self.make.clicked.connect(self._ask)
        self.stop.clicked.connect(self._stop)
        self._stepped.connect(self._show_step)
        self._working(False)

    def refresh(self) -> None:
        """Show when the last one was made."""
        self.state.show_text(*told(self._backup.last(), self._clock()))

    def make_at(self, folder: Path) -> None:
        """Make one; the window stays free meanwhile."""
        backup, background, now = self._backup, self._background, self._clock()
        backup.begin()
        self.notice.show_text("")
        self._working(True)
        self._show_step(Step("writing"))
        background.network(
            lambda: backup.make(folder, now, background.on_writer, self._tell), self._made, self._failed
        )

    def _ask(self) -> None:
        if folder := self._choose(self, say("backup.choose")):
            self.make_at(Path(folder))

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self._backup.stop()

    def _tell(self, step: Step) -> None:
        """From the network's thread to the window's; a program that ends does not wait for the last byte."""
        if self._background.is_closing:
            self._backup.stop()
        if shiboken6.isValid(self):
            self._stepped.emit(step)

    def _working(self, on: bool) -> None:
        self.make.setEnabled(not on)
        self.stop.setEnabled(on)
        for widget in (self.stop, self.progress, self.step):
            widget.setVisible(on)

    def _show_step(self, step: Step) -> None:
        self.step.setText(stepped(step))
        self.progress.setValue(_PARTS * step.done // step.total if step.total else 0)
        if step.is_last:
            self.stop.setEnabled(False)

    def _made(self, made: Made) -> None:
        self._end(made_words(made), "good")

    def _failed(self, error: Exception) -> None:
        is_wish = isinstance(error, Trouble) and error.code == "backup_stopped"
        self._end(words.error(error), "calm" if is_wish else "bad")

    def _end(self, sentence: str, tone: str) -> None:
        self._working(False)
        self.refresh()
        self.notice.show_text(sentence, tone)
        self.make.setFocus()
        bring_into_view(self, self.notice)
