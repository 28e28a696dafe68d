"""A picture that is made larger and turned: as wide as its place to begin with, and never written anywhere.

Steps, not pixels, so that keys, buttons and the wheel do the same. What was looked at stays in the middle.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from mobile_office.ui.layouts import Scroll

STEPS = (50, 75, 100, 125, 150, 200, 300, 400)  # percent of the width that fits
_WHOLE = STEPS.index(100)
_QUARTER = 90  # degrees


class Magnifier(Scroll):
    """Shows one image. `changed` when it is another size or turned another way."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._name = name
        self._step, self._degrees = _WHOLE, 0
        self._image = QImage()
        self._sheet: QLabel | None = None

    @property
    def percent(self) -> int:
        """How wide it is, of the width that fits."""
        return STEPS[self._step]

    @property
    def degrees(self) -> int:
        """How far it is turned to the right: 0, 90, 180 or 270."""
        return self._degrees

    def show_image(self, image: QImage) -> None:
        """Another image, as large and turned as the one before; from its top."""
        self._image = image
        self._draw()
        self.verticalScrollBar().setValue(0)

    def zoom(self, by: int) -> None:
        """So many steps larger, or smaller; nothing beyond the last."""
        self._go_to(self._step + by)

    def fit(self) -> None:
        """As wide as fits."""
        self._go_to(_WHOLE)

    def turn(self, by: int) -> None:
        """So many quarters to the right."""
        self._degrees = (self._degrees + by * _QUARTER) % 360
        self._draw()
        self.changed.emit()

    def can_zoom(self, by: int) -> bool:
        """Whether there is such a step."""
        return 0 <= self._step + by < len(STEPS)

    def _go_to(self, step: int) -> None:
        if step != self._step and 0 <= step < len(STEPS):
            bars = (self.horizontalScrollBar(), self.verticalScrollBar())
            middles = [
                (bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1) for bar in bars
            ]
            self._step = step
            self._lay_out()
            for bar, middle in zip(bars, middles, strict=True):
                bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
            self.changed.emit()

    def _draw(self) -> None:
        if self._image.isNull():
            return
        if self._sheet is None:
            self._sheet = QLabel()
            self._sheet.setObjectName("scan.sheet")
            self._sheet.setAccessibleName(self._name)
            self._sheet.setScaledContents(True)
            self._sheet.setProperty("look", "sheet")
            self.box.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self.box.addStretch(1)
        turned = self._image.transformed(QTransform().rotate(self._degrees))
        self._sheet.setPixmap(QPixmap.fromImage(turned))
        self._lay_out()

    def _lay_out(self) -> None:
        """As wide as fits, without regard to bars that come and go, and larger from there."""
        if self._sheet is None:
            return
        picture, bar = self._sheet.pixmap().size(), self.verticalScrollBar().sizeHint().width()
        fits = min(self.maximumViewportSize().width() - bar, picture.width())
        width = max(round(fits * self.percent / 100), 1)
        self._sheet.setFixedSize(QSize(width, max(round(width * picture.height() / picture.width()), 1)))
        self.box.activate()
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))  # or the bars would follow too late

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It keeps its step."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel makes it larger or smaller, else it scrolls."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        if by := event.angleDelta().y():
            self.zoom(1 if by > 0 else -1)
        event.accept()
