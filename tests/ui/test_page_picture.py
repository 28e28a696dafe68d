"""Pages as Qt's pictures: read as what they are, and nowhere is a format guessed."""

import ast
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from mobile_office.ui.page_picture import page_picture

SOURCE = Path(__file__).parents[2] / "mobile_office"
READERS = {"fromData", "loadFromData", "QImageReader"}  # each with the format behind what is read


def test_a_page_is_read() -> None:
    page = QImage(8, 12, QImage.Format.Format_RGB32)
    page.fill(QColor("#0b5cab"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(page)
    found = page_picture(bytes(buffer.data().data()))
    assert (found.width(), found.height()) == (8, 12)
    assert found.pixelColor(3, 3) == QColor("#0b5cab")


def test_what_is_no_png_is_no_picture() -> None:
    assert page_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>").isNull()


def test_the_window_goes_on_while_a_page_is_read() -> None:
    """`fromData` would keep Python's lock for all of it."""
    sheet = QImage(1700, 2400, QImage.Format.Format_RGB32)
    for row in range(sheet.height()):
        sheet.setPixelColor(row % sheet.width(), row, QColor(row % 256, row // 256, 7))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(sheet)
    page, beats, is_over = bytes(buffer.data().data()), list[float](), Event()

    def read() -> None:
        page_picture(page)
        is_over.set()

    reader = Thread(target=read)
    reader.start()
    while not is_over.wait(0.0005):
        beats.append(1)
    reader.join()
    assert len(beats) > 5


def test_nowhere_a_format_is_guessed() -> None:
    """Guessing asks Qt's reader of SVG, and that beside the window's thread can hold both for ever."""
    guessing, found = [], 0
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in READERS:
                found += 1
                guessing += [f"{file.name}:{node.lineno}"] if len(node.args) < 2 else []
    assert guessing == []
    assert found >= len(READERS) - 1, "the names are still those of Qt"
