"""A picture before it is kept: live, or taken with the box of what will be left of it. Only painted, never copied."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_LEAST = 120  # pixels at any scale: below this nobody sees anything
_GROUND = "#1b2430"  # around a picture, in every theme
_SHADE = QColor(0, 0, 0, 140)  # over what will be cut off
_EDGE = "#ffb000"  # seen on paper and on wood


class PictureView(QWidget):
    """As large as there is room for, never cut, never stretched."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.image, self.box = QImage(), QRect()
        self.setAccessibleName(name)
        self.setMinimumHeight(_LEAST)

    def show_picture(self, image: QImage, box: QRect | None = None) -> None:
        """Show it; `box` is what will be kept, in the picture's own pixels."""
        self.image, self.box = image, box or QRect()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(_GROUND))
        if not self.image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = self._place()
            painter.drawImage(place, self.image)
            if not self.box.isEmpty():
                self._paint_box(painter, place)
        painter.end()

    def _place(self) -> QRectF:
        size = QSize(self.image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def _paint_box(self, painter: QPainter, place: QRectF) -> None:
        by = place.width() / self.image.width()
        box = QRectF(
            place.x() + self.box.x() * by, place.y() + self.box.y() * by, self.box.width() * by, self.box.height() * by
        )  # fmt: skip
        for side in (
            QRectF(place.left(), place.top(), place.width(), box.top() - place.top()),
            QRectF(place.left(), box.bottom(), place.width(), place.bottom() - box.bottom()),
            QRectF(place.left(), box.top(), box.left() - place.left(), box.height()),
            QRectF(box.right(), box.top(), place.right() - box.right(), box.height()),
        ):
            painter.fillRect(side, _SHADE)
        painter.setPen(QPen(QColor(_EDGE), 2))
        painter.drawRect(box)
