"""Where the paper lies in a picture (Zuschnitt): a box around what is brighter than the table it was put on.

Straight boxes only, nothing is turned or stretched. Where the table is not of one brightness, or the paper as bright
as the table, nothing is found and the whole picture is kept: a wrong box would cut what somebody signed.
"""

from statistics import median

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage

_SMALL = QSize(
    160, 160
)  # the picture is looked at this small; a step of it is half a percent of a page's side
_RING = 0.04  # of the shorter side: what is taken for the table
_CONTRAST = 32  # of 255: what is not that much brighter belongs to the table
_EVEN = 0.8  # of the ring has to be the table
_SHARE = 0.15  # of the longest line that differs: less is a shadow, a finger or a pen
_LEAST, _MOST = 0.15, 0.94  # of the picture: smaller is no document, larger is the picture itself
_FILLED = (
    0.6  # of the box has to be brighter than the table: a dark photograph on it or a tilt takes its part
)
_AROUND = 0.008  # of the box is kept around it


def paper_in(image: QImage) -> QRect | None:
    """The box of the paper in the picture's own pixels; None where nothing is sure."""
    if image.isNull():
        return None
    rows = _rows(image)
    height, width = len(rows), len(rows[0])
    ring = max(2, round(min(width, height) * _RING))
    if min(width, height) < 8 * ring:
        return None
    outside = [value for row in (*rows[:ring], *rows[-ring:]) for value in row]
    outside += [value for row in rows for value in (*row[:ring], *row[-ring:])]
    table = median(outside)
    if sum(abs(value - table) < _CONTRAST for value in outside) < len(outside) * _EVEN:
        return None
    different = [[value - table >= _CONTRAST for value in row] for row in rows]
    across = _span([sum(column) for column in zip(*different, strict=True)])
    down = _span([sum(row) for row in different])
    if across is None or down is None:
        return None
    area = (across[1] - across[0]) * (down[1] - down[0])
    filled = sum(sum(row[across[0] : across[1]]) for row in different[down[0] : down[1]])
    if not _LEAST <= area / (width * height) <= _MOST or filled < area * _FILLED:
        return None
    return _grown(image.size(), across, down, (image.width() / width, image.height() / height))


def cut(image: QImage, box: QRect | None) -> QImage:
    """The part of a picture; all of it without a box."""
    return image if box is None else image.copy(box.intersected(image.rect()))


def as_png(image: QImage) -> bytes:
    """A picture as a file in memory, for `scans.clean`, which makes it small enough. Nothing is lost on the way."""
    into = QByteArray()
    buffer = QBuffer(into)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "PNG", 80)  # type: ignore[call-overload]
    return bytes(into.data())


def _rows(image: QImage) -> list[bytes]:
    """Brightness, 0 to 255, of the picture made small."""
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    size = image.size().scaled(_SMALL, ratio).expandedTo(QSize(1, 1))
    small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    whole, line, width = bytes(grey.constBits()), grey.bytesPerLine(), grey.width()
    return [whole[start : start + width] for start in range(0, line * grey.height(), line)]


def _span(counts: list[int]) -> tuple[int, int] | None:
    """From where to where (exclusive) the lines differ enough."""
    needed = max(counts) * _SHARE
    places = [place for place, count in enumerate(counts) if count > max(needed, 1)]
    return (places[0], places[-1] + 1) if places else None


def _grown(size: QSize, across: tuple[int, int], down: tuple[int, int], step: tuple[float, float]) -> QRect:
    left, right = (place * step[0] for place in across)
    top, bottom = (place * step[1] for place in down)
    more = round(max(right - left, bottom - top) * _AROUND)
    box = QRect(round(left), round(top), round(right - left), round(bottom - top))
    return box.adjusted(-more, -more, more, more).intersected(QRect(0, 0, size.width(), size.height()))
