"""The signature pad: a white field to write on with finger, pen or mouse, the last stroke or all of it taken back.

What is drawn lives in this widget only and goes with it; whoever takes it over asks for `strokes`. Dark on white in
every theme, as on paper.
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobile_office.devices.signature import PAPER, Pen, ScreenPen, Step, draw_strokes
from mobile_office.domain.strokes import WIDE, Point, Strokes, Surface
from mobile_office.ui import style

LEAST = 120  # pixels
HIGH = 232  # pixels at scale 1; three times as wide where there is room
_EDGE, _HINT = "#7f8c9a", "#51606b"  # on white in every theme: 3:1 and 4.5:1
_READ = 18.0  # points at scale 1, as everything on the citizen display
_LINE = 0.78  # how far down the line to write on lies


class SignaturePad(QWidget):
    """A field that `pen` draws on: mouse, finger or stylus where none is given. `hint` stands in it while it is empty.

    `changed` after each step of the pen, and when something was taken back.
    """

    changed = Signal()

    def __init__(self, name: str, means: str, hint: str = "", pen: Pen | None = None) -> None:
        super().__init__()
        self._surface, self._hint = Surface(), hint
        self.setObjectName("signature.pad")
        self.setAccessibleName(name)
        self.setAccessibleDescription(means)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._high = style.px(HIGH)
        self._pen = pen or ScreenPen(self, self.area)
        self._pen.take(self._draw)

    @property
    def strokes(self) -> Strokes:
        """What is drawn so far."""
        return self._surface.strokes

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._surface.strokes

    @property
    def is_enough(self) -> bool:
        """Whether it can be meant as a signature."""
        return self._surface.is_enough

    def area(self) -> QRectF:
        """Where on it the surface lies: as large as there is room, at the side where one begins to read."""
        ring = style.px(style.TIGHT)
        room = QRectF(self.rect()).adjusted(ring, ring, -ring, -ring)
        wide = min(room.width(), room.height() * WIDE)
        found = QRectF(0, 0, wide, wide / WIDE)
        found.moveCenter(room.center())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            found.moveRight(room.right())
        else:
            found.moveLeft(room.left())
        return found

    def fit(self, room: int) -> None:
        """Be no higher than `room` pixels, so that all of it can be seen at once; never too low to write on."""
        high = min(style.px(HIGH), max(room, LEAST))
        if high != self._high:
            self._high = high
            self.updateGeometry()

    def undo(self) -> None:
        """Take the last stroke away."""
        self._surface.undo()
        self._tell()

    def clear(self) -> None:
        """Take everything away."""
        self._surface.clear()
        self._tell()

    def sizeHint(self) -> QSize:
        """High enough for a hand."""
        return QSize(self._high * WIDE, self._high)

    def minimumSizeHint(self) -> QSize:
        """Narrow where it has to be."""
        return QSize(self._high, self._high)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The field, the line to write on, and what is drawn."""
        area, painter = self.area(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.hasFocus()
        painter.setPen(QPen(QColor(style.theme().focus if ring else _EDGE), style.px(3 if ring else 1)))
        painter.setBrush(QColor(PAPER))
        painter.drawRoundedRect(area, style.px(style.NEAR), style.px(style.NEAR))
        inset, height = area.width() / 20, area.y() + area.height() * _LINE
        painter.setPen(QPen(QColor(_EDGE), style.px(1)))
        painter.drawLine(round(area.x() + inset), round(height), round(area.right() - inset), round(height))
        strokes = self.strokes
        if self._hint and not strokes:
            font = painter.font()
            font.setPointSizeF(_READ * style.px(100) / 100)
            painter.setFont(font)
            painter.setPen(QColor(_HINT))
            middle = area.adjusted(inset, 0, -inset, height - area.bottom())
            painter.drawText(
                middle, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap.value, self._hint
            )
        draw_strokes(painter, strokes, area)
        painter.end()

    def _draw(self, step: Step, point: Point) -> None:
        if not self.isEnabled():
            return  # it is being taken over
        draw = {Step.DOWN: self._surface.down, Step.MOVE: self._surface.move}.get(step)
        draw(point) if draw is not None else self._surface.up()
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()
