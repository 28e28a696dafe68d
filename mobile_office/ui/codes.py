"""The field of a code (Lichtbild-Code): typed, pasted, typed by a hand scanner, or read with the camera in place.

What is read stands in the field as if it were typed and can be undone; the checks of the field's kind are the same.
"""

from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.devices.camera import Camera
from mobile_office.devices.capturing import AT_DESK, CaptureDevices
from mobile_office.devices.codes import CodeReader
from mobile_office.domain import barcode
from mobile_office.domain.errors import Trouble
from mobile_office.ui import style
from mobile_office.ui.announcing import announce
from mobile_office.ui.buttons import LinkButton, PlainButton
from mobile_office.ui.editors import LineEditor
from mobile_office.ui.layouts import button_row
from mobile_office.ui.picture import PictureView
from mobile_office.ui.pieces import Muted, Notice
from mobile_office.ui.wedge import Burst
from mobile_office.ui.words import say

_BETWEEN = 300  # milliseconds between two looks for a code
_HIGH, _HIGHEST = 220, 300  # of the picture: pixels at scale 1, and at any


class CodePanel(QWidget):
    """The camera looking for one code. `found(text)` when there is exactly one; `closed` puts it away."""

    found = Signal(str)
    closed = Signal()

    def __init__(self, devices: CaptureDevices) -> None:
        super().__init__()
        self._devices = devices
        self._camera: Camera | None = None
        self._reader: CodeReader | None = None
        self._since = QElapsedTimer()
        self.view = PictureView(say("code.picture"))
        self.view.setFixedHeight(min(style.px(_HIGH), _HIGHEST))
        self.told, self.notice = Muted(), Notice(parent=self)
        self.told.setObjectName("code.told")
        self.notice.setObjectName("code.notice")
        self.end = PlainButton(say("code.close"))
        self.end.setObjectName("code.close")
        self.end.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.px(style.TIGHT), 0, 0)
        column.setSpacing(style.px(style.NEAR))
        for part in (self.notice, self.view, self.told):
            column.addWidget(part)
        column.addLayout(button_row(self.end))
        away = QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self.closed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._off()
        self.notice.show_text("")
        self._tell(say("code.look"))
        self.end.setFocus()
        try:
            self._reader = self._devices.reader()
            self._camera = self._devices.camera()
        except Trouble as trouble:
            self._fail(trouble)
            return
        self.destroyed.connect(self._camera.stop)
        self._since.start()
        self._camera.start(self._look, self._fail)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._off()

    def _look(self, image: QImage) -> None:
        self.view.show_picture(image)
        if self._reader is None or self._since.elapsed() < _BETWEEN:
            return
        self._since.start()
        codes = self._reader.read(image)
        if len(codes) == 1:
            self._off()
            self.found.emit(codes[0])
        elif codes:
            self._tell(say("code.several"))

    def _tell(self, sentence: str) -> None:
        announce(self, sentence if sentence != self.told.text() else "")
        self.told.setText(sentence)

    def _fail(self, trouble: Trouble) -> None:
        self.view.hide()
        self._tell("")
        self.notice.show_text(say(f"code.{trouble.code}"), "warn")

    def _off(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()


class CodeEditor(LineEditor):
    """A line for a code, and the camera beside it. `devices` are those of the desk unless a form says others."""

    def __init__(self, path: str) -> None:
        around = QWidget()
        super().__init__(path, around)
        self.devices: CaptureDevices = AT_DESK
        self._burst = Burst()
        self.panel: CodePanel | None = None
        self.camera = LinkButton(say("code.camera"))
        self.camera.setObjectName(f"{path}.camera")
        self.camera.clicked.connect(self._open)
        self._column = QVBoxLayout(around)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.px(style.TIGHT))
        self._column.addWidget(self.line)
        self._column.addWidget(self.camera, 0, Qt.AlignmentFlag.AlignLeft)

    def read(self, text: str) -> Any:
        """Without what readers put before and around it."""
        return barcode.tidy(text)

    def takes_key(self, event: QKeyEvent) -> bool:
        """What a hand scanner types takes the place of what stood here; its Enter goes on."""
        if typed := barcode.tidy(self._burst.take(event)):
            self.take(typed)
        return super().takes_key(event)

    def take(self, code: str) -> None:
        """Write a code as if it were typed: one step of undo."""
        if code != self.line.text():
            self.line.retype(code)
            self.edited.emit(self.value())

    def show_wrong(self, wrong: bool) -> None:
        """Told at each drawing of the form, which puts the fields in their order: the button follows its field."""
        super().show_wrong(wrong)
        QWidget.setTabOrder(self.line, self.camera)

    def _open(self) -> None:
        if self.panel is None:
            self.panel = CodePanel(self.devices)
            self.panel.found.connect(self._found)
            self.panel.closed.connect(self._close)
            self._column.addWidget(self.panel)
            self.panel.show()  # the camera is on when this returns

    def _found(self, code: str) -> None:
        self._close()
        self.take(code)
        self.left.emit()  # what was wrong is looked at again

    def _close(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.hide()
            panel.deleteLater()
        self.line.setFocus()
