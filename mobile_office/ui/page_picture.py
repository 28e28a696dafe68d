"""Pages as Qt's pictures, unpacked on any thread."""

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage


def page_picture(page: bytes) -> QImage:
    """A page that is a PNG.

    Its format is named, for to guess it Qt also asks its reader of SVG, which connects signals while this thread has
    Python's lock. A window that ends a connection in that moment may hold the lock of that signal and wait for
    Python's: then both wait for ever.
    """
    return QImage.fromData(QByteArray(page), "PNG")  # type: ignore[arg-type]  # the stub has it wrong: bytes raise
