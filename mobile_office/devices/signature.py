"""Signing on the screen (Unterschrift auf dem Bildschirm): what delivers strokes, and the picture made of them.

A pen is whatever draws: mouse, finger or stylus on a widget of ours, or the plot of a test. The picture is a PNG whose
text holds the strokes themselves, so that one sealed file is both: to look at, and where the pen went how firmly.
"""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QElapsedTimer,
    QEvent,
    QIODevice,
    QLineF,
    QObject,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QImageReader,
    QMouseEvent,
    QPainter,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from mobile_office.domain.strokes import WIDE, Point, Strokes, from_text, to_text

PAPER, INK = "#ffffff", "#10233f"  # a signature is dark on white in every theme, as on paper
NO_PRESSURE = 0.5  # of a mouse, and of a finger whose screen does not measure it
_THIN, _THICK = 0.003, 0.009  # of the surface's width: a line without pressure, and with all of it
_DOT = 0.01  # pixels: a line of no length would not be drawn
_LEVELS = 12  # of thickness
_SOLID, _ROUND = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
_HIGH = 480  # pixels of the picture
_DOTS_PER_METER = 15748  # 400 dots to the inch: 9 cm wide on paper
_TEXT = "strokes"  # under this name they stand in the picture


class Step(Enum):
    """What a pen does."""

    DOWN = "down"
    MOVE = "move"
    UP = "up"


Draw = Callable[[Step, Point], object]


class Pen(Protocol):
    """Something that draws. It tells every step on the thread of the window, and nothing once it is put away."""

    def take(self, draw: Draw) -> None:
        """From now on tell `draw` what the pen does; times count from its first touch."""

    def put_away(self) -> None:
        """Nothing is told any more."""


class SimulatedPen:
    """A pen with a plot: strokes that are drawn when `play` is called."""

    def __init__(self, strokes: Strokes = ()) -> None:
        self._strokes = strokes
        self._draw: Draw | None = None

    def take(self, draw: Draw) -> None:
        """From now on tell `draw`."""
        self._draw = draw

    def put_away(self) -> None:
        """Nothing is told any more."""
        self._draw = None

    def play(self) -> None:
        """Draw the whole plot."""
        for stroke in self._strokes:
            for place, point in enumerate(stroke):
                self._tell(Step.MOVE if place else Step.DOWN, point)
            self._tell(Step.UP, stroke[-1])

    def _tell(self, step: Step, point: Point) -> None:
        if self._draw is not None:
            self._draw(step, point)


_MOUSE = {
    QEvent.Type.MouseButtonPress: Step.DOWN,
    QEvent.Type.MouseMove: Step.MOVE,
    QEvent.Type.MouseButtonRelease: Step.UP,
}
_STYLUS = {
    QEvent.Type.TabletPress: Step.DOWN,
    QEvent.Type.TabletMove: Step.MOVE,
    QEvent.Type.TabletRelease: Step.UP,
}
_FINGER = {
    QEvent.Type.TouchBegin: Step.DOWN,
    QEvent.Type.TouchUpdate: Step.MOVE,
    QEvent.Type.TouchEnd: Step.UP,
    QEvent.Type.TouchCancel: Step.UP,
}


class ScreenPen(QObject):
    """Mouse, finger or stylus on a widget; `surface()` is where on it the drawing lies, in its own pixels."""

    def __init__(self, on: QWidget, surface: Callable[[], QRectF]) -> None:
        super().__init__(on)
        self._on, self._surface = on, surface
        self._draw: Draw | None = None
        self._clock, self._is_down = QElapsedTimer(), False

    def take(self, draw: Draw) -> None:
        """From now on tell `draw`."""
        self._draw = draw
        self._clock.invalidate()
        self._on.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._on.installEventFilter(self)

    def put_away(self) -> None:
        """Nothing is told any more."""
        self._draw = None
        self._on.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steps of a pen end here: Qt would make a mouse's steps of a stylus' again."""
        kind = event.type()
        if kind in _FINGER and isinstance(event, QTouchEvent):
            points = event.points()
            pressure = points[0].pressure() if points else 0.0
            # Most touch screens say 1 whatever the finger does: that is no measurement.
            pressure = pressure if 0 < pressure < 1 else NO_PRESSURE
            self._tell(_FINGER[kind], points[0].position() if points else QPointF(), pressure)
        elif kind in _STYLUS and isinstance(event, QTabletEvent):
            self._tell(_STYLUS[kind], event.position(), event.pressure())
        elif kind in _MOUSE and isinstance(event, QMouseEvent):
            is_left = event.button() == Qt.MouseButton.LeftButton
            if kind != QEvent.Type.MouseMove and not is_left:
                return super().eventFilter(watched, event)
            self._tell(_MOUSE[kind], event.position(), NO_PRESSURE)
        else:
            return super().eventFilter(watched, event)
        event.accept()
        return True

    def _tell(self, step: Step, place: QPointF, pressure: float) -> None:
        area = self._surface()
        if self._draw is None or area.isEmpty() or (step is not Step.DOWN and not self._is_down):
            return
        self._is_down = step is not Step.UP
        if not self._clock.isValid():
            self._clock.start()
        x, y = (place.x() - area.x()) / area.width(), (place.y() - area.y()) / area.height()
        self._draw(step, Point(x, y, pressure, self._clock.elapsed()))


def draw_strokes(painter: QPainter, strokes: Strokes, area: QRectF) -> None:
    """Draw strokes into an area: the firmer the pen, the thicker the line; one call for each thickness."""
    lines: dict[int, list[QLineF]] = {}
    for stroke in strokes:
        for before, after in zip(stroke, stroke[1:] or stroke, strict=False):
            end = _place(after, area) + (QPointF(_DOT, 0) if len(stroke) == 1 else QPointF())
            line = QLineF(_place(before, area), end)
            lines.setdefault(round(after.pressure * _LEVELS), []).append(line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for level, same in lines.items():
        wide = (_THIN + (_THICK - _THIN) * level / _LEVELS) * area.width()
        painter.setPen(QPen(QBrush(QColor(INK)), wide, _SOLID, _ROUND))
        painter.drawLines(same)


def picture(strokes: Strokes) -> bytes:
    """A PNG of the strokes that holds them, too. It knows nothing else: no name, no time of day."""
    image = QImage(_HIGH * WIDE, _HIGH, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    image.setDotsPerMeterX(_DOTS_PER_METER)
    image.setDotsPerMeterY(_DOTS_PER_METER)
    painter = QPainter(image)
    draw_strokes(painter, strokes, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    grey.setText(_TEXT, to_text(strokes))
    into = QByteArray()
    buffer = QBuffer(into)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    grey.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(into.data())


def strokes_of(png: bytes) -> Strokes:
    """The strokes in such a picture. Raises ValueError for any other."""
    kept = QByteArray(png)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return from_text(QImageReader(buffer, QByteArray(b"png")).text(_TEXT))


def _place(point: Point, area: QRectF) -> QPointF:
    return QPointF(area.x() + point.x * area.width(), area.y() + point.y * area.height())
