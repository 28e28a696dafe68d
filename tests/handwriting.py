"""An invented hand for tests: what it writes as strokes, and how it writes on a pad with a mouse, a pen or a finger."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mobile_office.domain.strokes import Point, Strokes
from mobile_office.ui.signature_pad import SignaturePad


def name(points: int = 220) -> Strokes:
    """A name nobody can read: a tall first letter, waves that grow smaller, and a line below."""
    tall = tuple(
        _at(0.10 + 0.08 * t + 0.04 * math.sin(5 * t), 0.75 - 0.55 * math.sin(math.pi * t), t, 0)
        for t in _steps(40)
    )
    waves = tuple(
        _at(0.20 + 0.58 * t + 0.018 * math.cos(60 * t), 0.62 - 0.14 * (1.2 - t) * math.sin(60 * t), t, 700)
        for t in _steps(points)
    )
    below = tuple(_at(0.80 - 0.62 * t, 0.86 - 0.05 * math.sin(math.pi * t), t, 2600) for t in _steps(30))
    return tall, waves, below


def with_mouse(pad: SignaturePad, strokes: Strokes) -> None:
    """Write with the left button."""
    left = Qt.MouseButton.LeftButton
    for stroke in strokes:
        places = [_place(pad, point).toPoint() for point in stroke]
        QTest.mousePress(pad, left, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(pad, place)
        QTest.mouseRelease(pad, left, pos=places[-1])


def with_pen(pad: SignaturePad, strokes: Strokes) -> None:
    """Write with a stylus that measures how firmly."""
    for stroke in strokes:
        _tablet(pad, QEvent.Type.TabletPress, stroke[0])
        for point in stroke[1:]:
            _tablet(pad, QEvent.Type.TabletMove, point)
        _tablet(pad, QEvent.Type.TabletRelease, stroke[-1])


def with_finger(pad: SignaturePad, strokes: Strokes) -> None:
    """Write on a touch screen."""
    device = QTest.createTouchDevice()
    for stroke in strokes:
        places = [_place(pad, point).toPoint() for point in stroke]
        QTest.touchEvent(pad, device).press(0, places[0], pad).commit()
        for place in places[1:]:
            QTest.touchEvent(pad, device).move(0, place, pad).commit()
        QTest.touchEvent(pad, device).release(0, places[-1], pad).commit()


def _tablet(pad: QWidget, kind: QEvent.Type, point: Point) -> None:
    place = _place(pad, point)  # type: ignore[arg-type]
    event = QTabletEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        place,
        QPointF(pad.mapToGlobal(place)),
        point.pressure,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
    )
    QApplication.sendEvent(pad, event)


def _place(pad: SignaturePad, point: Point) -> QPointF:
    area = pad.area()
    return QPointF(area.x() + point.x * area.width(), area.y() + point.y * area.height())


def _at(x: float, y: float, t: float, since: int) -> Point:
    return Point(
        round(x, 4), round(y, 4), round(0.35 + 0.5 * abs(math.sin(9 * t)), 4), since + round(1500 * t)
    )


def _steps(number: int) -> Iterator[float]:
    return (step / (number - 1) for step in range(number))
