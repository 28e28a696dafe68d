"""Check boxes and radio buttons, painted by our tokens.

A style sheet that touches them makes Qt leave out the frame of the box, and an empty box nobody can
see is no box. Everything else (keys, states, accessibility) stays Qt's own.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from mobile_office.ui import style

_BOX = 18  # the box, pixels at scale 1
_INSET = 6  # from the widget's edge, where the focus ring runs


def _paint(button: QAbstractButton, *, radius: float) -> QRectF:
    """Ring, box and words; the box's place. `radius` is a share of the box."""
    theme, painter = style.theme(), QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size, inset = style.px(_BOX), style.px(_INSET)
    box = QRectF(inset, (button.height() - size) / 2, size, size)
    if button.hasFocus():
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), inset, inset)
    filled = button.isChecked()
    wrong = button.property("look") == "wrong"
    frame = theme.bad if wrong else theme.primary if filled else theme.edge
    painter.setPen(QPen(QColor(frame), 2 if wrong else 1.5))
    painter.setBrush(QColor(theme.primary if filled else theme.card))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), size * radius, size * radius)
    painter.setPen(QColor(theme.text if button.isEnabled() else theme.muted))
    words = QRectF(button.rect()).adjusted(box.right() + inset, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, button.text())
    painter.end()
    return box


class Tick(QCheckBox):
    """A check box with a frame."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = _paint(self, radius=0.22)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(style.theme().primary_text), box.width() / 8))
            corners = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.3))
            painter.drawPolyline(
                [QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in corners]
            )


class Dot(QRadioButton):
    """A radio button with a frame."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = _paint(self, radius=0.5)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.theme().primary_text))
            painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
