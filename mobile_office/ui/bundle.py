"""The card for days without a link: what waits goes on a stick, the answer comes back on it.

Facts only: written and read back, answered, or without a receipt and for how long. A bundle nobody has answered
stays in sight with what to do about it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import shiboken6
from PySide6.QtCore import QStorageInfo, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from mobile_office.courier import Brought, Bundle
from mobile_office.desk import Desk
from mobile_office.domain.errors import Trouble
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, PlainButton
from mobile_office.ui.words import say

OLD = timedelta(days=1)  # without a receipt: time to ask the office
NAMED = 5  # older bundles without a receipt
_MOUNTS = ("/media/", "/run/media/", "/mnt/")  # where desktops put sticks

Choose = Callable[[QWidget, str], str]


def choose_folder(parent: QWidget, title: str) -> str:
    """Ask for a folder, beginning at the stick where just one is plugged in; "" when nobody chose."""
    roots = [volume.rootPath() for volume in QStorageInfo.mountedVolumes() if volume.isReady()]
    sticks = [root for root in roots if root.startswith(_MOUNTS)]
    return QFileDialog.getExistingDirectory(parent, title, sticks[0] if len(sticks) == 1 else "")


def carried(bundle: Bundle) -> str:
    """`7 Vorgängen`, as the sentences about a bundle want it."""
    return words.count("bundle.cases", bundle.cases) if bundle.cases else say("bundle.notes")


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
    if brought.damaged or brought.refused:
        return " ".join(told), "bad"
    return " ".join(told), "warn" if brought.unanswered else "good"


class BundleCard(Card):
    """Writing and reading sticks, and the bundles nobody has answered. `choose` asks for a folder."""

    _stepped = Signal(str)

    def __init__(self, desk: Desk, background: Background, choose: Choose = choose_folder) -> None:
        super().__init__()
        self._desk, self._background, self._choose = desk, background, choose
        self.write = PlainButton(say("bundle.write"))
        self.read = PlainButton(say("bundle.read"))
        self._used = self.write
        self._just_told = ""  # the bundle whose writing the notice tells of
        self.progress = QProgressBar()
        self.step, self.notice = Muted(parent=self), Notice(parent=self)
        self._missing = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        names = {"write": self.write, "read": self.read, "step": self.step, "notice": self.notice}
        for name, widget in {**names, "progress": self.progress}.items():
            widget.setObjectName(f"bundle.{name}")
        self.box.setSpacing(style.px(style.BETWEEN))
        self.box.addWidget(Heading2(say("bundle.title")))
        self.box.addWidget(Muted(say("bundle.lead")))
        row = Flow(gap=style.px(style.BETWEEN))
        row.addWidget(self.write)
        row.addWidget(self.read)
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
        if not any(line.waiting for line in self._desk.delivery_lines()):
            self.notice.show_text(words.error(Trouble("bundle_empty")), "calm")
        elif folder := self._choose(self, say("bundle.choose_write")):
            self.write_to(Path(folder))

    def _ask_read(self) -> None:
        if folder := self._choose(self, say("bundle.choose_read")):
            self.read_from(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write what waits to a stick; the window stays free meanwhile."""
        courier, now, writer = self._desk.courier, self._desk.clock(), self._background.on_writer
        self._begin(self.write, "sealing")
        self._background.network(
            lambda: courier.write(folder, now, writer, self._tell), self._written, self._failed
        )

    def read_from(self, folder: Path) -> None:
        """Take in what the office has answered on a stick; the window stays free meanwhile."""
        courier, now, writer = self._desk.courier, self._desk.clock(), self._background.on_writer
        self._begin(self.read, "reading")
        self._background.network(lambda: courier.take_in(folder, now, writer), self._brought, self._failed)

    def _tell(self, step: str) -> None:
        """From the network's thread to the window's."""
        if shiboken6.isValid(self):
            self._stepped.emit(step)

    def _begin(self, used: PlainButton, step: str) -> None:
        self._used, self._just_told = used, ""
        self.notice.show_text("")
        self._working(True)
        self._show_step(step)

    def _working(self, on: bool) -> None:
        self.write.setEnabled(not on)
        self.read.setEnabled(not on)
        self.progress.setVisible(on)
        self.step.setVisible(on)

    def _show_step(self, step: str) -> None:
        self.step.setText(say(f"bundle.step_{step}"))

    def _end(self, told: str, tone: str) -> None:
        self._working(False)
        self.refresh()
        self.notice.show_text(told, tone)
        self._used.setFocus()
        QTimer.singleShot(0, self, self._into_sight)  # once the page has made room for the sentence

    def _into_sight(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(self)

    def _written(self, bundle: Bundle) -> None:
        self._just_told = bundle.name
        self._end(say("bundle.written", name=bundle.name, what=carried(bundle)), "good")
        self._background.changed.emit(frozenset())

    def _brought(self, brought: Brought) -> None:
        self._end(*outcome(brought))
        if brought.rolled_back:
            self._background.trouble.emit(Trouble("rolled_back"))
        self._background.changed.emit(frozenset())

    def _failed(self, error: Exception) -> None:
        self._end(words.error(error), "bad")
