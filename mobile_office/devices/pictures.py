"""Pictures (JPEG, PNG) as they are captured: measured before they are decoded, drawn anew, kept without what they know.

Place, camera, owner and colour profile stand in a picture's metadata; what is drawn anew has none. Bombs are refused.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import NotAllowed

MEMORY_MB = 128  # what decoding may take (security.md 6)
_PIXELS = 120_000_000  # of a source; a 600 dpi scan of A3 has 70 million
_A4 = QSize(1654, 2339)  # 200 dots per inch: what is written by hand stays readable
_DOTS_PER_METER = 7874  # the same, as a picture says it
_QUALITY = 85  # JPEG
_ENOUGH = 1024 * 1024  # bytes of a PNG beyond which JPEG is tried


def clean(data: bytes, format: Format) -> tuple[Format, bytes]:
    """A picture drawn anew, at most A4 at 200 dpi, upright, without metadata; the format it has now.

    Raises NotAllowed: attachment_page_too_large (more pixels or memory than any scan), attachment_unreadable.
    """
    image = _drawn_anew(_decoded(data, format))
    written = _written(image, format)
    if format is Format.PNG and len(written) > _ENOUGH:
        smaller = _written(image, Format.JPEG)  # a photograph somebody saved as PNG
        if len(smaller) < len(written):
            return Format.JPEG, smaller
    return format, written


def shown(data: bytes, format: Format) -> QImage:
    """A picture to look at, as it was kept. Raises as `clean`."""
    return _decoded(data, format)


def _decoded(data: bytes, format: Format) -> QImage:
    # Of the format it is, and no other of Qt's decoders; the limit holds for the whole program.
    QImageReader.setAllocationLimit(MEMORY_MB)
    kept = QByteArray(data)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(format.value.encode()))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty():
        raise NotAllowed("attachment_unreadable")
    if size.width() * size.height() > _PIXELS:
        raise NotAllowed("attachment_page_too_large")
    reader.setScaledSize(_fitting(size))
    image = reader.read()
    if image.isNull():
        too_much = size.width() * size.height() * 4 > MEMORY_MB * 2**20
        raise NotAllowed("attachment_page_too_large" if too_much else "attachment_unreadable")
    return image


def _fitting(size: QSize) -> QSize:
    """Not larger than a page, in whichever way it lies; smaller ones stay as they are."""
    page = _A4 if size.height() >= size.width() else _A4.transposed()
    if size.width() <= page.width() and size.height() <= page.height():
        return size
    return size.scaled(page, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _drawn_anew(image: QImage) -> QImage:
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    fresh = QImage(image.size(), QImage.Format.Format_RGB32)
    fresh.fill(Qt.GlobalColor.white)  # what is see-through is paper
    fresh.setDotsPerMeterX(_DOTS_PER_METER)
    fresh.setDotsPerMeterY(_DOTS_PER_METER)
    painter = QPainter(fresh)
    painter.drawImage(0, 0, image)
    painter.end()
    return fresh.convertToFormat(QImage.Format.Format_Grayscale8) if image.isGrayscale() else fresh


def _written(image: QImage, format: Format) -> bytes:
    into = QByteArray()
    buffer = QBuffer(into)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, format.value.upper(), _QUALITY if format is Format.JPEG else -1)  # type: ignore[call-overload]
    return bytes(into.data())
