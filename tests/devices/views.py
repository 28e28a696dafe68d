"""What a camera sees: a table with a paper on it, a code, nothing. Drawn, so that every box is known."""

from io import BytesIO

import segno
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QRadialGradient, Qt

WIDTH, HEIGHT = 1600, 1200
PAPER = QRect(480, 120, 640, 905)  # A4 upright
TABLE, WHITE = "#6b5b4b", "#f6f4ee"


def paper_on_table(
    paper: QRect = PAPER, *, table: str = TABLE, tilt: float = 0.0, lamp: bool = True, text: bool = True
) -> QImage:
    """A written sheet; `tilt` in degrees, `lamp` makes the light uneven."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(table))
    painter = QPainter(image)
    painter.translate(paper.center())
    painter.rotate(tilt)
    painter.translate(-paper.center())
    painter.fillRect(paper, QColor(WHITE))
    if text:
        for line in range(paper.top() + 70, paper.bottom() - 120, 34):
            painter.fillRect(paper.left() + 60, line, paper.width() * 7 // 10 - line % 130, 8, QColor("#334"))
    painter.resetTransform()
    if lamp:
        light = QRadialGradient(WIDTH * 0.4, HEIGHT * 0.3, WIDTH * 0.9)
        light.setColorAt(0, QColor(255, 255, 240, 20))
        light.setColorAt(1, QColor(0, 0, 0, 40))
        painter.fillRect(image.rect(), light)
    painter.end()
    return image


def code_in_hand(*contents: str) -> QImage:
    """Codes before a camera."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#8d7f70"))
    painter = QPainter(image)
    for place, content in enumerate(contents):
        written = BytesIO()
        segno.make_qr(content).save(written, kind="png", scale=10, border=4)
        painter.drawImage(300 + 500 * place, 350, QImage.fromData(written.getvalue()))
    painter.end()
    return image


def dark() -> QImage:
    """Nothing to see."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    return image
