"""What takes pictures at the desk (Aufnahmegeräte): camera, scanner and reader of codes, each made when it is wanted.

`AT_DESK` are the real ones. Making one raises Trouble with a code whose sentence says what to do instead.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mobile_office.devices.camera import Camera, QtCamera
from mobile_office.devices.codes import CodeReader, ZxingReader
from mobile_office.devices.scanner import SaneScanner, Scanner
from mobile_office.domain.errors import Trouble


def _never() -> bool:
    return False


@dataclass(frozen=True)
class CaptureDevices:
    """How to get each device. `is_saving` says whether power is being saved: then the camera stays off."""

    camera_maker: Callable[[], Camera] = QtCamera
    scanner_maker: Callable[[], Scanner] = SaneScanner
    reader_maker: Callable[[], CodeReader] = ZxingReader
    is_saving: Callable[[], bool] = _never

    def camera(self) -> Camera:
        """A camera, not started. Raises Trouble: camera_saving, camera_not_installed."""
        if self.is_saving():
            raise Trouble("camera_saving")
        return self.camera_maker()

    def scanner(self) -> Scanner:
        """A scanner. Raises Trouble: scanner_not_installed."""
        return self.scanner_maker()

    def reader(self) -> CodeReader:
        """A reader of codes. Raises Trouble: codes_not_installed."""
        return self.reader_maker()


AT_DESK = CaptureDevices()
