"""Files as people bring them: pictures with what a camera adds, and PDF documents with what does not belong there."""

import struct
import zlib
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

SECRET = b"52.3744N 9.7386E Erika Mustermann"


def picture(width: int = 1200, height: int = 1700, format: str = "JPEG", text: str = "Bestätigung") -> bytes:
    """A picture of a page."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#fdfdf8"))
    painter = QPainter(image)
    for line in range(8, height - 20, 24):
        painter.fillRect(40, line, (width * 7 // 10) - line % 90, 6, QColor("#334"))
    painter.end()
    image.setText("Comment", text)
    into = QByteArray()
    buffer = QBuffer(into)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, format)  # type: ignore[call-overload]
    return bytes(into.data())


def with_exif(jpeg: bytes, orientation: int = 6) -> bytes:
    """The same picture with a camera's note: turned by 90 degrees, and where it was taken."""
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack(">HHII", 0x010E, 2, len(SECRET) + 1, 38)
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">H", 2) + entries + b"\0\0\0\0" + SECRET + b"\0"
    segment = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that would take 14 GB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def document(
    objects: Sequence[bytes] = (), *, root: bytes = b"", page: bytes = b"", pages: int = 1, size: int = 300
) -> bytes:
    """A PDF written by hand; `objects` are numbered from 4, `root` and `page` go into those."""
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    box = b"[0 0 %d %d]" % (size, size)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R " + root + b" >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Resources << >> " + page + b" >>",
        *objects,
    ]
    written, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R /Info << /Author (%s) >> >>\nstartxref\n%d\n%%%%EOF\n"
    return written + table + end % (len(parts) + 1, SECRET, len(written))


PROGRAM = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
ENCLOSED = (
    b"<< /Names [(a) 5 0 R] >>",
    b"<< /Type /Filespec /F (x) /EF << /F 6 0 R >> >>",
    b"<< /Type /EmbeddedFile /Length 33 >>\nstream\n" + SECRET + b"\nendstream",
)
