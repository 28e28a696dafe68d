"""What takes pictures is made when it is wanted; the camera stays off while power is saved."""

import subprocess
import sys

import pytest

from mobile_office.devices.camera import SimulatedCamera
from mobile_office.devices.capturing import CaptureDevices
from mobile_office.devices.codes import SimulatedReader
from mobile_office.devices.scanner import SimulatedScanner
from mobile_office.domain.errors import Trouble


def test_while_power_is_saved_there_is_no_camera_but_the_rest() -> None:
    saving = True
    devices = CaptureDevices(SimulatedCamera, SimulatedScanner, SimulatedReader, lambda: saving)
    with pytest.raises(Trouble, match="camera_saving"):
        devices.camera()
    assert isinstance(devices.scanner(), SimulatedScanner)
    assert isinstance(devices.reader(), SimulatedReader)
    saving = False
    assert isinstance(devices.camera(), SimulatedCamera)


def test_the_program_starts_without_what_only_a_camera_needs() -> None:
    code = "import sys, mobile_office.shift\nassert not {'PySide6.QtMultimedia', 'zxingcpp'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
