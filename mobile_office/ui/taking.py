"""Taking a picture of a paper: live or being scanned, then looked at, cut to the paper, used or taken again.

The picture is in memory only and goes with the page. Where a device is missing the page says what to do instead.
"""

from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mobile_office.devices import pictures
from mobile_office.devices.camera import Camera
from mobile_office.devices.capturing import CaptureDevices
from mobile_office.devices.cropping import cut, paper_in
from mobile_office.devices.scanner import Scanner
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import Trouble
from mobile_office.ui import style, words
from mobile_office.ui.announcing import announce
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.inputs import Box
from mobile_office.ui.layouts import button_row, page_box
from mobile_office.ui.picture import PictureView
from mobile_office.ui.pieces import Notice, Title, Words
from mobile_office.ui.words import say

_NONE = QImage()


class TakePage(QWidget):
    """What camera and scanner share. `used(image)` is the picture as it is to be kept; `closed` leaves the page."""

    used = Signal(object)  # QImage
    closed = Signal()

    def __init__(self, kind: str, name: str, devices: CaptureDevices, background: Background) -> None:
        """`kind` is camera or scanner, `name` what is taken."""
        super().__init__()
        self._kind, self._devices, self._background = kind, devices, background
        self._taken, self._paper = _NONE, QRect()
        self.setObjectName(f"taking.{kind}")
        self.view = PictureView(say(f"taking.{kind}_picture", name=name))
        self.told, self.notice = Words(), Notice(parent=self)
        self.told.setObjectName("taking.told")
        self.notice.setObjectName("taking.notice")
        self.whole = Box(say("taking.whole"))
        self.end, self.again = PlainButton(say("taking.close")), PlainButton(say("taking.again"))
        self.take, self.use = PrimaryButton(say(f"taking.{kind}_take")), PrimaryButton(say("taking.use"))
        named = {"close": self.end, "again": self.again, "take": self.take, "use": self.use}
        for key, button in named.items():
            button.setObjectName(f"taking.{key}")
        self._build(say(f"taking.{kind}", name=name))
        self.whole.setObjectName("taking.whole")
        self.whole.toggled.connect(lambda _: self._draw())
        self.use.clicked.connect(self._use)
        self.again.clicked.connect(self.begin)
        self.end.clicked.connect(self.closed)
        QShortcut(QKeySequence("Esc"), self, self.closed.emit)
        self._offer()

    def _build(self, title: str) -> None:
        box = page_box(self)
        box.setSpacing(style.px(style.BETWEEN))
        for part in (Title(title), self.notice):
            box.addWidget(part)
        told = QHBoxLayout()
        told.setSpacing(style.px(style.AROUND))
        told.addWidget(self.told, 1)
        told.addWidget(self.whole)
        box.addLayout(told)
        box.addWidget(self.view, 1)
        self._space = QWidget()
        box.addWidget(self._space, 1)
        box.addLayout(button_row(self.end, right=(self.again, self.take, self.use)))

    def begin(self) -> None:
        """From the start: nothing taken yet."""
        raise NotImplementedError

    # -- inside

    @property
    def has_taken(self) -> bool:
        """Whether a picture is there to be used."""
        return not self._taken.isNull()

    def _use(self) -> None:
        self.used.emit(cut(self._taken, self._kept()))
        self.closed.emit()

    def _show_view(self, on: bool) -> None:
        self.view.setVisible(on)
        self._space.setVisible(not on)

    def _offer(self, *buttons: PrimaryButton | PlainButton) -> None:
        """These and the way out; the first has the keyboard."""
        now: QWidget | None = self.window().focusWidget()
        here = now is not None and self.isAncestorOf(now)
        for button in (self.take, self.use, self.again):
            button.setVisible(button in buttons)
        self.whole.setVisible(self.has_taken and not self._paper.isEmpty())
        if here or not self.has_taken:
            (*buttons, self.end)[0].setFocus()

    def _tell(self, sentence: str) -> None:
        announce(self, sentence if sentence != self.told.text() else "")
        self.told.setText(sentence)

    def _show_taken(self, image: QImage, paper: QRect | None) -> None:
        self._taken, self._paper = image, paper or QRect()
        self.whole.setChecked(False)
        self._draw()
        self._tell(say(f"taking.{self._kind}_paper" if paper else f"taking.{self._kind}_whole"))
        self._offer(self.use, self.again)

    def _kept(self) -> QRect | None:
        return None if self.whole.isChecked() or self._paper.isEmpty() else self._paper

    def _draw(self) -> None:
        self.view.show_picture(self._taken, self._kept())

    def _fail(self, error: Exception) -> None:
        """Say what is missing or wrong, and what to do instead."""
        self._taken = _NONE
        self._show_view(False)
        self._tell("")
        self.notice.show_text(words.error(error), "warn")
        self._offer(self.again)


class CameraPage(TakePage):
    """The camera: live while it is shown, off as soon as it is not (covered, locked, another page)."""

    def __init__(self, name: str, devices: CaptureDevices, background: Background) -> None:
        super().__init__("camera", name, devices, background)
        self._camera: Camera | None = None
        self._now = _NONE
        self.take.clicked.connect(self._freeze)

    def begin(self) -> None:
        """On."""
        self._off()
        self._taken = self._now = _NONE
        self.notice.show_text("")
        self.take.setEnabled(False)
        self._offer(self.take)
        self._tell(say("taking.camera_starts"))
        try:
            self._camera = self._devices.camera()
        except Trouble as trouble:
            self._fail(trouble)
            return
        self.destroyed.connect(self._camera.stop)
        self._camera.start(self._live, self._fail)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.has_taken:
            self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._off()

    def _live(self, image: QImage) -> None:
        if self._devices.is_saving():
            self._off()
            self._fail(Trouble("camera_saving"))
            return
        self._now = image
        self._show_view(True)
        self.view.show_picture(image)
        if not self.take.isEnabled():
            self.take.setEnabled(True)
            self.take.setFocus()
            self._tell(say("taking.camera_live"))

    def _freeze(self) -> None:
        self._off()
        self._show_taken(self._now, paper_in(self._now))

    def _off(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()


class ScannerPage(TakePage):
    """The scanner: a page each time it is asked; `progress` while it works."""

    def __init__(self, name: str, devices: CaptureDevices, background: Background) -> None:
        super().__init__("scanner", name, devices, background)
        self._scanner: Scanner | None = None
        self.take.clicked.connect(self._scan)
        self._show_view(False)

    def begin(self) -> None:
        """Ready for a page."""
        self._taken = _NONE
        self._show_view(False)
        self.notice.show_text("")
        self._offer(self.take)
        self._tell(say("taking.scanner_ready"))
        if self._scanner is None:
            try:
                self._scanner = self._devices.scanner()
            except Trouble as trouble:
                self._fail(trouble)
                return
            self.destroyed.connect(self._scanner.stop)
            self.closed.connect(self._scanner.stop)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._scanner is None:
            self.begin()

    def _scan(self) -> None:
        if self._scanner is not None:
            self._offer()
            self._tell(say("taking.scanner_starts"))
            self._scanner.scan(self._scanned, self._fail, self._progress)

    def _progress(self, percent: int) -> None:
        self.told.setText(say("taking.scanner_percent", percent=percent))  # not said aloud: too often

    def _scanned(self, page: bytes) -> None:
        open_page = partial(pictures.shown, page, Format.PNG)
        self._background.key(open_page, self._opened, self._fail)

    def _opened(self, image: QImage) -> None:
        self._show_view(True)
        self._show_taken(image, None)  # as large as the glass, and white around a white paper
