"""The card for days without a link: what waits goes on a stick, the answer comes back on it.

Facts only: written and read back, answered, or without a receipt and for how long. A bundle nobody has answered
stays in sight with what to do about it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import shiboken6
from PySide6.QtCore import QStorageInfo, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from mobile_office.courier import Brought, Bundle
from mobile_office.desk import Desk
from mobile_office.domain.errors import Trouble
from mobile_office.sync.stick import Step
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

OLD = timedelta(days=1)  # without a receipt: time to ask the office
NAMED = 5  # older bundles without a receipt
_MOUNTS = ("/media/", "/run/media/", "/mnt/")  # where desktops put sticks
_LARGE = 100_000  # bytes; of less it is not worth saying how far it has come
_PARTS = 1000  # of the bar

Choose = Callable[[QWidget, str], str]


def choose_folder(parent: QWidget, title: str) -> str:
    """Ask for a folder, beginning at the stick where just one is plugged in; "" when nobody chose."""
    roots = [volume.rootPath() for volume in QStorageInfo.mountedVolumes() if volume.isReady()]
    sticks = [root for root in roots if root.startswith(_MOUNTS)]
    return QFileDialog.getExistingDirectory(parent, title, sticks[0] if len(sticks) == 1 else "")


def carried(bundle: Bundle) -> str:
    """`7 Vorgängen und 5 Scans`, as the sentences about a bundle want it."""
    what = words.count("bundle.cases", bundle.cases) if bundle.cases else say("bundle.notes")
    if not bundle.scans:
        return what
    scans = words.count("bundle.scans", bundle.scans)
    return say("bundle.and_scans", what=what, scans=scans) if bundle.entries else scans


def written(bundle: Bundle) -> tuple[str, str]:
    """What went on a stick just now and what stayed here and why, in words, and its tone."""
    told = [say("bundle.written", name=bundle.name, what=carried(bundle))]
    if bundle.left_behind:
        told.append(words.count("bundle.left_behind", bundle.left_behind))
    if bundle.damaged:
        told.append(words.count("bundle.not_copied", bundle.damaged))
    return " ".join(told), "warn" if bundle.left_behind or bundle.damaged else "good"


def stepped(step: Step) -> str:
    """What is being done, and how far it has come: `12,3 von 45,0 MB.`"""
    told = say(f"bundle.step_{step.name}")
    if step.total < _LARGE:
        return told
    done, total = (words.locale().toString(number / 1_000_000, "f", 1) for number in (step.done, step.total))
    return f"{told} {say('bundle.bytes', done=done, total=total)}"


def missing(bundle: Bundle, now: datetime) -> tuple[str, str]:
    """The sentence about a bundle without a receipt, and its tone."""
    age = now - bundle.written_at
    if age < OLD:
        at = words.moment(bundle.written_at, now)
        return say("bundle.open", name=bundle.name, at=at, what=carried(bundle)), "calm"
    days = words.count("bundle.days", age.days)
    return say("bundle.open_old", name=bundle.name, age=days, what=carried(bundle)), "warn"


def others(bundles: tuple[Bundle, ...], now: datetime) -> str:
    """The sentence about the bundles without a receipt before the latest of them."""
    *older, latest = bundles
    named = [f"{one.name} ({words.moment(one.written_at, now)})" for one in older[-NAMED:]]
    more = ["…"] if len(older) > NAMED else []
    return say("bundle.others", names=", ".join([*more, *named]), latest=latest.name)


def outcome(brought: Brought) -> tuple[str, str]:
    """What came back on a stick, in words, and its tone."""
    told = [
        say(f"bundle.{key}", names=", ".join(names))
        for key, names in (
            ("taken", brought.read),
            ("unanswered", brought.unanswered),
            ("damaged", brought.damaged),
        )
        if names
    ]
    if brought.refused:
        told.append(words.count("bundle.refused", len(brought.refused)))
    if brought.lacking:
        told.append(words.count("bundle.lacking", len(brought.lacking)))
    if brought.damaged or brought.refused:
        return " ".join(told), "bad"
    return " ".join(told), "warn" if brought.unanswered or brought.lacking else "good"


class BundleCard(Card):
    """Writing and reading sticks, and the bundles nobody has answered. `choose` asks for a folder."""

    _stepped = Signal(Step)

    def __init__(self, desk: Desk, background: Background, choose: Choose = choose_folder) -> None:
        super().__init__()
        self._desk, self._background, self._choose = desk, background, choose
        self.write = PlainButton(say("bundle.write"))
        self.read = PlainButton(say("bundle.read"))
        self.stop = PlainButton(say("bundle.stop"))
        self._used = self.write
        self._just_told = ""  # the bundle whose writing the notice tells of
        self.progress = QProgressBar()
        self.step, self.notice = Muted(parent=self), Notice(parent=self)
        self._missing = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        names = {"write": self.write, "read": self.read, "stop": self.stop, "step": self.step}
        for name, widget in {**names, "notice": self.notice, "progress": self.progress}.items():
            widget.setObjectName(f"bundle.{name}")
        self.box.setSpacing(style.px(style.BETWEEN))
        self.box.addWidget(Heading2(say("bundle.title")))
        self.box.addWidget(Muted(say("bundle.lead")))
        row = Flow(gap=style.px(style.BETWEEN))
        row.addWidget(self.write)
        row.addWidget(self.read)
        row.addWidget(self.stop)
        self.stop.hide()
        self.box.addLayout(row)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(style.px(8))
        self.progress.setAccessibleName(say("bundle.title"))
        for widget in (self.progress, self.step, self.notice):
            widget.hide()
            self.box.addWidget(widget)
        self._missing.setSpacing(style.px(style.NEAR))
        self.box.addLayout(self._missing)
        self.write.clicked.connect(self._ask_write)
        self.read.clicked.connect(self._ask_read)
        self.stop.clicked.connect(self._stop)
        self._stepped.connect(self._show_step)

    def refresh(self) -> None:
        """Show what has no receipt: what to do about the latest, which carries again what waits of the others."""
        clear(self._missing)
        without, now = self._desk.courier.without_receipt(), self._desk.clock()
        if without and without[-1].name != self._just_told:
            self._missing.addWidget(Notice(*missing(without[-1], now)))
        if len(without) > 1:
            self._missing.addWidget(Muted(others(without, now)))

    def _ask_write(self) -> None:
        waits = self._desk.delivery().blobs_waiting or any(
            line.waiting for line in self._desk.delivery_lines()
        )
        if not waits:
            self.notice.show_text(words.error(Trouble("bundle_empty")), "calm")
        elif folder := self._choose(self, say("bundle.choose_write")):
            self.write_to(Path(folder))

    def _ask_read(self) -> None:
        if folder := self._choose(self, say("bundle.choose_read")):
            self.read_from(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write what waits to a stick; the window stays free meanwhile."""
        courier, now, writer = self._desk.courier, self._desk.clock(), self._background.on_writer
        courier.begin()
        self._begin(self.write, "sealing")
        self.stop.show()
        self._background.network(
            lambda: courier.write(folder, now, writer, self._tell), self._written, self._failed
        )

    def read_from(self, folder: Path) -> None:
        """Take in what the office has answered on a stick; the window stays free meanwhile."""
        courier, now, writer = self._desk.courier, self._desk.clock(), self._background.on_writer
        self._begin(self.read, "reading")
        self._background.network(lambda: courier.take_in(folder, now, writer), self._brought, self._failed)

    def _stop(self) -> None:
        """End the writing after the piece under way."""
        self.stop.setEnabled(False)
        self._desk.courier.stop()

    def _tell(self, step: Step) -> None:
        """From the network's thread to the window's."""
        if shiboken6.isValid(self):
            self._stepped.emit(step)

    def _begin(self, used: PlainButton, step: str) -> None:
        self._used, self._just_told = used, ""
        self.notice.show_text("")
        self._working(True)
        self._show_step(Step(step))

    def _working(self, on: bool) -> None:
        self.write.setEnabled(not on)
        self.read.setEnabled(not on)
        self.progress.setVisible(on)
        self.step.setVisible(on)
        self.stop.hide()
        self.stop.setEnabled(True)

    def _show_step(self, step: Step) -> None:
        self.step.setText(stepped(step))
        is_measured = step.total >= _LARGE
        self.progress.setRange(0, _PARTS if is_measured else 0)
        if is_measured:
            self.progress.setValue(_PARTS * step.done // step.total)
        if step.is_last:
            self.stop.setEnabled(False)

    def _end(self, told: str, tone: str) -> None:
        self._working(False)
        self.refresh()
        self.notice.show_text(told, tone)
        self._used.setFocus()
        bring_into_view(self, self.notice)  # of a card taller than the page what it tells counts most

    def _written(self, bundle: Bundle) -> None:
        self._just_told = bundle.name
        self._end(*written(bundle))
        self._background.changed.emit(frozenset())

    def _brought(self, brought: Brought) -> None:
        self._end(*outcome(brought))
        if brought.rolled_back:
            self._background.trouble.emit(Trouble("rolled_back"))
        self._background.changed.emit(frozenset())

    def _failed(self, error: Exception) -> None:
        is_wish = isinstance(error, Trouble) and error.code == "bundle_stopped"
        self._end(words.error(error), "calm" if is_wish else "bad")
