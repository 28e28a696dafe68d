"""Codes in pictures (DataMatrix, QR), read with zxing-cpp where it is installed, or simulated.

Only what can be read whole counts. The library is an extra (`camera`): without it the program runs and says so.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from mobile_office.domain import barcode
from mobile_office.domain.errors import Trouble

_LONGEST = QSize(960, 960)  # pixels; reading more takes longer than a key may wait


class CodeReader(Protocol):
    """Something that reads codes. Quick: some milliseconds."""

    def read(self, image: QImage) -> tuple[str, ...]:
        """What the codes in a picture carry, each once, cleaned (`barcode.tidy`); empty where there is none."""


class ZxingReader:
    """The real one. Raises Trouble("codes_not_installed")."""

    def __init__(self) -> None:
        try:
            self._zxing: Any = import_module("zxingcpp")
        except ImportError:
            raise Trouble("codes_not_installed") from None
        kinds = self._zxing.BarcodeFormat
        self._kinds = [kinds.QRCode, kinds.DataMatrix]

    def read(self, image: QImage) -> tuple[str, ...]:
        """What the codes in a picture carry."""
        if image.isNull():
            return ()
        if image.width() > _LONGEST.width() or image.height() > _LONGEST.height():
            image = image.scaled(_LONGEST, Qt.AspectRatioMode.KeepAspectRatio)
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        pixels = memoryview(bytes(grey.constBits())).cast("B", (grey.height(), grey.bytesPerLine()))
        plain = self._zxing.TextMode.Plain  # as it is written, no words for what cannot be seen
        found = self._zxing.read_barcodes(pixels, formats=self._kinds, text_mode=plain, try_invert=False)
        said = (barcode.tidy(one.text) for one in found if one.valid)
        return tuple(dict.fromkeys(filter(None, said)))


class SimulatedReader:
    """A reader with a plot: one answer for each picture, the last one for ever."""

    def __init__(self, *plot: Sequence[str]) -> None:
        self._plot: Iterator[Sequence[str]] = iter(plot)
        self._now: Sequence[str] = ()

    def read(self, image: QImage) -> tuple[str, ...]:
        """The next of the plot."""
        if not image.isNull():
            self._now = next(self._plot, self._now)
        return tuple(self._now)
