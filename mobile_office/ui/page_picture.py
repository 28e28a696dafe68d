"""Pages as Qt's pictures, unpacked on any thread."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader


def page_picture(page: bytes) -> QImage:
    """A page that is a PNG.

    By a reader, which gives Python's lock away while it reads; `QImage.fromData` keeps it, and the window stands still for
    as long as a page takes (35 ms and more). Its format is named, for to guess it Qt also asks its reader of SVG, which
    connects signals while this thread has Python's lock. A window that ends a connection in that moment may hold the lock
    of that signal and wait for Python's: then both wait for ever.
    """
    buffer = QBuffer()
    buffer.setData(page)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(buffer, QByteArray(b"png")).read()
